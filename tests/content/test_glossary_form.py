"""The form of the shipped glossaries, and of the links to their terms."""

import re
from pathlib import Path

import pytest

from tests.content.curriculum_files import COURSES, LESSONS, body, glossary

_TERM = re.compile(r"\]\(term:([^)]+)\)")


@pytest.mark.parametrize("course", COURSES, ids=lambda course: str(course.name))
def test_a_glossary_defines_each_term_once_and_leads_nowhere_else(course: Path) -> None:
    terms = glossary(course)
    keys = [term["key"] for term in terms]
    assert len(keys) == len(set(keys))
    for term in terms:
        assert {"key", "term", "definition"} <= term.keys() <= {"key", "term", "also", "definition", "source"}
        assert len(term["definition"]) >= 20, term["key"]
        assert set(_TERM.findall(term["definition"])) <= set(keys) - {term["key"]}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: str(path.stem))
def test_a_lesson_links_to_terms_of_its_own_course(path: Path) -> None:
    assert set(_TERM.findall(body(path))) <= {term["key"] for term in glossary(path.parents[1])}
