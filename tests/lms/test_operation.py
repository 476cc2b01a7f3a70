"""The health panel and the failed tasks: for who looks after the system, told in words, acted on once."""

from typing import Any

import pytest
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from audit.models import Entry
from certificates.tasks import draw_certificate
from lms import sweep as sweep_module
from lms.models import LastRun
from lms.queries.queue import failed_task
from lms.services.retry_task import NotFailed, retry_task
from lms.sweep import sweep
from officers.models import Officer, Role
from officers.roles import NotPermitted
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db
FAILED = "/admin/tasks/"


@pytest.fixture
def administrator() -> Officer:
    officer = make_officer(is_staff=True)
    grant(officer, Role.ADMINISTRATOR)
    return officer


@pytest.fixture
def client(administrator: Officer) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def failure(error: Exception | None = None) -> Any:
    """Return a task that failed as the worker leaves it."""
    row = DBTaskResult.objects.get(pk=draw_certificate.enqueue(41).id)
    try:
        raise error or ValueError("El titular es Zarzamora")
    except (OSError, ValueError) as raised:
        row.set_failed(raised)
    return row


def test_the_panel_and_the_list_are_for_who_looks_after_the_system(client: Client):
    failure()
    other = make_officer(is_staff=True)
    grant(other, Role.HR_VERIFIER)
    stranger = Client()
    stranger.force_login(other)
    assert 'id="system"' not in stranger.get("/admin/").content.decode()
    row = failure()
    addresses = (FAILED, f"{FAILED}{row.pk}/retry/", f"{FAILED}{row.pk}/discard/")
    assert [stranger.post(address).status_code for address in addresses] == [404, 404, 404]
    assert 'id="system"' in client.get("/admin/").content.decode()
    with pytest.raises(NotPermitted):
        retry_task(task=row.pk, by=other)


def test_the_sweep_says_that_it_ran_and_what_failed(monkeypatch: pytest.MonkeyPatch):
    def broken() -> int:
        raise RuntimeError

    monkeypatch.setattr(sweep_module, "close_old_connections", lambda: None)
    monkeypatch.setattr(sweep_module, "STEPS", (sweep_module.Step("awards made", broken),))
    sweep()
    assert LastRun.objects.get(work="sweep").facts == {"failed": ["awards made"]}


def test_a_failed_task_is_told_without_the_words_of_its_error(client: Client):
    failure()
    page = client.get(FAILED).content.decode()
    assert "41" in page
    assert "ValueError" in page
    assert "Zarzamora" not in page


def test_an_error_that_is_known_has_words_of_its_own():
    told = failed_task(failure(FileNotFoundError("/srv/x")))
    assert "send its makers" not in told.error
    assert told.place.startswith("lms/test_operation.py:")


def test_trying_again_puts_the_task_into_the_queue_once_and_writes_it_down(client: Client, administrator: Officer):
    row = failure()
    assert client.get(f"{FAILED}{row.pk}/retry/").status_code == 405
    assert client.post(f"{FAILED}{row.pk}/retry/").status_code == 302
    assert DBTaskResult.objects.get(pk=row.pk).status == TaskResultStatus.READY
    assert Entry.objects.get(act="task.retry").actor_login == administrator.login
    with pytest.raises(NotFailed):
        retry_task(task=row.pk, by=administrator)
    assert client.post(f"{FAILED}{row.pk}/retry/").status_code == 409


def test_discarding_needs_a_reason_and_leaves_a_line(client: Client):
    row = failure()
    address = f"{FAILED}{row.pk}/discard/"
    assert client.post(address, {"why": "  "}).context["form"].errors
    assert DBTaskResult.objects.filter(pk=row.pk).exists()
    assert client.post(address, {"why": "El certificado se hizo a mano"}).status_code == 302
    assert not DBTaskResult.objects.filter(pk=row.pk).exists()
    left = Entry.objects.get(act="task.discard")
    assert (left.changed, left.why) == (["certificates.tasks.draw_certificate"], "El certificado se hizo a mano")
    assert client.post(address, {"why": "otra vez"}).status_code == 409
