"""How often a question was shown is counted; who sits again is asked what is new, and giving up shows nothing new."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.draw import Before, Blueprint, Draw, Section, TagDraw, draw
from assessments.models import Attempt, Question
from assessments.queries.wordings import blueprint_of
from assessments.services.count_shown import count_shown
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses.models import Enrolment, RunActivity
from tests.assessments.factories import Exam, log_in, make_bank, make_question, named
from tests.assessments.test_draw import BLUEPRINT, POOLS, questions, ref
from tests.assessments.test_overrides import give as override
from tests.assessments.test_questions_written import Desk
from tests.assessments.test_submit_attempt import give, key_of
from tests.courses.factories import make_enrolment, make_run

SEEDS = st.binary(min_size=16, max_size=16)
MET = st.dictionaries(st.sampled_from([ref(n).question for n in range(16)]), st.integers(1, 3))


def _pooled(count: int, wanted: int, **rules: Any) -> Exam:
    """Return an exam that draws so many of so many single choices."""
    bank = make_bank()
    pool = [named(make_question(bank, prompt=f"Pregunta {number}")) for number in range(count)]
    return Exam(kinds=[], draws=[{"tag": "sara", "count": wanted, "pool": pool}], attempts=None, **rules)


def _sit(exam: Exam, answers: int) -> set[str]:
    """Sit with so many answers, none right, so that another attempt follows; return the questions that were asked."""
    attempt = exam.start()
    for slot in range(1, answers + 1):
        give(exam, attempt, slot, key_of(attempt, slot, "b"))
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    return {slot["question"] for slot in attempt.draw["slots"]}


@pytest.mark.django_db
def test_after_an_attempt_that_was_sat_the_next_asks_what_was_not_met() -> None:
    exam = _pooled(7, 3)
    first, second, third = (_sit(exam, 3) for _n in range(3))
    assert not first & second
    assert len(third - first - second) == 1
    fourth = _sit(exam, 3)
    assert not fourth & (third & (first | second)), "what was met twice comes after what was met once"


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [0, 1])
def test_giving_up_shows_nothing_new(answers: int) -> None:
    """Neither without an answer nor with one of three; the attempt is used all the same."""
    exam = _pooled(9, 3)
    sat = _sit(exam, 3)
    given_up = _sit(exam, answers)
    assert not sat & given_up
    assert _sit(exam, answers) == given_up
    assert _sit(exam, 3) == given_up
    assert not _sit(exam, 2) & (given_up | sat), "two of three were answered: that attempt was sat"
    assert Attempt.objects.filter(enrolment=exam.enrolment).count() == 5


def _in_another_run(exam: Exam) -> set[str]:
    """Begin the exam in another run, the enrolment in the first one being over; return the questions that are asked."""
    Enrolment.objects.update(state="failed", ended_at=timezone.now())
    again = make_enrolment(run=make_run(exam.edition), officer=exam.officer)
    second = start_attempt(enrolment=again.uuid, activity=exam.item.activity_uuid, by=exam.officer)
    return {slot["question"] for slot in second.draw["slots"]}


@pytest.mark.django_db
def test_what_was_sat_in_an_earlier_run_is_met() -> None:
    exam = _pooled(6, 3)
    assert not _sit(exam, 3) & _in_another_run(exam)


@pytest.mark.django_db
@pytest.mark.parametrize("is_left_open", [True, False])
def test_giving_up_in_one_run_shows_nothing_new_in_another(is_left_open: bool) -> None:
    """Neither handed in nor left as it is by leaving the run: enrolling anew shows no more of the bank."""
    exam = _pooled(6, 3)
    asked = {slot["question"] for slot in exam.start().draw["slots"]} if is_left_open else _sit(exam, 1)
    assert _in_another_run(exam) == asked


@pytest.mark.django_db
@pytest.mark.parametrize("later", [None, "override", "sitting"])
def test_what_was_given_up_in_a_run_whose_key_may_have_been_shown_is_met(later: str | None) -> None:
    """It may once the run's window has closed for all: a date of somebody's own, or a sitting under way, keeps it."""
    exam = _pooled(6, 3)
    asked = _sit(exam, 0)
    other = make_enrolment(run=exam.run)
    if later == "sitting":
        start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
    now = timezone.now()
    if later == "override":
        override(exam, on=other, until=now + timedelta(minutes=50))
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now - timedelta(minutes=1))
    assert (_in_another_run(exam) == asked) == (later is not None)


@pytest.mark.django_db
def test_what_an_annulled_attempt_asked_is_met() -> None:
    """Whoever looked and had it annulled would be asked it again."""
    exam = _pooled(6, 3)
    first = _sit(exam, 0)
    Attempt.objects.update(state=Attempt.State.ANNULLED)
    assert not first & _sit(exam, 0)


@pytest.mark.django_db
def test_what_others_met_means_nothing() -> None:
    exam = _pooled(6, 3)
    _sit(exam, 3)
    other = make_enrolment(run=exam.run)
    attempt = start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
    assert "before" not in attempt.draw


@pytest.mark.django_db
def test_a_second_attempt_is_the_same_from_its_seed_and_what_is_stored_with_it() -> None:
    exam = _pooled(7, 3)
    _sit(exam, 3)
    attempt = exam.start()
    blueprint, pools = blueprint_of(exam.item)
    stored = Draw.from_json(attempt.draw)
    assert stored.before.seen
    assert draw(blueprint, pools, bytes(attempt.seed), stored.before).to_json() == attempt.draw


@pytest.mark.django_db
def test_preferring_costs_no_statement(django_assert_num_queries: Any) -> None:
    exam = _pooled(7, 3)
    exam.start()
    other = make_enrolment(run=exam.run)
    with django_assert_num_queries(5):
        attempt = start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
    submit_attempt(attempt=attempt.pk, by=other.officer)
    with django_assert_num_queries(5):
        start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)


@pytest.mark.django_db
def test_each_attempt_that_is_over_is_counted_once() -> None:
    exam = _pooled(4, 2)
    asked = _sit(exam, 2)
    exam.start()
    assert [count_shown(), count_shown()] == [1, 0]
    shown = dict(Question.objects.values_list("uuid", "shown"))
    assert {str(question) for question, times in shown.items() if times} == asked
    assert set(shown.values()) == {0, 1}


def test_the_bank_shows_and_orders_by_how_often_a_question_was_shown(db: None) -> None:
    desk = Desk()
    exam = Exam(kinds=["single_choice"])
    Question.objects.update(bank=desk.bank, shown=7)
    log_in(desk.client, desk.author)
    assert "<td>7</td>" in desk.client.get("/admin/questions/?shown=most").content.decode()
    exam.start()
    page = desk.client.get(f"/admin/questions/{exam.versions[0].question.uuid}/").content.decode()
    assert "Mostrada" in page or "Shown" in page


@given(SEEDS, MET)
def test_preferring_never_makes_a_sitting_impossible_nor_asks_twice(seed: bytes, met: dict[Any, int]) -> None:
    drawn = questions(draw(BLUEPRINT, POOLS, seed, Before(met)))
    assert len(drawn) == len(set(drawn)) == 8


@given(SEEDS, st.sets(st.integers(0, 11), max_size=11))
def test_the_unseen_come_first_and_the_seed_decides_among_them(seed: bytes, seen: set[int]) -> None:
    blueprint = Blueprint((Section("", draws=(TagDraw("sara", 4),)),), shuffle_questions=True, shuffle_options=True)
    pool = {"sara": POOLS["sara"]}
    met = {ref(n).question: 1 for n in seen}
    drawn = set(questions(draw(blueprint, pool, seed, Before(met))))
    assert len(drawn - set(met)) == min(4, 12 - len(seen))


def test_among_the_unseen_each_is_as_likely_as_another() -> None:
    blueprint = Blueprint((Section("", draws=(TagDraw("sara", 2),)),), shuffle_questions=False, shuffle_options=False)
    met = {ref(n).question: 1 for n in range(6)}
    counts: Counter[Any] = Counter()
    for number in range(1200):
        counts.update(questions(draw(blueprint, {"sara": POOLS["sara"]}, number.to_bytes(16, "big"), Before(met))))
    assert set(counts) == {ref(n).question for n in range(6, 12)}
    assert sum((count - 400) ** 2 / 400 for count in counts.values()) < 20.5  # p < 0.001 with 5 degrees of freedom
