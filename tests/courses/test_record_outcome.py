"""Outcomes, progress, completion and failure."""

import uuid
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.append_only import Immutable
from courses.marks import to_text
from courses.models import Outcome, Progress
from courses.services.close_ended_runs import close_ended_runs
from courses.services.record_outcome import record_outcome
from courses.signals import enrolment_completed
from officers.models import Notice
from tests.courses.factories import add_item, make_edition, make_enrolment, make_run
from tests.courses.words import english

STATES = ["started", "done", "failed"]


def items(enrolment: Any) -> Any:
    return list(enrolment.run.edition.items.exclude(kind="module").order_by("order"))


def push(enrolment: Any, item: Any, state: Any = "done", fraction: Any = None) -> Any:
    return record_outcome(
        enrolment=enrolment, activity=item.activity_uuid, state=state, fraction=fraction, evidence="prueba",
        by=enrolment.officer,
    )  # fmt: skip


def with_exams(*weights: Any, lessons: Any = 1, rounding: Any = "none") -> Any:
    edition = make_edition(lessons=lessons, rounding=rounding)
    for n, weight in enumerate(weights, lessons + 1):
        add_item(edition, kind="lesson", title=f"Examen {n}", label=f"1.{n}", order=n, weight=weight)
    return make_enrolment(run=make_run(edition))


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what waits for the commit."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def completions() -> Any:
    """The enrolments that were announced as completed."""
    heard = []

    def hear(enrolment_id: Any, **kwargs: Any) -> Any:
        heard.append(enrolment_id)

    enrolment_completed.connect(hear)
    yield heard
    enrolment_completed.disconnect(hear)


@pytest.mark.django_db
def test_a_course_is_complete_when_every_required_activity_is_done(completions: Any, commit: Any) -> None:
    enrolment = make_enrolment()
    first, second = items(enrolment)
    with commit(execute=True):
        push(enrolment, first)
    assert (enrolment.state, completions) == ("active", [])
    with commit(execute=True):
        push(enrolment, second)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.final_mark) == ("completed", None)
    assert completions == [enrolment.pk]
    assert Notice.objects.filter(officer=enrolment.officer, kind="enrolment.completed").count() == 1


@pytest.mark.django_db
def test_completion_is_announced_once_whatever_is_pushed_again(completions: Any, commit: Any) -> None:
    enrolment = make_enrolment()
    with commit(execute=True):
        for item in items(enrolment) * 3:
            push(enrolment, item)
    assert completions == [enrolment.pk]
    assert Notice.objects.filter(kind="enrolment.completed").count() == 1


@pytest.mark.django_db
def test_a_receiver_that_fails_undoes_no_completion(commit: Any) -> None:
    def fail(**kwargs: Any) -> Any:
        raise RuntimeError

    enrolment_completed.connect(fail)
    try:
        enrolment = make_enrolment()
        with commit(execute=True):
            for item in items(enrolment):
                push(enrolment, item)
    finally:
        enrolment_completed.disconnect(fail)
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


@pytest.mark.django_db
def test_what_is_not_required_keeps_no_course_from_completion() -> None:
    edition = make_edition(lessons=1)
    add_item(edition, kind="lesson", title="Lectura", label="1.2", order=2, required=False)
    enrolment = make_enrolment(run=make_run(edition))
    push(enrolment, items(enrolment)[0])
    assert enrolment.state == "completed"


@pytest.mark.django_db
def test_the_final_mark_is_the_weighted_mean_of_exact_marks_quantised_once() -> None:
    enrolment = with_exams("1/3", "2/3")
    lesson, first, second = items(enrolment)
    push(enrolment, lesson)
    push(enrolment, first, fraction=Fraction(2, 3))
    push(enrolment, second, fraction=Fraction(8995, 15000))
    # (1/3 · 2/3 + 2/3 · 8995/15000) · 20 = 12.4400: rounded by exam it would be (13.33 + 2 · 11.99) / 3 = 12.4367.
    exact = (Fraction(1, 3) * Fraction(2, 3) + Fraction(2, 3) * Fraction(8995, 15000)) * 20
    assert enrolment.final_mark == Decimal("12.44")
    assert abs(Fraction(enrolment.final_mark) - exact) <= Fraction(1, 200)


@pytest.mark.django_db
def test_a_course_that_rounds_gives_whole_marks_half_up() -> None:
    enrolment = with_exams("1/1", rounding="whole")
    lesson, exam = items(enrolment)
    push(enrolment, lesson)
    push(enrolment, exam, fraction=Fraction(105, 200))
    assert enrolment.final_mark == Decimal("11.00")


