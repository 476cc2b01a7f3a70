"""The shipped curricula load, publish, and load again without a change.

The load itself is asked of PostgreSQL alone, which holds every text to its length; on SQLite the browser tests load
the same for the demo.
"""

from pathlib import Path

import pytest
from django.core.management import call_command

from courses.models import Course, Edition, EditionItem, Guideline, LoadedSource
from courses.services.load_curriculum import load_curriculum
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def areas() -> None:
    make_area("community", "Policía comunitaria")
    make_area("intelligence", "Análisis de inteligencia")


@pytest.mark.postgres
@pytest.mark.usefixtures("areas")
def test_the_shipped_curricula_load_and_publish_and_a_second_run_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("load_curriculum", str(CONTENT), "--publish")
    assert "PC-101: " in capsys.readouterr().out
    assert list(Edition.objects.values_list("number", flat=True)) == [1] * 8
    assert set(Course.objects.values_list("code", flat=True)) == {"IN-201", "IN-202", "IND-001", "PC-101"}
    assert dict(Guideline.objects.values_list("code", "classification")) == {
        "GEF-001": "internal",
        "GPC-001": "open",
        "LAE-001": "internal",
        "LAT-001": "internal",
    }
    items = EditionItem.objects.filter(edition__course__code="PC-101")
    labels = list(items.order_by("order").values_list("label", "kind"))
    lessons = {1: 4, 2: 4, 3: 4, 4: 4, 5: 3, 6: 5, 7: 3}
    expected = []
    for module, count in lessons.items():
        expected += [(str(module), "module"), *((f"{module}.{n}", "lesson") for n in range(1, count + 1))]
        quizzes = {1: 3, 2: 2, 3: 2, 4: 2, 5: 2}.get(module, 1)  # all but the first are practice for whoever wants it
        expected += [(f"{module}.{count + n}", "exam") for n in range(1, quizzes + 1)]
    assert labels == [*expected, ("8", "module"), ("8.1", "exam")]
    before = list(LoadedSource.objects.values_list("key", "digest", "loaded_at"))
    again = load_curriculum(folder=CONTENT, publish=True)
    assert (again.steps, again.editions) == ((), ())
    call_command("load_curriculum", str(CONTENT), "--publish")
    assert "PC-101" not in capsys.readouterr().out
    assert list(LoadedSource.objects.values_list("key", "digest", "loaded_at")) == before
    assert Edition.objects.count() == 8


@pytest.mark.usefixtures("areas")
def test_a_dry_run_plans_everything_and_writes_nothing() -> None:
    dry = load_curriculum(folder=CONTENT, dry_run=True)
    assert {step.act for step in dry.steps} == {"create"}
    assert not Course.objects.exists()
    assert not LoadedSource.objects.exists()
