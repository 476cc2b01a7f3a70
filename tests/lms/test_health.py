"""Health: open, terse, without session; a cache that is gone degrades, a database that is gone fails."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from certificates.tasks import draw_certificate
from lms import health
from lms.models import LastRun
from lms.queries import operation
from lms.services.note_run import note_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working(monkeypatch: pytest.MonkeyPatch) -> None:
    note_run(work=LastRun.Work.SWEEP, failed=[])
    monkeypatch.setattr(operation.Disk, "is_low", False)


def ready() -> tuple[int, dict[str, Any]]:
    answer = Client(raise_request_exception=False).get("/readyz")
    return answer.status_code, answer.json()


def test_alive_asks_no_database_and_leaves_no_session():
    with CaptureQueriesContext(connection) as caught:
        answer = Client().get("/healthz")
    assert (answer.json(), len(caught)) == ({"status": "ok"}, 0)
    for address in ("/healthz", "/readyz"):
        answer = Client().get(address)
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]


def test_ready_names_parts_and_states_and_nothing_else():
    status, body = ready()
    assert (status, body["status"]) == (200, "ok")
    assert set(body) == {"status", "database", "migrations", "worker", "queue", "disk", "cache"}
    assert set(body.values()) <= set(health.State)


def test_a_database_that_is_gone_is_a_failure_and_no_error(monkeypatch: pytest.MonkeyPatch):
    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("server 10.0.0.7 closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", gone)
        status, body = ready()
    assert (status, body["status"], body["database"], body["migrations"]) == (503, "failed", "failed", "failed")
    assert "10.0.0.7" not in str(body)


def test_a_migration_that_is_missing_is_a_failure():
    MigrationRecorder.Migration.objects.filter(app="audit").delete()
    assert ready()[0] == 503
    assert ready()[1]["migrations"] == "failed"


def test_a_cache_that_is_gone_degrades(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(type(cache._connections["default"]), "get", lambda *args, **kwargs: None)  # type: ignore[attr-defined]
    status, body = ready()
    assert (status, body["status"], body["cache"]) == (200, "degraded", "degraded")


def test_a_worker_that_stands_still_degrades():
    draw_certificate.enqueue(1)
    assert ready()[1]["queue"] == "ok"
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    LastRun.objects.update(at=long_ago)
    status, body = ready()
    assert (status, body["status"], body["queue"], body["worker"]) == (200, "degraded", "degraded", "degraded")
