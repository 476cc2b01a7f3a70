"""Questions that ask much the same are told of when they are saved; nobody is kept from saving them."""

import random
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from assessments.likeness import HIGH, asked_words, likeness, sketch, trigrams
from assessments.models import Bank, Likeness, Question, QuestionVersion
from assessments.queries.likenesses import alike_to
from assessments.question_types import registry
from assessments.question_types.base import PublicQuestion
from assessments.services.retire_question import retire_question
from assessments.services.save_question import save_question
from officers.models import Officer
from tests.assessments.factories import make_bank, make_question
from tests.assessments.question_sources import source
from tests.assessments.test_questions_written import Desk, typed
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

WORDS = [
    *("patrulla", "vecino", "comisaría", "denuncia", "esquina", "horario", "robo", "parque", "escuela", "junta"),
    *("mercado", "informe", "ronda", "turno", "mapa", "sector", "alarma", "cámara", "testigo", "objetivo", "causa"),
    *("efecto", "plan", "meta", "serie", "dato", "fuente", "hipótesis", "prueba"),
]
LONG = "¿Qué mira primero el analista cuando una serie de robos se repite en el mismo mercado los días de feria?"


@pytest.fixture
def bank(db: None) -> Bank:
    return make_bank()


@pytest.fixture
def author(bank: Bank) -> Officer:
    officer = make_officer(is_staff=True)
    grant(officer, "author", area=bank.area)
    return officer


def _ask(bank: Bank, prompt: str) -> QuestionVersion:
    return make_question(bank, "short_answer", prompt=prompt)


def _pairs() -> set[tuple[int, int]]:
    return set(Likeness.objects.values_list("question", "other"))


def test_the_same_words_are_found_whatever_their_accents_case_and_order(bank: Bank, author: Officer) -> None:
    first = _ask(bank, LONG)
    second = _ask(bank, LONG.upper().replace("¿QUÉ MIRA PRIMERO", "¿PRIMERO QUE MIRA"))
    (found,) = alike_to(second.question, author)
    assert (found.uuid, found.same) == (first.question.uuid, True)
    assert [each.uuid for each in alike_to(first.question, author)] == [second.question.uuid]


def test_words_that_are_nearly_the_same_are_found_and_others_are_not(bank: Bank, author: Officer) -> None:
    first = _ask(bank, LONG)
    second = _ask(bank, LONG.replace("primero", "en primer lugar"))
    _ask(bank, "¿Cuántas personas integran una junta vecinal según el lineamiento vigente?")
    (found,) = alike_to(second.question, author)
    assert (found.uuid, found.same) == (first.question.uuid, False)
    assert HIGH <= found.hundredths < 100
    assert len(_pairs()) == 2


def test_a_question_that_was_written_anew_is_compared_anew(bank: Bank) -> None:
    first, second = _ask(bank, LONG), _ask(bank, LONG)
    assert len(_pairs()) == 2
    content: Any = registry.get("short_answer").parse(source("short_answer", prompt="¿Otra cosa del todo distinta?"))
    save_question(
        question=second.question.uuid, bank=bank, kind="short_answer", content=content, weight="1", difficulty="easy",
        tags=[], lessons=[], objectives=[], by=None,
    )  # fmt: skip
    assert not _pairs()
    assert first.question.sketch.exists()


def test_nothing_is_told_of_what_the_author_may_not_see(bank: Bank, author: Officer) -> None:
    """Of a bank that is reserved, or of another area, nor of what is retired."""
    question = _ask(bank, LONG).question
    reserved = make_bank(make_course(area=bank.area, classification="reserved"))
    hidden = _ask(reserved, LONG).question
    _ask(make_bank(make_course(area=make_area("intelligence", "Inteligencia"))), LONG)
    retired = _ask(bank, LONG).question
    assert {other for one, other in _pairs() if one == question.pk} == {hidden.pk, retired.pk}
    retire_question(question=retired, by=author, why="Sobra")
    assert [each.uuid for each in alike_to(question, author)] == [hidden.uuid]
    of_one_course = make_officer(is_staff=True)
    grant(of_one_course, "author", course=bank.course.uuid if bank.course else None)
    assert alike_to(question, of_one_course) == []


def test_saving_warns_and_saves_and_the_list_finds_it(db: None) -> None:
    desk = Desk()
    other = _ask(desk.bank, LONG)
    _ask(desk.bank, "¿Cuántas personas integran una junta vecinal según el lineamiento vigente?")
    answer = desk.new("short_answer", {"seen": 0, "question": str(uuid.uuid4()), **typed(other)})
    page = desk.client.get(answer["Location"])
    assert Question.objects.filter(bank=desk.bank).count() == 3
    assert 'id="alike"' in page.content.decode()
    assert f"/admin/questions/{other.question.uuid}/" in page.content.decode()
    assert len(list(page.context["messages"])) == 2
    listed = desk.client.get("/admin/questions/?alike=yes").content.decode()
    assert f"/admin/questions/{other.question.uuid}/" in listed
    assert "junta vecinal" not in listed


def test_a_save_costs_the_same_beside_a_thousand_others(bank: Bank) -> None:
    """By the index few are compared, and the number of statements stays what it was."""
    chance = random.Random(20261129)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            _ask(bank, " ".join(chance.sample(WORDS, 12)) + f" {chance.random()}")
        return len(context)

    before = statements()
    for _n in range(150):
        _ask(bank, " ".join(chance.sample(WORDS, 12)))
    assert statements() <= before + 1


def test_strangers_seldom_meet_and_the_alike_hardly_ever_miss_each_other() -> None:
    """Of 300 questions made of the same 30 words at random, and of each one with a word changed."""
    chance = random.Random(7)
    texts = [" ".join(chance.sample(WORDS, 12)) for _n in range(300)]
    sketches = [set(sketch(text)) for text in texts]
    met = sum(bool(one & other) for at, one in enumerate(sketches) for other in sketches[:at])
    assert met < 0.2 * 300 * 299 / 2
    close = [text.replace(text.split()[0], "otra", 1) for text in texts]
    alike = [at for at in range(300) if likeness(texts[at], close[at]) >= 80]
    missed = [at for at in alike if not sketches[at] & set(sketch(close[at]))]
    assert len(alike) > 100
    assert len(missed) <= 1


TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@given(TEXT, TEXT)
def test_likeness_is_the_same_both_ways_and_whole_only_for_the_same_words(one: str, other: str) -> None:
    first, second = (asked_words(PublicQuestion("short_answer", text)) for text in (one, other))
    assert likeness(first, second) == likeness(second, first)
    assert (likeness(first, second) == 100) == (sorted(first.split()) == sorted(second.split()))
    assert 0 <= likeness(first, second) <= 100
    assert trigrams(first)
    assert sketch(first) == sketch(" ".join(reversed(first.split())))
