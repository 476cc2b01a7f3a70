"""What PC-101 promises beyond the form of any course: modules, hours, final exam, the data of its figures."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.content.curriculum_files import (
    CONTENT,
    bank,
    body,
    draws,
    exam,
    exams,
    fixed,
    front_matter,
    study_minutes,
)

COURSE = CONTENT / "courses" / "policia-comunitaria"
MODULES = sorted(path.parent for path in COURSE.glob("0[1-7]-*/module.yaml"))
LESSONS = sorted(COURSE.glob("0[1-7]-*/*.md"))
#: Which pools of the final exam belong to which module.
POOLS = {
    1: {"pool-incidente", "pool-legitimidad", "pool-calculo"},
    2: {"pool-identificar"},
    3: {"pool-analizar"},
    4: {"pool-responder"},
    5: {"pool-evaluar"},
    6: {"pool-patrullar"},
    7: {"pool-programas"},
}


def name_of(path: Path) -> str:
    return path.stem


def test_seven_modules_of_three_to_five_lessons() -> None:
    counted = [len(list(module.glob("*.md"))) for module in MODULES]
    assert len(counted) == 7
    assert sum(counted) >= 24
    assert all(3 <= count <= 5 for count in counted)


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_the_minutes_of_a_lesson_are_its_reading_its_checks_its_example_and_its_exercise(path: Path) -> None:
    text = body(path)
    exercise = re.search(r"^## Ejercicio en su .*?(\d+) minutos", text, re.MULTILINE)
    assert exercise
    assert abs(front_matter(path)["minutes"] - study_minutes(path) - int(exercise[1])) <= 6


def test_no_paragraph_is_repeated_from_lesson_to_lesson() -> None:
    paragraphs = Counter(
        paragraph for path in LESSONS for paragraph in set(body(path).split("\n\n")) if len(paragraph) > 120
    )
    assert [paragraph for paragraph, count in paragraphs.items() if count > 1] == []


@pytest.mark.parametrize("module", MODULES[1:], ids=name_of)
def test_a_module_ends_in_a_practice_quiz_on_each_of_its_lessons(module: Path) -> None:
    papers = [paper for paper in exams(COURSE) if paper["key"] == f"pc-101-m{int(module.name[:2])}-control"]
    assert len(papers) == 1
    assert not papers[0]["counts"]
    assert papers[0]["review"] == "at_once"
    assert 8 <= len(fixed(papers[0])) <= 10
    asked = {question["key"]: question for question in bank(COURSE)}
    taught = {front_matter(path)["key"] for path in module.glob("*.md")} - {"pc-101-6-5"}
    assert {lesson for key in fixed(papers[0]) for lesson in asked[key]["lessons"]} == taught
    assert not any(tag.startswith("pool-") for key in fixed(papers[0]) for tag in asked[key]["tags"])


def test_the_final_exam_is_balanced_over_the_modules() -> None:
    drawn = {draw["tag"]: draw["count"] for draw in draws(exam(COURSE, "pc-101-examen-final"))}
    assert set(drawn) == set.union(*POOLS.values())
    assert all(2 <= sum(drawn[tag] for tag in tags) <= 3 for tags in POOLS.values())


def test_a_pool_holds_questions_of_its_module_only() -> None:
    for question in bank(COURSE):
        for tag in question["tags"]:
            if tag.startswith("pool-"):
                module = next(number for number, tags in POOLS.items() if tag in tags)
                assert all(lesson.startswith(f"pc-101-{module}-") for lesson in question["lessons"]), question["key"]


def test_the_final_exam_draws_the_five_common_kinds() -> None:
    """The demo's people and the bench's learners sit it."""
    drawn = {one["kind"] for one in bank(COURSE) if any(tag.startswith("pool-") for tag in one["tags"])}
    assert drawn == {"single_choice", "multiple_choice", "true_false", "numeric", "short_answer"}


def test_most_questions_describe_a_situation_or_give_data() -> None:
    """A bare definition is short; a situation with a decision takes words."""
    long = [question for question in bank(COURSE) if len(question["prompt"].split()) >= 15]
    assert len(long) >= 0.8 * len(bank(COURSE))


def test_the_observed_practice_has_twelve_criteria_and_three_critical_ones() -> None:
    text = body(next(path for path in LESSONS if front_matter(path)["key"] == "pc-101-6-5"))
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == [str(number) for number in range(1, 13)]
    assert re.findall(r"^\| \*\*(C\d)\*\* \| \*\*Crítico", text, re.MULTILINE) == ["C1", "C2", "C3"]
    assert "17 o más de 24" in text


# The figures of data draw what the lesson says


def figure(name: str) -> str:
    return (COURSE / "media" / f"{name}.svg").read_text(encoding="utf-8")


def test_the_map_shows_the_blocks_of_the_lesson() -> None:
    shown = [
        int(number) for number in re.findall(r'text-anchor="middle" fill="#\w+">(\d+)</text>', figure("mapa-sector"))
    ]
    ordered = sorted(shown, reverse=True)
    assert len(ordered) == 50
    assert [sum(ordered[start:end]) for start, end in pairwise((0, 5, 10, 20, 35, 50))] == [45, 20, 20, 15, 0]


def test_the_curve_passes_through_the_points_of_the_table() -> None:
    points = re.findall(
        r'cx="([\d.]+)" cy="([\d.]+)" r="6" fill="#\w+"><title>(\d+) % de las cuadras, (\d+) %', figure("lorenz")
    )
    assert [(int(blocks), int(part)) for _, _, blocks, part in points] == [(10, 45), (20, 65), (40, 85), (70, 100)]
    for x, y, blocks, part in points:
        assert (float(x), float(y)) == pytest.approx((60 + 3.3 * int(blocks), 350 - 2.8 * int(part)), abs=0.06)


def test_the_line_of_months_draws_the_series_of_the_lesson() -> None:
    points = re.findall(r'cy="([\d.]+)" r="5" fill="#\w+"><title>\w+, (\d+)<', figure("regresion-media"))
    values = [int(value) for _, value in points]
    assert values == [18, 22, 17, 21, 19, 23, 20, 18, 33, 21, 19, 20]
    assert all(float(y) == pytest.approx(290 - 6.5 * value) for (y, _), value in zip(points, values, strict=True))


def test_the_bars_of_the_sources_draw_thirty_facts() -> None:
    bars = [
        (int(width), int(count))
        for width, count in re.findall(r'width="(\d+)" height="40"[^>]*><title>[^<]*: (\d+)<', figure("tres-fuentes"))
    ]
    assert [count for _, count in bars] == [7, 3, 1, 8, 6, 5]
    assert all(width == 33 * count for width, count in bars)
