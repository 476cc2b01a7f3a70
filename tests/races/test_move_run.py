"""A run that moves to a newer edition while somebody comes into it or learns in it, on PostgreSQL.

On SQLite a transaction that writes begins with the right to write (``IMMEDIATE``), so that they take turns by itself.
"""

from typing import Any

import pytest

from courses.models import Enrolment, RunMove
from courses.queries.move_effects import effects
from courses.services.enrol import enrol
from courses.services.move_enrolments import move_chosen
from courses.services.move_run import OtherEffects, move_run
from courses.services.record_outcome import record_outcome
from tests.assessments.factories import Exam
from tests.assessments.test_move_exams import next_edition as next_with_exam
from tests.courses.factories import make_edition, make_enrolment, make_run
from tests.courses.test_move_run import next_edition
from tests.courses.test_roster import director_of
from tests.officers.factories import make_officer
from tests.races.test_sitting import one_after_the_other

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def moving(run: Any, to: Any, again: Any = ()) -> Any:
    by, looked_at = director_of(run), effects(run.enrolments.open(), to, again=again).digest()
    return lambda: move_run(run=run, to=to, again=again, why="Errata", by=by, looked_at=looked_at)


def reading(enrolment: Enrolment, activity: Any) -> Any:
    return lambda: record_outcome(
        enrolment=Enrolment.objects.get(pk=enrolment.pk), activity=activity, state="done", fraction=None,
        evidence="read", by=enrolment.officer,
    )  # fmt: skip


def test_who_comes_in_while_a_run_moves_begins_with_the_new_edition() -> None:
    """Seen to fail twice.

    With ``CourseRun.objects.locked`` of one statement the run dropped out of its join (``DoesNotExist``); with
    ``enrol`` not locking the run the enrolment took the old edition.
    """
    run, officer = make_run(make_edition(lessons=2)), make_officer()
    to = next_edition(run.edition, change=["1.1"])
    moved, made = one_after_the_other(moving(run, to), lambda: enrol(officer=officer, run=run, by=officer))
    assert isinstance(moved, RunMove), moved
    assert isinstance(made, Enrolment), made
    assert Enrolment.objects.get(officer=officer).edition == to


def test_an_outcome_while_a_run_moves_completes_by_the_new_edition_or_not_at_all() -> None:
    """Seen to fail with ``lock_first`` of one statement: the enrolment dropped out of its join (``DoesNotExist``)."""
    run = make_run(make_edition(lessons=1))
    reader, lesson = make_enrolment(run=run), run.edition.items.get(label="1.1").activity_uuid
    moved, read = one_after_the_other(moving(run, next_edition(run.edition, add=1)), reading(reader, lesson))
    assert isinstance(moved, RunMove), moved
    assert not isinstance(read, Exception), read
    reader.refresh_from_db()
    assert (reader.state, reader.progress.get().state) == ("active", "done")


def test_a_run_that_moves_while_an_outcome_is_written_finds_it() -> None:
    """Seen to fail without the lock on the enrolments in ``move_run``: what was to be read again stayed done."""
    run = make_run(make_edition(lessons=2))
    reader, lesson = make_enrolment(run=run), run.edition.items.get(label="1.1").activity_uuid
    to = next_edition(run.edition, change=["1.1"])
    _read, moved = one_after_the_other(reading(reader, lesson), moving(run, to, [lesson]))
    assert isinstance(moved, OtherEffects), moved
    reader.refresh_from_db()
    assert reader.edition == run.edition


def test_an_exam_begun_while_a_run_moves_is_the_one_of_the_new_edition() -> None:
    """Seen to fail with the lock of ``access.locked_enrolment_or_404`` of one statement: answered as not found."""
    exam = Exam(kinds=["single_choice"])
    to = next_with_exam(exam, minutes=90)
    moved, attempt = one_after_the_other(moving(exam.run, to), exam.start)
    assert isinstance(moved, RunMove), moved
    assert not isinstance(attempt, Exception), attempt
    assert attempt.item.edition == to


def test_an_outcome_while_an_officer_moves_to_another_run_is_kept() -> None:
    """Seen to fail with ``lock_first`` of one statement (``DoesNotExist``)."""
    run = make_run(make_edition(lessons=1))
    other = make_run(next_edition(run.edition, add=1))
    reader, lesson, by = make_enrolment(run=run), run.edition.items.get(label="1.1").activity_uuid, director_of(run)
    moved, read = one_after_the_other(
        lambda: move_chosen(run=run, to=other, chosen=run.enrolments.all(), by=by, why="Turno"), reading(reader, lesson)
    )
    assert not isinstance(moved, Exception), moved
    assert not isinstance(read, Exception), read
    reader.refresh_from_db()
    assert (reader.run, reader.state, reader.progress.get().state) == (other, "active", "done")