@pytest.mark.django_db
def test_a_required_exam_without_attempts_left_fails_the_enrolment() -> None:
    enrolment = with_exams("1/1")
    exam = items(enrolment)[1]
    push(enrolment, exam, "failed", Fraction(1, 4))
    enrolment.refresh_from_db()
    assert enrolment.state == "failed"
    notice = Notice.objects.get(kind="enrolment.failed")
    assert "no attempts left" in english(notice)
    assert notice.address == f"/learn/{enrolment.uuid}/"  # where the mark stands


@pytest.mark.django_db
def test_an_exam_that_is_not_required_fails_nobody() -> None:
    edition = make_edition(lessons=1)
    add_item(edition, kind="lesson", title="Optativo", label="1.2", order=2, required=False, weight="1/1")
    enrolment = make_enrolment(run=make_run(edition))
    push(enrolment, items(enrolment)[1], "failed", Fraction(0))
    assert enrolment.state == "active"


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["completed", "failed", "withdrawn"])
def test_an_outcome_after_the_end_is_kept_and_changes_nothing(state: Any) -> None:
    enrolment = make_enrolment(state=state, ended_at=timezone.now())
    push(enrolment, items(enrolment)[0])
    assert Outcome.objects.count() == 1
    assert not Progress.objects.exists()
    enrolment.refresh_from_db()
    assert enrolment.state == state


@pytest.mark.django_db
def test_outcomes_are_written_once() -> None:
    enrolment = make_enrolment()
    outcome = push(enrolment, items(enrolment)[0])
    with pytest.raises(Immutable):
        outcome.save()


class ProgressIsTheNewestOutcome(TestCase):
    """Whatever is pushed in whatever order: an exam of which the latest counts may fall again."""

    @given(st.lists(st.tuples(st.sampled_from(STATES), st.none() | st.fractions(0, 1)), max_size=8))
    def test_progress_is_the_copy_of_the_newest_outcome(self, pushed: Any) -> None:
        edition = make_edition(lessons=2)
        exam = add_item(edition, kind="lesson", title="E", label="1.9", order=9, required=False, weight="1/1")
        enrolment = make_enrolment(run=make_run(edition))
        for state, fraction in pushed:
            push(enrolment, exam, state, fraction)
            now = Progress.objects.get(enrolment=enrolment, activity_uuid=exam.activity_uuid)
            assert now.state == state
            assert now.fraction == ("" if fraction is None else to_text(fraction))
        assert Outcome.objects.filter(enrolment=enrolment).count() == len(pushed)
        enrolment.refresh_from_db()
        assert enrolment.state == "active"


@pytest.mark.django_db
def test_a_run_that_ended_fails_the_active_and_expires_who_waits() -> None:
    now = timezone.now()
    dates: dict[str, Any] = {
        "starts_at": now - timedelta(days=30), "ends_at": now - timedelta(minutes=1),
        "enrolment_opens_at": now - timedelta(days=40), "enrolment_closes_at": now - timedelta(days=20),
    }  # fmt: skip
    run = make_run(**dates)
    active, waiting = make_enrolment(run=run), make_enrolment(run=run, state="waiting")
    done = make_enrolment(run=run, state="completed", ended_at=now)
    other = make_enrolment()
    assert close_ended_runs() == 2
    assert close_ended_runs() == 0
    for row in (active, waiting, done, other):
        row.refresh_from_db()
    assert [row.state for row in (active, waiting, done, other)] == ["failed", "expired", "completed", "active"]
    assert {english(notice)[:7] for notice in Notice.objects.all()} == {"You did", "The run"}


@pytest.mark.django_db
def test_an_outcome_of_an_unknown_activity_completes_nothing() -> None:
    enrolment = make_enrolment()
    record_outcome(
        enrolment=enrolment, activity=uuid.uuid4(), state="done", fraction=None, evidence="", by=None
    )  # fmt: skip
    assert enrolment.state == "active"


@pytest.mark.django_db
def test_what_is_not_done_completes_no_course_that_requires_nothing() -> None:
    edition = make_edition(lessons=0)
    extra = add_item(edition, kind="exam", title="Práctica", label="1.1", order=1, required=False)
    enrolment = make_enrolment(run=make_run(edition))
    push(enrolment, extra, "started", Fraction(1, 4))
    assert enrolment.state == "active"
