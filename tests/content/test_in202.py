"""What IN-202 promises beyond the form of any course: modules, glossary, pools, and the data of its examples."""

import re
from collections import Counter
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from tests.content.curriculum_files import (
    CONTENT,
    bank,
    blocks,
    body,
    exams,
    fixed,
    front_matter,
    load,
    study_minutes,
)
from tests.content.in202_methods import aoristic, betweenness, jaccard, neighbours, overlap, steps

COURSE = CONTENT / "courses" / "analisis-operativo"
MODULES = sorted(path.parent for path in COURSE.glob("0[1-5]-*/module.yaml"))
LESSONS = sorted(COURSE.glob("0[1-5]-*/*.md"))


def name_of(path: Path) -> str:
    return path.stem


def lesson(key: str) -> str:
    return next(body(path) for path in LESSONS if front_matter(path)["key"] == f"in-202-{key}")


def table(key: str, caption: str) -> list[list[str]]:
    """Return the rows under the header of the lesson's table whose caption begins so."""
    found = next(each for each in blocks(lesson(key), "table") if f'caption="{caption}' in each)
    rows = [
        [cell.strip().strip("*") for cell in line.strip("|").split("|")]
        for line in found.splitlines()
        if line.startswith("|")
    ]
    return rows[2:]


def number(text: str) -> Fraction:
    return Fraction(re.sub(r"[^\d.]", "", text))


def figure(name: str) -> str:
    return (COURSE / "media" / f"{name}.svg").read_text(encoding="utf-8")


# The course


def test_the_course_is_reserved_and_named_neutrally_in_public() -> None:
    page = load(COURSE / "course.yaml")
    assert (page["classification"], page["area"]) == ("reserved", "intelligence")
    assert page["public_title"] == "Curso de especialización IN-202"
    others = [path for path in CONTENT.rglob("*.*") if path.is_file() and COURSE not in path.parents]
    told = [path for path in others if path.suffix in {".md", ".yaml", ".svg"} and path.name != "README.md"]
    open_ones = [path for path in told if "policia-comunitaria" in path.parts]
    assert open_ones
    assert not any("Alto Molino" in path.read_text(encoding="utf-8") for path in open_ones)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_ends_in_a_practice_quiz_on_each_of_its_lessons(module: Path) -> None:
    papers = [paper for paper in exams(COURSE) if paper["key"] == f"in-202-m{int(module.name[:2])}-control"]
    assert len(papers) == 1
    assert (papers[0]["counts"], papers[0]["review"]) == (False, "at_once")
    assert 8 <= len(fixed(papers[0])) <= 10
    asked = {question["key"]: question for question in bank(COURSE)}
    taught = {front_matter(path)["key"] for path in module.glob("*.md")}
    assert len(taught) >= 3
    assert {key for each in fixed(papers[0]) for key in asked[each]["lessons"]} == taught
    assert not any(tag.startswith("pool-") for key in fixed(papers[0]) for tag in asked[key]["tags"])


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_the_minutes_of_a_lesson_are_its_reading_its_checks_its_example_and_its_exercise(path: Path) -> None:
    text = body(path)
    exercise = re.search(r"^## Ejercicio en su .*?(\d+) minutos", text, re.MULTILINE)
    assert exercise
    assert abs(front_matter(path)["minutes"] - study_minutes(path) - int(exercise[1])) <= 6


def test_no_paragraph_is_repeated_from_lesson_to_lesson() -> None:
    paragraphs = Counter(each for path in LESSONS for each in set(body(path).split("\n\n")) if len(each) > 120)
    assert [paragraph for paragraph, count in paragraphs.items() if count > 1] == []


def test_a_pool_holds_questions_of_its_module_only() -> None:
    for question in bank(COURSE):
        for tag in question["tags"]:
            if tag.startswith("pool-"):
                assert all(key.startswith(f"in-202-{tag[-1]}-") for key in question["lessons"]), question["key"]


def test_most_questions_describe_a_situation_or_give_data() -> None:
    """A bare definition is short; a situation with a decision takes words."""
    long = [question for question in bank(COURSE) if len(question["prompt"].split()) >= 15]
    assert len(long) >= 0.8 * len(bank(COURSE))


