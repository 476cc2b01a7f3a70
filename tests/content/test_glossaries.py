"""What a glossary has to hold for a reader: every term met in a lesson, none linked twice, no entry for nobody."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.content.curriculum_files import CONTENT, LESSONS, body, load

GLOSSARIES = sorted(CONTENT.glob("courses/*/glossary.yaml"))


def name_of(path: Path) -> str:
    return path.parent.name


def links(course: Path) -> dict[Path, list[str]]:
    """Return the keys of the terms that each lesson of a course links, in order."""
    return {path: re.findall(r"\]\(term:([^)]+)\)", body(path)) for path in LESSONS if course in path.parents}


@pytest.mark.parametrize("path", GLOSSARIES, ids=name_of)
def test_every_term_is_linked_from_a_lesson_and_every_link_leads_to_a_term(path: Path) -> None:
    keys = [term["key"] for term in load(path)]
    assert len(keys) == len(set(keys))
    assert {key for keys in links(path.parent).values() for key in keys} == set(keys)


@pytest.mark.parametrize("path", GLOSSARIES, ids=name_of)
def test_a_lesson_links_a_few_terms_and_each_where_it_is_met_first(path: Path) -> None:
    for lesson, keys in links(path.parent).items():
        assert len(keys) <= 10, lesson
        assert [key for key, count in Counter(keys).items() if count > 1] == [], lesson


@pytest.mark.parametrize("path", GLOSSARIES, ids=name_of)
def test_a_definition_is_short_and_ends_as_a_sentence(path: Path) -> None:
    for term in load(path):
        assert term.keys() <= {"key", "term", "also", "definition", "source"}
        assert 6 <= len(term["definition"].split()) <= 60, term["key"]
        assert term["definition"].rstrip().endswith("."), term["key"]
