"""What IND-001 says of the product has to be true of it: its rules, its numbers, the serial that it has people try."""

import re
from datetime import timedelta
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from assessments.draw import is_given_up
from assessments.entry_rules import CODE_LASTS
from assessments.question_types.ordering.grading import order_share
from certificates.serials import ALPHABET, Mistyped, parse
from lms.settings import base as settings
from officers.proposals import LAPSES_AFTER
from tests.content.curriculum_files import (
    CONTENT,
    Mapping,
    bank,
    body,
    draws,
    exam,
    exams,
    fixed,
    front_matter,
    load,
    prose_words,
    study_minutes,
)

COURSE = CONTENT / "courses" / "induccion"
LESSONS = sorted(COURSE.glob("01-*/*.md"))
SERIAL = "2026-000481-K7QX4M5P-Z"


def name_of(path: Path) -> str:
    return path.stem


def lesson(number: int) -> str:
    return re.sub(r"\s+", " ", body(LESSONS[number - 1]))


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_lesson_is_short_and_its_minutes_are_its_work(path: Path) -> None:
    text = body(path)
    exercise = re.search(r"^## Ejercicio en su .*?(\d+) minutos", text, re.MULTILINE)
    assert exercise
    assert 600 <= prose_words(text) <= 1050
    assert abs(front_matter(path)["minutes"] - study_minutes(path) - int(exercise[1])) <= 4


def test_it_is_four_lessons_a_quiz_on_each_of_them_and_a_short_exam() -> None:
    keys = {front_matter(path)["key"] for path in LESSONS}
    assert len(keys) == 4
    quiz, final = exams(COURSE)
    assert not quiz["counts"]
    assert not any(tag.startswith("pool-") for question in quiz_questions() for tag in question["tags"])
    assert {key for question in quiz_questions() for key in question["lessons"]} == keys
    assert (final["counts"], final["minutes"], final["attempts"], final["review"]) == (True, 15, 3, "after_close")


def quiz_questions() -> list[Mapping]:
    asked = fixed(exam(COURSE, "ind-001-1-control"))
    return [question for question in bank(COURSE) if question["key"] in asked]


def test_a_pool_holds_questions_of_its_lesson_only() -> None:
    taught = {
        "pool-encontrar": "ind-001-1-1",
        "pool-rendir": "ind-001-1-2",
        "pool-registro": "ind-001-1-3",
        "pool-certificado": "ind-001-1-4",
    }
    pooled = [(tag, q["lessons"]) for q in bank(COURSE) for tag in q["tags"] if tag.startswith("pool-")]
    assert {tag for tag, _ in pooled} == taught.keys()
    assert all(lessons == [taught[tag]] for tag, lessons in pooled)


def test_the_number_of_different_exams_that_the_third_lesson_states() -> None:
    different = 1
    for draw in draws(exam(COURSE, "ind-001-examen-final")):
        pool = [question for question in bank(COURSE) if draw["tag"] in question["tags"]]
        assert (draw["count"], len(pool), comb(len(pool), draw["count"])) == (2, 4, 6)
        different *= comb(len(pool), draw["count"])
    assert f"**{different // 1000} {different % 1000}** exámenes distintos" in lesson(3)


def test_the_marks_of_the_second_lesson_are_those_of_its_exam() -> None:
    final = exam(COURSE, "ind-001-examen-final")
    questions = sum(draw["count"] for draw in draws(final))
    for right, said in ((7, "17.50"), (4, "10.00")):
        assert f"{float(Fraction(right, questions) * 20):.2f}" == said
        assert f"{right} ÷ {questions} × 20 = **{said}**" in lesson(2)
    assert load(COURSE / "course.yaml")["pass_mark"] == "11.00"


def test_a_session_lasts_as_the_first_lesson_says() -> None:
    assert f"A los {settings.SESSION_IDLE_MINUTES} minutos sin uso" in lesson(1)
    terms = {term["key"]: term for term in load(COURSE / "glossary.yaml")}
    assert f"tras {settings.SESSION_IDLE_MINUTES} minutos sin uso" in terms["sesion"]["definition"]


def test_what_the_lessons_say_of_limits_is_what_the_product_does() -> None:
    assert settings.LOGIN_FAILURES_PER_ACCOUNT == "5/15m"
    assert "Cinco contraseñas erradas en quince minutos" in lesson(1)
    assert timedelta(minutes=30) == CODE_LASTS
    assert "los de 8:00 a 8:30 sirven hasta las 9:00" in lesson(2)
    assert order_share("ABCD", {"A": 1, "C": 2, "B": 3, "D": 4}) == Fraction(2, 3)
    assert order_share("ABCD", {"A": 1, "D": 2, "C": 3, "B": 4}) == 0
    assert "| A, C, B, D | 5 de 6 | 2 × 5/6 − 1 = 2/3 | | A, D, C, B | 3 de 6 | 2 × 3/6 − 1 = 0 |" in lesson(2)
    assert (is_given_up(3, 8), is_given_up(4, 8)) == (True, False)
    assert "**menos de la mitad** de las preguntas respondidas" in lesson(3)
    assert f"si nadie confirma en **{LAPSES_AFTER.days} días**" in lesson(4)


def test_the_serial_to_try_is_well_formed_and_any_other_sign_is_found_out() -> None:
    assert lesson(4).count(SERIAL) == 2
    assert str(parse(SERIAL)) == SERIAL
    assert str(parse(SERIAL.replace("-", "").lower())) == SERIAL
    for place, sign in enumerate(SERIAL):
        for other in set(ALPHABET) - {sign, "-"}:
            if sign != "-":
                with pytest.raises(Mistyped):
                    parse(SERIAL[:place] + other + SERIAL[place + 1 :])