def test_every_term_that_a_lesson_links_is_in_the_glossary_once() -> None:
    glossary = load(COURSE / "glossary.yaml")
    keys = [entry["key"] for entry in glossary]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(entry["term"].strip() and len(entry["definition"]) > 40 for entry in glossary)
    linked = {key for path in LESSONS for key in re.findall(r"\]\(term:([^)]+)\)", body(path))}
    assert linked <= set(keys)
    assert len(linked) >= 0.8 * len(keys)


def test_no_telephone_plate_or_document_number_is_written_in_material_of_teaching() -> None:
    """People, lines and vehicles are codes: nothing that could belong to someone."""
    for path in [*LESSONS, *COURSE.glob("questions/*.yaml"), *COURSE.glob("media/*.svg")]:
        text = re.sub(r'(points|d)="[^"]*"', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b9\d{8}\b|\b\d{8}\b|\b[A-Z]\d[A-Z]-\d{3}\b|\b[A-Z]{3}-?\d{3}\b", text), path


# The worked examples, from their data


def test_the_hours_of_the_week_add_up() -> None:
    asked = {row[0][0]: int(row[1]) for row in table("1-1", "Bandeja del lunes")}
    assert sum(asked.values()) == 33
    assert asked["A"] + asked["D"] + asked["F"] == 18
    assert "18 de 20 horas, el 90 %" in lesson("1-1")


def test_only_two_units_cross_near_and_at_the_same_time() -> None:
    written = [row[2].split("–") for row in table("1-2", "Actividades inscritas para el")]
    hours = [(int(first[:2]), int(last[:2])) for first, last in written]
    assert [overlap(one, other) for one, other in combinations(hours, 2)] == [2, 2, 1]


def test_the_consultations_of_the_month_add_up() -> None:
    rows = table("1-3", "Consultas de personas en abril")
    counts = [int(row[1]) for row in rows]
    assert sum(counts[:-1]) == counts[-1] == 240
    assert all(Fraction(count, 240) * 100 == number(row[2]) for count, row in zip(counts, rows, strict=True))
    assert Fraction(sum(counts[1:4]), 240) * 100 == Fraction("17.5")


def windows() -> list[tuple[int, int]]:
    hours = [row[1].split("–") for row in table("2-2", "Ventanas y peso")]
    return [(int(first[:2]), int(last[:2])) for first, last in hours]


def test_the_weights_of_the_hours_come_from_the_windows() -> None:
    weights = aoristic(windows())
    assert sum(weights.values()) == 6
    assert (weights[20], weights[19], weights[18], weights[21]) == tuple(map(Fraction, ("1.8", "1.05", "0.8", "0.8")))
    assert (weights[19] + weights[20]) / 6 * 100 == Fraction("47.5")
    without_the_precise_one = aoristic([each for each in windows() if each != (20, 21)])
    assert max(without_the_precise_one, key=without_the_precise_one.__getitem__) == 19
    pair = max(range(14, 23), key=lambda hour: weights[hour] + weights[hour + 1])
    assert pair == 19
    assert weights[pair] + weights[pair + 1] >= Fraction(6, 3)


def test_nine_thefts_can_have_the_sums_that_the_question_gives() -> None:
    """The shortest, of one hour, at 21; of the others, two do not reach 20."""
    others = [(20, 22), (19, 22), (18, 22), (21, 25), (18, 23), (17, 22), (21, 26), (17, 23)]
    weights = aoristic([(21, 22), *others])
    assert [round(float(weights[hour]), 2) for hour in (21, 20)] == [3.1, 1.65]
    assert round(float(aoristic(others)[21]), 2) == 2.1
    assert sorted(weights.values())[-2] == weights[20]


def test_the_bars_of_the_hours_draw_the_weights() -> None:
    bars = re.findall(r'height="([\d.]+)" rx="2" fill="#\w+"><title>(\d+):00, ([\d.]+)<', figure("aoristico-motos"))
    weights = aoristic(windows())
    assert {int(hour): Fraction(weight) for _, hour, weight in bars} == weights
    assert all(float(height) == pytest.approx(95 * float(weight), abs=0.06) for height, _, weight in bars)


def test_the_zones_have_the_index_that_the_table_says() -> None:
    for _, area, hits, capture, part, index in table("2-3", "Dos zonas evaluadas"):
        inside, total = map(int, hits.split(" de "))
        assert Fraction(inside, total) * 100 == number(capture)
        assert number(area[:-2]) / 12 * 100 == number(part)
        assert number(capture) / number(part) == number(index)


def test_the_contacts_add_up_and_their_rates_are_those_of_the_text() -> None:
    rows = {row[0]: [int(each) for each in row[1:]] for row in table("2-4", "Contactos de L1")}
    total = rows.pop("Total")
    assert [sum(column) for column in zip(*rows.values(), strict=True)] == total
    _, with_robbery, without = rows["L4"]
    assert round(Fraction(with_robbery, 6) / Fraction(without, 8), 1) == Fraction("10.7")
    drawn = re.findall(r"<title>(L\d) (con|sin) robo: ([\d.]+)<", figure("frecuencia-momento"))
    assert {(line, kind): float(rate) for line, kind, rate in drawn} == {
        (line, kind): pytest.approx(rows[line][column] / nights, abs=0.006)
        for line in ("L2", "L3", "L4")
        for kind, column, nights in (("con", 1, 6), ("sin", 2, 8))
    }


def links(signs: str = "●○") -> set[frozenset[str]]:
    rows = table("3-1", "Matriz de asociación")
    names = [row[0] for row in rows]
    return {
        frozenset((row[0], names[place]))
        for row in rows
        for place, sign in enumerate(row[1:])
        if sign and sign in signs
    }


def test_the_matrix_has_nine_links_in_twenty_one_pairs() -> None:
    assert (len(links()), len(links("●")), len(links("○"))) == (9, 6, 3)
    assert round(Fraction(9, 7 * 6 // 2) * 100) == 43
    lines = re.findall(r'stroke-width="3"( stroke-dasharray="7 6")?/>', figure("vinculos-boticas"))
    legend = 1
    assert (lines.count("") - legend, len(lines) - lines.count("") - legend) == (6, 3)


def test_the_measures_of_the_network_come_from_the_matrix() -> None:
    between = betweenness(links())
    for entity, degree, crossed, far in table("3-2", "Las tres medidas"):
        assert len(neighbours(links())[entity]) == int(degree)
        assert between[entity] == int(crossed)
        assert steps(links(), entity) == int(far)


def test_a_link_more_or_less_changes_the_bridge_as_the_lesson_says() -> None:
    assert betweenness(links() - {frozenset(("P3", "P4"))})["P3"] == 0
    more = betweenness(links() | {frozenset(("P2", "P5"))})
    assert (round(float(more["P3"]), 2), round(float(more["P2"]), 2)) == (2.67, 5.17)


def test_the_flow_of_boxes_balances_as_the_lesson_says() -> None:
    stolen, arrived, onward, kept, sold, left = (int(row[1]) for row in table("3-3", "Flujo de cajas"))
    assert (stolen - arrived, arrived - onward - kept, onward - sold - left) == (70, 0, 15)


def behaviours() -> dict[str, set[str]]:
    rows = table("3-4", "Conductas presentes")
    return {f"B{case}": {row[0][0] for row in rows if row[case] == "sí"} for case in range(1, 6)}


def test_what_is_common_brings_together_and_what_is_rare_sets_right() -> None:
    cases = behaviours()
    like = {pair: round(float(jaccard(cases[pair[0]], cases[pair[1]])), 2) for pair in combinations(cases, 2)}
    assert (like["B1", "B2"], like["B2", "B4"], like["B1", "B3"], like["B1", "B4"]) == (0.83, 0.71, 0.6, 0.57)
    for pair, both, one, value in table("3-4", "Jaccard con las conductas poco frecuentes"):
        first, second = (cases[each] - set("abd") for each in pair.split("–"))
        assert (len(first & second), len(first | second)) == (int(both), int(one))
        assert float(jaccard(first, second)) == pytest.approx(float(value), abs=0.005)


def test_the_base_rates_are_parts_of_two_hundred() -> None:
    rates = {row[0][0]: (int(row[1]), number(row[2])) for row in table("3-4", "Tasa de base")}
    assert all(Fraction(count, 200) * 100 == rate for count, rate in rates.values())
    assert {letter for letter, (_, rate) in rates.items() if rate > 30} == set("abd")
