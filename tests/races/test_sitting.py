"""Sittings with real connections on PostgreSQL. On SQLite ``IMMEDIATE`` lets writers take turns by itself.

The first of two acts is held open, its work done but not committed, until the second waits for a lock or
has finished: without the guard the second never waits, and the loss is seen every time.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, FurtherAnswer, Override, Response
from assessments.queries.corrections import changes_by_accepting, changes_by_annulling, digest
from assessments.question_types.further import Accepted
from assessments.services.accept_further import NothingFurther, accept_further
from assessments.services.annul_question import annul_question
from assessments.services.begin_section import Unanswered, begin_section
from assessments.services.give_override import Given, GivenMeanwhile, give_override
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, Saved, save_response
from assessments.services.submit_attempt import submit_attempt
from courses.models import Enrolment, Outcome
from tests.assessments.factories import Exam
from tests.officers.factories import grant, make_officer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

#: pg_locks is read anew each time; pg_stat_activity stands still within a transaction.
_WAITING = """
SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (
  SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Run both on connections of their own, ``second`` while ``first`` is uncommitted; return results or exceptions."""
    came: list[Any] = [None, None]
    done_first, finished = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                came[0] = first()
                done_first.set()
                _until_somebody_waits(finished)
        except Exception as error:  # noqa: BLE001 - told to the test
            came[0] = error
        finally:
            done_first.set()
            connection.close()

    def follow() -> None:
        try:
            done_first.wait(timeout=20)
            came[1] = second()
        except Exception as error:  # noqa: BLE001 - told to the test
            came[1] = error
        finally:
            finished.set()
            connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


def _until_somebody_waits(finished: threading.Event) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and not finished.is_set():
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return
        finished.wait(timeout=0.02)


def save(exam: Exam, attempt: Attempt, client: int, sequence: int, key: int, base: str = "") -> Callable[[], Saved]:
    """Return the saving of one of the options of slot 1."""
    value = attempt.draw["slots"][0]["options"][key][0]
    entry = Entry(client=client, sequence=sequence, slot=1, value=value, base=base)
    return lambda: save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice"])


def test_two_starts_give_one_attempt(exam: Exam) -> None:
    """Seen to fail without ``select_for_update`` in ``start_attempt``: the second got an IntegrityError."""
    came = one_after_the_other(exam.start, exam.start)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert came[0].pk == came[1].pk
    assert Attempt.objects.count() == 1


def test_two_submits_give_one_outcome(exam: Exam) -> None:
    """Seen to fail without the two locks in ``submit_attempt``: the second got an IntegrityError."""
    attempt = exam.start()
    came = one_after_the_other(*[lambda: submit_attempt(attempt=attempt.pk, by=exam.officer)] * 2)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert (AttemptMark.objects.count(), Outcome.objects.count()) == (1, 1)


def test_a_save_that_meets_a_submit_is_kept_apart(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE``: the answer counted and was in no mark."""
    attempt = exam.start()
    client = number_client(attempt)
    came = one_after_the_other(
        lambda: submit_attempt(attempt=attempt.pk, by=exam.officer), save(exam, attempt, client, 1, 0)
    )
    assert came[1].standing == "after_submit", came


def test_a_submit_that_meets_a_save_marks_what_was_saved(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE``: the mark had no answer, though the officer was told "saved"."""
    attempt = exam.start()
    client = number_client(attempt)
    came = one_after_the_other(
        save(exam, attempt, client, 1, 0), lambda: submit_attempt(attempt=attempt.pk, by=exam.officer)
    )
    assert came[0].standing == "counted", came
    assert AttemptMark.objects.get().slots[0]["response"] == f"{client}.1"


def test_of_two_saves_that_knew_the_same_answer_one_counts(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE``, and with ``FOR SHARE``: both counted."""
    attempt = exam.start()
    tabs = [number_client(attempt), number_client(attempt)]
    came = one_after_the_other(*[save(exam, attempt, tab, 1, place) for place, tab in enumerate(tabs)])
    assert [result.standing for result in came] == ["counted", "stale"], came
    assert came[1].newest.key == f"{tabs[0]}.1"
    assert list(Response.objects.order_by("order").values_list("order", flat=True)) == [1, 2]


def test_two_tabs_with_the_same_sequence_are_both_stored(exam: Exam) -> None:
    """Seen to fail with one client number for all loads of the page: the second was a conflict of keys."""
    attempt = exam.start()
    tabs = [number_client(attempt), number_client(attempt)]
    came = one_after_the_other(*[save(exam, attempt, tab, 7, place) for place, tab in enumerate(tabs)])
    assert not [result for result in came if isinstance(result, Exception)], came
    assert set(Response.objects.values_list("client", "sequence")) == {(tabs[0], 7), (tabs[1], 7)}


def in_sections(*parts: dict[str, Any]) -> tuple[Exam, Attempt, int]:
    """Return a sitting of an exam in sections of one question each, the first of them begun."""
    exam = Exam(kinds=["single_choice", "numeric"][: len(parts)], parts=parts)
    attempt = exam.start()
    begin_section(attempt=attempt.public_id, section=1, by=exam.officer)
    return exam, attempt, number_client(attempt)


def test_a_save_that_meets_the_end_of_its_section_is_kept_apart() -> None:
    """Seen to fail without ``FOR NO KEY UPDATE``: the answer counted in a section that was closed by then."""
    exam, attempt, client = in_sections({"forward_only": True}, {})
    came = one_after_the_other(
        lambda: begin_section(attempt=attempt.public_id, section=2, by=exam.officer), save(exam, attempt, client, 1, 0)
    )
    assert came[1].standing == "late", came


def test_whoever_leaves_a_section_that_a_save_is_at_has_answered_it() -> None:
    """Seen to fail without the locks of ``begin_section``: the question counted as not answered."""
    exam, attempt, client = in_sections({"must_answer": True, "forward_only": True}, {})
    came = one_after_the_other(
        save(exam, attempt, client, 1, 0), lambda: begin_section(attempt=attempt.public_id, section=2, by=exam.officer)
    )
    assert not isinstance(came[1], Unanswered), came
    assert came[0].standing == "counted", came


def test_two_beginnings_of_a_section_give_it_one_end() -> None:
    """Seen to fail without the locks of ``begin_section``: the second moved the end."""
    exam, attempt, _client = in_sections({}, {"minutes": 10})

    def begin() -> Any:
        begin_section(attempt=attempt.public_id, section=2, by=exam.officer)
        return Attempt.objects.get(pk=attempt.pk).stages

    came = one_after_the_other(begin, begin)
    attempt.refresh_from_db()
    assert came == [attempt.stages] * 2


def test_two_loads_of_the_page_get_two_numbers(exam: Exam) -> None:
    """Seen to fail with the number read first and written after: both got the same."""
    attempt = exam.start()
    came = one_after_the_other(lambda: number_client(attempt), lambda: number_client(attempt))
    assert sorted(came) == [1, 2]


def test_the_sweep_passes_over_an_attempt_that_somebody_submits(exam: Exam) -> None:
    """Seen to fail without ``skip_locked``: the sweep waited for the officer's transaction."""
    attempt = exam.start()
    came = one_after_the_other(
        lambda: submit_attempt(attempt=attempt.pk, by=exam.officer),
        lambda: submit_attempt(attempt=attempt.pk, by=None, skip_locked=True),
    )
    assert came[1] is None
    assert AttemptMark.objects.count() == 1


def test_an_override_waits_for_a_submit_and_opens_what_failed_by_it() -> None:
    """Seen to fail without the lock on the enrolment: the officer failed with an attempt given."""
    exam = Exam(attempts=1)
    attempt, director = exam.start(), make_officer()
    grant(director, "training_director", area=exam.course.area)
    enrolments, given = [exam.enrolment.pk], Given(attempts=1)
    came = one_after_the_other(
        lambda: submit_attempt(attempt=attempt.pk, by=exam.officer),
        lambda: give_override(
            run=exam.run, exam=exam.item, enrolments=enrolments, given=given, why="Corte", by=director, seen=0
        ),
    )
    assert not any(isinstance(result, Exception) for result in came), came
    assert Enrolment.objects.get().state == "active"


def over_and_given_more() -> tuple[Exam, Attempt, Callable[[], Any]]:
    """Return a sitting whose time was over a moment ago and nobody has submitted, and the giving of half an hour."""
    exam, director = Exam(kinds=["single_choice"], minutes=40), make_officer()
    grant(director, "training_director", area=exam.course.area)
    attempt = exam.start()
    Attempt.objects.update(ends_at=timezone.now() - timedelta(milliseconds=1))
    attempt.refresh_from_db()
    enrolments, given = [exam.enrolment.pk], Given(minutes=30)
    return (
        exam,
        attempt,
        lambda: give_override(
            run=exam.run, exam=exam.item, enrolments=enrolments, given=given, why="Corte", by=director, seen=0
        ),
    )


def test_a_save_at_the_deadline_that_meets_more_time_counts() -> None:
    """Seen to fail without ``FOR NO KEY UPDATE``: the answer was late, though the sitting went on."""
    exam, attempt, give = over_and_given_more()
    came = one_after_the_other(give, save(exam, attempt, number_client(attempt), 1, 0))
    assert not isinstance(came[0], Exception), came
    assert came[1].standing == "counted", came


def test_the_sweep_passes_over_a_sitting_that_gets_more_time() -> None:
    """Seen to fail without the locks of ``submit_attempt``: it submitted what had half an hour left."""
    _exam, attempt, give = over_and_given_more()
    came = one_after_the_other(give, lambda: submit_attempt(attempt=attempt.pk, by=None, skip_locked=True))
    assert not any(isinstance(result, Exception) for result in came), came
    assert Attempt.objects.get().state == "open"


def test_more_time_comes_too_late_for_what_the_sweep_submits() -> None:
    """Seen to fail without the locks on the enrolments and in ``lengthen``: the end of what was submitted moved."""
    _exam, attempt, give = over_and_given_more()
    came = one_after_the_other(lambda: submit_attempt(attempt=attempt.pk, by=None, skip_locked=True), give)
    assert not any(isinstance(result, Exception) for result in came), came
    held = Attempt.objects.get()
    assert (held.state, held.ends_at) == ("submitted", attempt.ends_at)


def test_of_two_who_give_the_same_at_once_one_is_refused() -> None:
    """Seen to fail without the lock on the enrolment: the second got an IntegrityError."""
    exam, director = Exam(attempts=1), make_officer()
    grant(director, "training_director", area=exam.course.area)

    def give() -> Any:
        return give_override(
            run=exam.run, exam=exam.item, enrolments=[exam.enrolment.pk], given=Given(attempts=1), why="Corte",
            by=director, seen=0,
        )  # fmt: skip

    came = one_after_the_other(give, give)
    assert isinstance(came[1], GivenMeanwhile), came
    assert Override.objects.get().extra_attempts == 1


def test_a_submit_that_meets_an_annulment_follows_it() -> None:
    """Seen to fail without ``lock_sitters`` in ``annul_question``: the mark knew nothing of the annulment."""
    exam, director = Exam(kinds=["single_choice"]), make_officer()
    grant(director, "training_director", area=exam.course.area)
    attempt, version = exam.start(), exam.versions[0]
    looked_at = digest(changes_by_annulling(version))
    came = one_after_the_other(
        lambda: annul_question(version=version, why="Norma derogada", by=director, looked_at=looked_at),
        lambda: submit_attempt(attempt=attempt.pk, by=exam.officer),
    )
    assert not any(isinstance(result, Exception) for result in came), came
    assert str(Attempt.objects.get().mark) == "20.00"


def test_a_submit_that_meets_a_further_answer_follows_it() -> None:
    """Seen to fail without ``lock_sitters`` and the second look: the mark knew nothing of the decision."""
    exam, director = Exam(kinds=["single_choice"]), make_officer()
    grant(director, "training_director", area=exam.course.area)
    attempt, version, further = exam.start(), exam.versions[0], {"option": "b"}
    key = next(key for key, stable in attempt.draw["slots"][0]["options"] if stable == "b")
    entry = Entry(client=number_client(attempt), sequence=1, slot=1, value=key, base="")
    save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    looked_at = digest(changes_by_accepting(version, Accepted(further)))
    came = one_after_the_other(
        lambda: accept_further(version=version, further=further, why="También es", by=director, looked_at=looked_at),
        lambda: submit_attempt(attempt=attempt.pk, by=exam.officer),
    )
    assert not any(isinstance(result, Exception) for result in came), came
    assert str(Attempt.objects.get().mark) == "20.00"


def test_of_two_who_accept_something_at_once_the_second_looks_again() -> None:
    """Seen to fail without ``lock_sitters``: the second was told that something had been decided, and not what."""
    exam, director = Exam(kinds=["single_choice"]), make_officer()
    grant(director, "training_director", area=exam.course.area)
    exam.start()
    version = exam.versions[0]
    looked_at = digest([])

    def accept(option: str) -> Callable[[], Any]:
        return lambda: accept_further(
            version=version, further={"option": option}, why="También es", by=director, looked_at=looked_at
        )

    came = one_after_the_other(accept("b"), accept("b"))
    assert isinstance(came[1], NothingFurther), came
    assert FurtherAnswer.objects.count() == 1
