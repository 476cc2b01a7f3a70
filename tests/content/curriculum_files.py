"""Reads the shipped curriculum files as they stand, without the loader that the tests are to be independent of."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).resolve().parents[2] / "content"
COURSES = sorted(path.parent for path in CONTENT.glob("courses/*/course.yaml"))
LESSONS = sorted(CONTENT.glob("courses/*/[0-9]*/*.md"))
GUIDELINES = sorted(CONTENT.glob("guidelines/*.md"))
FIGURES = sorted(CONTENT.glob("courses/*/media/*.svg"))

Mapping = dict[str, Any]

LEVELS = {"easy", "medium", "hard"}
COMMON = {"key", "kind", "prompt", "weight", "explanation", "reference", "tags", "difficulty", "lessons"}
OWN = {
    "single_choice": {"options"},
    "multiple_choice": {"options"},
    "true_false": {"answer", "feedback_true", "feedback_false"},
    "numeric": {"answer", "tolerance", "unit"},
    "short_answer": {"accepted", "exact"},
    "matching": {"items", "choices", "shared"},
    "ordering": {"items"},
    "gap_fill": {"text", "gaps", "words"},
    "categories": {"items", "choices"},
    "matrix": {"items", "choices", "several"},
    "hot_spot": {"image", "targets", "columns", "rows", "points", "penalty"},
    "likert": {"scale", "no_opinion"},
    "essay": {"rubric", "shows_rubric", "min_words", "max_words"},
    "file_answer": {"rubric", "shows_rubric", "types", "megabytes"},
    "case": {"title", "figures", "documents"},
}
#: With values from ranges, or from a table.
CALCULATED = {"formula", "decimals", "tolerance", "unit"}
#: Words read in a minute of study; minutes for a check, and for the example.
WORDS_A_MINUTE, CHECK, EXAMPLE = 100, 3, 5


@cache
def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def front_matter(path: Path) -> Mapping:
    head: Mapping = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    return head


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def blocks(text: str, name: str) -> list[str]:
    return re.findall(rf"^::: ?{name}\b(.*?)^:::$", text, re.MULTILINE | re.DOTALL)


def checks(path: Path) -> list[Mapping]:
    return [yaml.safe_load(block) for block in blocks(body(path), "check")]


def study_minutes(path: Path) -> float:
    """Return what reading a lesson takes, its checks and its example (content/README.md, "Las horas")."""
    words = len(re.findall(r"\w+", re.sub(r"^:::.*$|right: \w+", "", body(path), flags=re.MULTILINE)))
    return words / WORDS_A_MINUTE + CHECK * len(checks(path)) + EXAMPLE


def prose_words(text: str) -> int:
    """Words a learner reads in running text: checks, tables and directive lines do not count."""
    for name in ("check", "table", "comparison"):
        text = re.sub(rf"^::: ?{name}\b.*?^:::$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    return len(re.findall(r"\w+", text))


def glossary(course: Path) -> list[Mapping]:
    return load(course / "glossary.yaml") if (course / "glossary.yaml").is_file() else []


def bank(course: Path) -> list[Mapping]:
    return [question for path in sorted(course.glob("questions/*.yaml")) for question in load(path)]


def exams(course: Path) -> list[Mapping]:
    return [
        load(path)
        for path in sorted(course.glob("[0-9]*/*.yaml"))
        if path.name != "module.yaml" and load(path)["kind"] == "exam"
    ]


def exam(course: Path, key: str) -> Mapping:
    return next(each for each in exams(course) if each["key"] == key)


def fixed(paper: Mapping) -> list[str]:
    return [key for section in paper["sections"] for key in section.get("questions", [])]


def draws(paper: Mapping) -> list[Mapping]:
    return [draw for section in paper["sections"] for draw in section.get("draws", [])]


def right_position(options: list[Mapping]) -> int:
    return [option["right"] for option in options].index(True)


def right_is_longest(options: list[Mapping]) -> bool:
    right = max(len(option["text"]) for option in options if option["right"])
    return right > max(len(option["text"]) for option in options if not option["right"])
