"""What an answer earns, computed once more from ``content/`` itself: shares no line with ``assessments``."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Question = Mapping[str, Any]
#: The mark in the page of a review (``templates/assessments/review.html``); a mark of a question is elsewhere.
_SHOWN = re.compile(r'<p class="mark[^"]*"><span class="value">([^<]*)</span>')


def questions(course: Path) -> dict[str, Question]:
    """Return the questions of a course's bank by their key."""
    return {
        question["key"]: question
        for file in course.glob("questions/*.yaml")
        for question in yaml.safe_load(file.read_text())
    }


def written(bank: Mapping[str, Question]) -> dict[str, list[str]]:
    """Return, for each kind whose answer is typed, what the questions of the bank accept."""
    return {
        "numeric": [question["answer"] for question in bank.values() if question["kind"] == "numeric"],
        "short_answer": [question["accepted"][0] for question in bank.values() if question["kind"] == "short_answer"],
    }


def earned(question: Question, value: Any) -> Fraction:
    """Return the fraction of 1 that an answer earns; its options are named as in the file."""
    if value is None or value == []:
        return Fraction(0)
    match question["kind"]:
        case "single_choice":
            return Fraction(any(option["key"] == value and option["right"] for option in question["options"]))
        case "multiple_choice":
            return _partial(question, set(value))
        case "true_false":
            return Fraction(value == str(question["answer"]).lower())
        case "numeric":
            return Fraction(abs(Fraction(value) - Fraction(question["answer"])) <= Fraction(question["tolerance"]))
        case "short_answer":
            return Fraction(_plain(value) in {_plain(text) for text in question["accepted"]})
    raise LookupError(question["kind"])


def mark(fraction: Fraction) -> str:
    """Return the mark of 0-20 with two decimals, half up."""
    hundredths = int(fraction * 2000 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def is_shown(right: str, review: str) -> bool:
    """Whether a review shows this mark, and no other, where it shows the mark."""
    return [shown.replace(",", ".") for shown in _SHOWN.findall(review)] == [right]


def _partial(question: Question, chosen: set[str]) -> Fraction:
    right = {option["key"] for option in question["options"] if option["right"]}
    wrong = {option["key"] for option in question["options"]} - right
    share = Fraction(len(chosen & right), len(right))
    return max(Fraction(0), share - Fraction(len(chosen & wrong), len(wrong)) if wrong else share)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
