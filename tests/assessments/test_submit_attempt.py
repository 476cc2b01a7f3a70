"""Submitting: one mark, made from what was saved, and one outcome."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.models import Attempt, AttemptMark
from assessments.services.close_overdue import close_overdue
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from courses.models import Enrolment, Outcome, Progress
from officers.roles import NotPermitted
from tests.assessments.factories import Exam
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


def key_of(attempt: Attempt, slot: int, stable: str) -> str:
    """Return the attempt's key of an option."""
    options: list[tuple[str, str]] = attempt.draw["slots"][slot - 1]["options"]
    return next(key for key, option in options if option == stable)


def give(exam: Exam, attempt: Attempt, slot: int, value: Any, base: str = "") -> str:
    """Save an answer; returns its key."""
    client = number_client(attempt)
    entry = Entry(client=client, sequence=1, slot=slot, value=value, base=base)
    save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    return f"{client}.1"


def sit(exam: Exam, *right: bool) -> Attempt:
    """Sit an exam of single choices, right or wrong one by one, and submit."""
    attempt = exam.start()
    for slot, is_right in enumerate(right, start=1):
        give(exam, attempt, slot, key_of(attempt, slot, "a" if is_right else "b"))
    submitted = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert submitted is not None
    return submitted


def test_the_mark_of_every_kind_is_what_the_paper_gives_by_hand() -> None:
    """single 1, multiple 2 of 3 right and none wrong, true/false wrong, numeric with comma right, short blank."""
    exam = Exam()
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "a"))
    give(exam, attempt, 2, [key_of(attempt, 2, "a"), key_of(attempt, 2, "b")])
    give(exam, attempt, 3, key_of(attempt, 3, "false"))
    give(exam, attempt, 4, "0,17 %")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    mark = AttemptMark.objects.get()
    assert [line["fraction"] for line in mark.slots] == ["1/1", "2/3", "0/1", "1/1", "0/1"]
    assert mark.fraction == "8/15"
    assert str(mark.mark) == "10.67"
    attempt.refresh_from_db()
    assert (attempt.fraction, str(attempt.mark), attempt.passed) == ("8/15", "10.67", False)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_mark_made_again_from_what_is_stored_is_the_same(data: st.DataObject) -> None:
    """Computed here from rows and sources, without the product's grading."""
    exam = Exam(kinds=["single_choice", "multiple_choice", "true_false"], attempts=None)
    attempt = exam.start()
    for slot in attempt.draw["slots"]:
        keys = [key for key, _ in slot["options"]]
        several = slot["kind"] == "multiple_choice"
        value = data.draw(
            st.lists(st.sampled_from(keys), unique=True) if several else st.none() | st.sampled_from(keys)
        )
        give(exam, attempt, slot["number"], value)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    mark = AttemptMark.objects.get(attempt=attempt)
    earned = [by_hand(attempt, slot) for slot in attempt.draw["slots"]]
    assert [Fraction(line["fraction"]) for line in mark.slots] == earned
    assert Fraction(mark.fraction) == sum(earned, Fraction(0)) / 3
    exact = sum(earned, Fraction(0)) / 3 * 20
    assert abs(Fraction(str(mark.mark)) - exact) <= Fraction(1, 200)


def by_hand(attempt: Attempt, slot: dict[str, Any]) -> Fraction:
    """Return what the stored answer of a slot earns: one point of right and wrong, partial credit for several."""
    given_row = attempt.responses.get(slot=slot["number"])
    stable = dict(slot["options"])
    chosen = {stable[key] for key in ([given_row.value] if isinstance(given_row.value, str) else given_row.value or [])}
    if slot["kind"] == "true_false":
        return Fraction(chosen == {"true"})
    if slot["kind"] == "single_choice":
        return Fraction(chosen == {"a"})
    right, wrong = len(chosen & {"a", "b", "c"}), len(chosen & {"d", "e"})
    return max(Fraction(0), Fraction(right, 3) - Fraction(wrong, 2))


def test_weights_count() -> None:
    written = Exam(kinds=["single_choice", "single_choice"])
    sections = written.item.payload["sections"]
    sections[0]["questions"][0]["weight"] = "3/1"
    weighted = Exam(kinds=[], sections=sections)
    assert sit(weighted, True, False).fraction == "3/4"


def test_the_newest_answer_that_counts_is_marked() -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = exam.start()
    first = give(exam, attempt, 1, key_of(attempt, 1, "b"))
    second = give(exam, attempt, 1, key_of(attempt, 1, "a"), base=first)
    give(exam, attempt, 1, key_of(attempt, 1, "c"), base=first)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert AttemptMark.objects.get().slots[0]["response"] == second
    assert AttemptMark.objects.get().fraction == "1/1"


