"""Figures and data sets come from their files and say what the lessons say of them."""

import re
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from courses.uploads import document_type
from figures.datasets import DATASETS
from figures.making import expected
from tests.content.computed_data import (
    CALLS,
    CELLS,
    INCIDENTS,
    OF_KIND,
    aoristic,
    hottest,
    letter,
    share,
    survey,
    victims_who_reported,
)
from tests.content.curriculum_files import CONTENT, LESSONS, bank, blocks, body, front_matter, load

COMMUNITY = CONTENT / "courses" / "policia-comunitaria"
MADE = expected(CONTENT)


def lesson(key: str) -> str:
    return next(" ".join(p.read_text(encoding="utf-8").split()) for p in LESSONS if front_matter(p)["key"] == key)


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_what_is_committed_is_what_make_figures_makes(path) -> None:
    assert path.read_bytes() == MADE[path], f"run make figures: {path.name}"


@pytest.mark.parametrize("name", DATASETS)
def test_a_data_set_opens_in_a_spreadsheet_and_is_a_document_that_may_be_kept(name: str) -> None:
    """The mark tells Excel the encoding; no cell begins a formula or holds a sign of decimals."""
    content = (CONTENT / "courses" / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert document_type(content, name) == "text/csv"
    cells = [cell for line in content.decode("utf-8-sig").split("\r\n") for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if re.fullmatch(r"\d+\.\d+", cell)]


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_is_offered_by_a_lesson_of_its_course(name: str) -> None:
    course, _, src = name.partition("/")
    offering = [
        path for path in LESSONS if path.parents[1].name == course and f"document src={src} " in path.read_text()
    ]
    assert offering


def test_the_six_hundred_lie_in_the_district_and_in_the_cell_they_name() -> None:
    assert len(INCIDENTS) == 600
    for row in INCIDENTS:
        x, y = int(row["x_metros"]), int(row["y_metros"])
        assert 0 <= x < 3_000
        assert 0 <= y < 2_000
        assert row["celda"] == f"{'ABCDEFGHIJKLMNO'[x // 200]}{y // 200 + 1}"
    assert [int(row["numero"]) for row in INCIDENTS] == list(range(1, 601))
    assert [row["fecha"] for row in INCIDENTS] == sorted(row["fecha"] for row in INCIDENTS)


def test_the_lesson_on_blocks_states_what_the_map_shows() -> None:
    counts = Counter(row["celda"] for row in INCIDENTS)
    top = counts.most_common(6)
    assert [number for _, number in top] == [74, 28, 16, 15, 15, 15]
    assert {cell for cell, _ in top} == {"K7", "D3", "H5", "G5", "I6", "J7"}
    assert counts.most_common(7)[6][1] < 15, "the seventh would have to be framed as well"
    assert CELLS - len(counts) == 33
    text = lesson("pc-101-2-3")
    assert f"{hottest(6)} ÷ 600 = {float(Fraction(hottest(6), 6)):.1f} %" in text
    assert "Las 33 celdas sin ninguna" in text


def test_the_clock_of_the_lesson_is_the_clock_of_the_data() -> None:
    weights = aoristic()
    heaviest = max(range(24), key=weights.__getitem__)
    assert (heaviest, f"{float(weights[23]):.1f}") == (23, "20.7")
    around = sum(weights[hour] for hour in (22, 23, 0, 1)) / len(OF_KIND["Hurto de autopartes"])
    assert f"{float(around) * 100:.1f} % del peso" in lesson("pc-101-2-1")
    starts = Counter(row["hora_desde"][:2] for row in OF_KIND["Hurto de autopartes"])
    assert starts.most_common(1) == [("22", 62)]


def test_the_figure_of_near_repeats_shows_the_numbers_that_its_alternative_text_says() -> None:
    drawn = re.findall(r'font-size="18"[^>]*>(\d\.\d)<', (COMMUNITY / "media" / "casi-repeticion.svg").read_text())
    assert drawn[:5] == ["2.1", "2.0", "1.4", "0.8", "1.2"]
    assert all(0.8 <= float(number) <= 1.2 for number in drawn[5:])
    assert len(drawn) == 16


def test_the_survey_says_what_the_lesson_says() -> None:
    unsafe = {
        (sector, moment): share(survey(sector, moment), "seguridad_de_noche", "12") * 60 / 100
        for sector in "12"
        for moment in ("Antes", "Después")
    }
    assert list(unsafe.values()) == [36, 20, 34, 31]
    net = (Fraction(20 - 36, 60) - Fraction(31 - 34, 60)) * 100
    assert f"**−{abs(float(net)):.1f} puntos**" in lesson("pc-101-5-2")
    assert victims_who_reported("1", "Antes") == (6, 21)
    assert victims_who_reported("1", "Después") == (8, 14)


def test_the_other_answers_to_the_data_are_those_of_the_data() -> None:
    quarters = [
        Counter(row["celda"] for row in INCIDENTS if (row["fecha"] < "2026-04") is first) for first in (True, False)
    ]
    assert [each["K7"] for each in quarters] == [36, 38]
    assert quarters[0]["F5"] == 7
    assert "F5" not in [cell for cell, _ in quarters[1].most_common(10)]
    assert len([row for row in OF_KIND["Robo en vivienda"] if row["fecha"][5:7] == "05"]) == 29
    assert [victims_who_reported("2", moment)[1] for moment in ("Antes", "Después")] == [20, 19]
    grades = next(q for q in bank(CONTENT / "courses" / "analisis-inteligencia") if q["key"] == "in-201-q-inf-04")
    for item in grades["items"]:
        number = re.match(r"Informe (\d+)", item["text"])
        assert number
        assert item["right"][0].upper() == letter(number[1])
    assert letter("8") == "D"


def spec(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = load(CONTENT / "figures" / "analisis-operativo" / f"{name}.yaml")
    return loaded


def table(key: str, caption: str) -> list[list[str]]:
    path = next(each for each in LESSONS if front_matter(each)["key"] == key)
    found = next(each for each in blocks(body(path), "table") if f'caption="{caption}' in each)
    lines = [line.strip("|").split("|") for line in found.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def test_the_chart_of_links_is_drawn_from_the_matrix_of_its_lesson() -> None:
    rows = table("in-202-3-1", "Matriz de asociación")
    order = list(spec("vinculos-boticas")["places"])
    matrix = {
        frozenset((order[row], order[row + 1 + step])): mark
        for row, marks in enumerate(spec("vinculos-boticas")["matrix"])
        for step, mark in enumerate(marks)
        if mark != "."
    }
    short = {"T": "taller", "M": "moto"}
    names = [short.get(row[0], row[0]) for row in rows]
    told = {
        frozenset((names[place], names[column])): mark
        for place, row in enumerate(rows)
        for column, mark in enumerate(row[1:])
        if mark in {"●", "○"}
    }
    assert matrix == told


def test_the_likeness_of_cases_and_the_windows_are_those_of_their_lessons() -> None:
    rows = table("in-202-3-4", "Conductas presentes")
    had = {f"B{case}": "".join(row[0][0] for row in rows if row[case] == "sí") for case in range(1, 6)}
    assert spec("comparacion-casos")["cases"] == had
    hours = [row[1].split("–") for row in table("in-202-2-2", "Ventanas y peso")]
    assert spec("aoristico-motos")["windows"] == [[int(first[:2]), int(last[:2])] for first, last in hours]


def test_the_record_of_calls_says_what_its_questions_say() -> None:
    assert len(CALLS) == 40
    assert not [row for row in CALLS for end in ("llama", "recibe") if not re.fullmatch(r"L2[1-7]", row[end])]
    assert Counter(row["llama"] for row in CALLS).most_common(1) == [("L21", 9)]
    late = [row for row in CALLS if f"{row['fecha']} {row['hora']}" >= "2026-04-18 14:15"]
    assert [row["llama"] for row in late] == ["L27"] * 4
    own = [row for row in CALLS if "L27" in (row["llama"], row["recibe"])]
    assert (own[0]["fecha"], own[-1]["hora"], len({row["antena_de_quien_llama"] for row in own})) == (
        "2026-04-17",
        "20:11",
        1,
    )
    assert CALLS[-1] == own[-1]
