"""The reading level of Spanish: syllables and sentences as a reader counts them, and the published formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.readability import readability, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("policía", 4), ("comunidad", 4), ("que", 1), ("quienes", 2), ("ruido", 2), ("ciudad", 2), ("ahí", 2),
        ("prohibir", 3), ("leer", 2), ("aéreo", 4), ("guía", 2), ("construí", 2), ("perspicuidad", 4), ("muy", 1),
        ("y", 1), ("s", 1), ("PÚBLICO", 3), ("pingüino", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_full_stop_of_an_abbreviation_or_a_number_ends_no_sentence() -> None:
    found = readability(["El art. 5 del D.Leg. 1267 dice 1.5. ¿Qué hace usted? Escucha.", "Otra", "", "24"])
    assert (found.sentences, found.words) == (4, 11)


def test_the_score_is_the_formula_of_szigriszt_pazos_on_the_scale_inflesz() -> None:
    easy = readability(["La casa es de Ana. Ella va al mar."])
    assert (easy.words, easy.sentences, easy.syllables) == (9, 2, 12)
    assert easy.score == pytest.approx(206.835 - 62.3 * 12 / 9 - 9 / 2)
    assert easy.level == "very_easy"
    hard = readability(["Institucionalización interdisciplinaria extraordinariamente burocratizada"])
    assert hard.level == "very_hard"


def test_no_text_has_no_level() -> None:
    assert (readability([]).score, readability(["", "12"]).level) == (None, "")


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_counted(paragraphs: list[str]) -> None:
    found = readability(paragraphs)
    assert found.syllables >= found.words >= found.sentences
