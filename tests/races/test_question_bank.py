"""The question bank under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

import uuid
from functools import partial
from typing import Any

import pytest

from assessments.models import Bank, Likeness, QuestionStep, QuestionVersion
from assessments.question_types import registry
from assessments.services.make_bank import make_bank
from assessments.services.move_version import ReplacedMeanwhile, move_version
from assessments.services.put_step import MovedMeanwhile, NeedsSecond
from assessments.services.save_question import ChangedMeanwhile, save_question
from assessments.services.set_bank_review import set_bank_review
from audit.models import Entry
from courses.models import Course
from officers.models import Officer
from tests.assessments.factories import make_bank as bank_of
from tests.assessments.factories import make_question
from tests.assessments.question_sources import source
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_officer
from tests.races.test_enrolment import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def save(question: uuid.UUID, bank: Bank, prompt: str, seen: int) -> QuestionVersion:
    return save_question(
        question=question, bank=bank, kind="single_choice", seen=seen, by=None, weight="1", difficulty="easy", tags=[],
        content=registry.get("single_choice").parse(source("single_choice", prompt=prompt)), lessons=[], objectives=[],
    )  # fmt: skip


def test_of_several_who_save_the_version_they_saw_one_does_and_the_others_are_told() -> None:
    """Seen to fail without the lock of the question: version_number_once_per_question was violated."""
    version = make_question(bank_of())
    question, bank = version.question.uuid, version.question.bank
    came = at_once(*[lambda n=n: save(question, bank, f"¿{n}?", 1) for n in range(5)])
    assert sum(isinstance(result, ChangedMeanwhile) for result in came) == 4, came
    assert QuestionVersion.objects.count() == 2


def test_one_new_question_sent_twice_at_once_is_one() -> None:
    bank, question = bank_of(), uuid.uuid4()
    came = at_once(*[lambda: save(question, bank, "¿Una?", 0)] * 4)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert QuestionVersion.objects.count() == 1


def test_two_who_save_two_questions_that_are_alike_both_do() -> None:
    """Seen to fail with ``FOR UPDATE`` on the question, and with the old pairs removed unlocked: a deadlock each."""
    bank = bank_of()
    prompt = "¿Qué mira primero el analista cuando una serie de robos se repite en el mismo mercado los días de feria?"
    questions = [make_question(bank, prompt=prompt).question for _n in range(2)]
    for number in range(1, 9):
        saves = [partial(save, each.uuid, bank, f"{prompt} {number}", number) for each in questions]
        came = at_once(*saves)
        assert not [result for result in came if isinstance(result, Exception)], came
        assert Likeness.objects.count() == 2


PROMPT = "¿Qué mira primero el analista cuando una serie de robos se repite en el mismo mercado los días de feria?"
OTHER = "Según la Ley 30364, ¿quién atiende a la víctima que llega sola de noche a la comisaría y en qué plazo?"


def test_two_new_questions_that_are_alike_find_each_other_though_saved_at_once() -> None:
    """Seen to fail without the turn in the area: neither saw the other."""
    for _round in range(6):
        bank = bank_of()
        came = at_once(*[partial(save, uuid.uuid4(), bank, PROMPT, 0) for _n in range(2)])
        assert not [result for result in came if isinstance(result, Exception)], came
        assert Likeness.objects.filter(question__bank=bank, other__bank=bank).count() == 2


def test_two_that_are_alike_no_longer_are_no_pair_though_saved_at_once() -> None:
    """Seen to fail without the turn in the area: one was compared with what the other said before."""
    for _round in range(6):
        bank = bank_of()
        one, other = (make_question(bank, prompt=PROMPT).question for _n in range(2))
        assert Likeness.objects.filter(question__bank=bank, other__bank=bank).count() == 2
        came = at_once(
            partial(save, one.uuid, bank, f"{PROMPT} Diga por qué.", 1), partial(save, other.uuid, bank, OTHER, 1)
        )
        assert not [result for result in came if isinstance(result, Exception)], came
        assert not Likeness.objects.filter(question__bank=bank, other__bank=bank).exists()


def test_the_bank_of_a_course_is_made_once() -> None:
    """Seen to fail without the lock of the course: there were several."""
    course = make_course()
    author = make_officer()
    grant(author, "author", area=course.area)
    came: list[Any] = at_once(*[lambda: make_bank(course=Course.objects.get(pk=course.pk), by=author)] * 4)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert Bank.objects.count() == 1


State = QuestionStep.State


def people(bank: Bank) -> list[Officer]:
    """Return an author, a reviewer and a director of the bank's area."""
    found = [make_officer() for _role in range(3)]
    for officer, role in zip(found, ("author", "reviewer", "training_director"), strict=True):
        grant(officer, role, area=bank.area)
    return found


def written(bank: Bank, by: Officer, prompt: str, state: str, question: uuid.UUID | None = None) -> QuestionVersion:
    return save_question(
        question=question or uuid.uuid4(), bank=bank, kind="single_choice", by=by, weight="1", difficulty="easy",
        tags=[], content=registry.get("single_choice").parse(source("single_choice", prompt=prompt)),
        lessons=[], objectives=[], state=state,
    )  # fmt: skip


def test_a_version_is_not_approved_while_another_takes_its_place() -> None:
    """Seen to fail without the turn in the area and the lock of the question: ready came after the newer draft."""
    bank = bank_of(needs_review=True)
    author, reviewer, _director = people(bank)
    for number in range(10):
        first = written(bank, author, f"¿Primera {number}?", State.IN_REVIEW)
        came = at_once(
            partial(move_version, version=first, to=State.READY, why="", by=reviewer),
            partial(written, bank, author, f"¿Segunda {number}?", State.DRAFT, first.question.uuid),
        )
        approved, newer = came
        assert isinstance(newer, QuestionVersion), came
        saved = Entry.objects.get(act="question.save", on_id=newer.pk).pk
        if isinstance(approved, ReplacedMeanwhile):
            assert not first.steps.filter(state=State.READY).exists()
        else:
            assert Entry.objects.get(act="question.ready", on_id=first.pk).pk < saved, came


def test_of_several_reviewers_at_once_one_moves_a_version_and_the_others_are_told() -> None:
    """Seen to fail without the turn and the lock: step_number_once_per_version was violated."""
    bank = bank_of(needs_review=True)
    author, reviewer, _director = people(bank)
    version = written(bank, author, PROMPT, State.IN_REVIEW)
    states = (State.READY, State.DRAFT) * 2
    came = at_once(*[partial(move_version, version=version, to=to, why="No", by=reviewer) for to in states])
    assert sum(isinstance(result, QuestionStep) for result in came) == 1, came
    assert sum(isinstance(result, (MovedMeanwhile, NeedsSecond)) for result in came) == 3, came
    assert version.steps.count() == 2


def test_nobody_makes_her_own_ready_after_a_second_person_is_asked_for() -> None:
    """Seen to fail where the rule is set without the turn in the area: ready came after the rule."""
    for number in range(10):
        bank = bank_of()
        author, _reviewer, director = people(bank)
        ruled, version = at_once(
            partial(set_bank_review, bank=bank, needs_review=True, why="Son de examen", by=director),
            partial(written, bank, author, f"¿Propia {number}?", State.READY),
        )
        assert isinstance(ruled, Bank), ruled
        rule = Entry.objects.get(act="bank.review", on_id=bank.pk).pk
        if isinstance(version, NeedsSecond):
            assert not QuestionVersion.objects.filter(question__bank=bank).exists()
        else:
            assert Entry.objects.get(act="question.ready", on_id=version.pk).pk < rule