def test_an_answer_after_the_end_earns_nothing() -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = exam.start()
    Attempt.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    give(exam, attempt, 1, key_of(attempt, 1, "a"))
    submitted = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert submitted is not None
    assert (submitted.fraction, submitted.submitted_by) == ("0/1", "deadline")


def test_submitting_twice_gives_one_mark_and_one_outcome() -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = sit(exam, True)
    again = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert again is not None
    assert (again.submitted_at, again.mark) == (attempt.submitted_at, attempt.mark)
    assert (AttemptMark.objects.count(), Outcome.objects.count()) == (1, 1)


def test_nobody_submits_for_another() -> None:
    exam = Exam(kinds=["single_choice"])
    with pytest.raises(NotPermitted):
        submit_attempt(attempt=exam.start().pk, by=make_officer())


def progress(exam: Exam) -> tuple[str, str]:
    row = Progress.objects.get(enrolment=exam.enrolment, activity_uuid=exam.item.activity_uuid)
    return row.state, row.fraction


def test_an_exam_that_counts_is_done_when_the_pass_mark_is_reached() -> None:
    exam = Exam(kinds=["single_choice"] * 2, pass_mark="10.00", attempts=3)
    sit(exam, False, False)
    assert progress(exam) == ("started", "0/1")
    sit(exam, True, False)
    assert progress(exam) == ("done", "1/2")


def test_a_mark_just_below_the_pass_mark_does_not_pass() -> None:
    exam = Exam(kinds=["single_choice"] * 2, pass_mark="10.01")
    assert sit(exam, True, False).passed is False


def test_without_a_pass_mark_of_its_own_the_courses_holds() -> None:
    exam = Exam(kinds=["single_choice"] * 2, pass_mark=None)
    assert exam.edition.pass_mark == 11
    assert sit(exam, True, False).passed is False


def test_a_quiz_is_done_when_submitted_whatever_its_mark() -> None:
    exam = Exam(kinds=["single_choice"], counts=False, pass_mark=None, attempts=None)
    sit(exam, False)
    assert progress(exam)[0] == "done"


def test_a_required_exam_without_attempts_left_ends_the_enrolment() -> None:
    exam = Exam(kinds=["single_choice"], attempts=2)
    sit(exam, False)
    assert Enrolment.objects.get().state == "active"
    sit(exam, False)
    assert (Enrolment.objects.get().state, progress(exam)[0]) == ("failed", "failed")


@pytest.mark.parametrize(
    ("counting", "fraction"), [("highest", "1/1"), ("latest", "1/2"), ("first", "0/1"), ("mean", "1/2")]
)
def test_which_attempt_counts_is_the_exams_rule(counting: str, fraction: str) -> None:
    exam = Exam(kinds=["single_choice"] * 2, counting=counting, attempts=5, pass_mark="20.00", lessons=2)
    sit(exam, False, False)
    sit(exam, True, True)
    sit(exam, True, False)
    assert Outcome.objects.order_by("pk").last().fraction == fraction  # type: ignore[union-attr]


def test_the_sweep_submits_what_is_past_its_end_and_nothing_else() -> None:
    late, open_one = Exam(kinds=["single_choice"]), Exam(kinds=["single_choice"])
    attempt = late.start()
    give(late, attempt, 1, key_of(attempt, 1, "a"))
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=5))
    still = open_one.start()
    assert close_overdue() == 1
    assert close_overdue() == 0
    attempt.refresh_from_db()
    still.refresh_from_db()
    assert (attempt.state, attempt.submitted_by, attempt.fraction) == ("submitted", "deadline", "1/1")
    assert still.state == "open"
    assert Outcome.objects.get().by is None


def test_one_attempt_that_cannot_be_submitted_holds_up_no_other() -> None:
    broken, fine = Exam(kinds=["single_choice"]), Exam(kinds=["single_choice"])
    past = timezone.now() - timedelta(minutes=1)
    Attempt.objects.filter(pk=broken.start().pk).update(draw={}, ends_at=past - timedelta(minutes=1))
    Attempt.objects.filter(pk=fine.start().pk).update(ends_at=past)
    assert close_overdue() == 1


def test_submitting_costs_few_statements(django_assert_max_num_queries: Any) -> None:
    exam = Exam(kinds=["single_choice"] * 10, attempts=3)
    attempt = exam.start()
    for slot in range(1, 11):
        give(exam, attempt, slot, key_of(attempt, slot, "b"))
    with django_assert_max_num_queries(16):
        submit_attempt(attempt=attempt.pk, by=exam.officer)


def test_marks_are_exact_until_the_end() -> None:
    exam = Exam(kinds=["single_choice"] * 3, pass_mark="13.33")
    attempt = sit(exam, True, True, False)
    assert Fraction(attempt.fraction) == Fraction(2, 3)
    assert str(attempt.mark) == "13.33"
    assert attempt.passed is True
