"""The difference between two versions of a question in words, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.kind_words import kind_words
from assessments.models.question import QuestionVersion
from assessments.question_types import editors, registry
from courses import text_difference
from courses.text_difference import Fact, TextDifference

__all__ = ["differences"]


def differences(old: QuestionVersion, new: QuestionVersion, words: Mapping[str, str]) -> list[TextDifference]:
    """Return what differs between two versions. words: of lessons and objectives, by their identifiers."""
    return text_difference.differences(list(_facts(old, words)), list(_facts(new, words)))


def _facts(version: QuestionVersion, words: Mapping[str, str]) -> Iterator[Fact]:
    content: Any = registry.get(version.kind).load(version.content)
    yield from editors.get(version.kind).facts(content)
    yield Fact("kind", _("Kind"), kind_words(version.kind))
    if version.case is not None:
        yield Fact("case", _("Case"), str(version.case))
    yield Fact("weight", _("Points"), version.weight)
    yield Fact("difficulty", _("Difficulty"), version.get_difficulty_display())
    yield Fact("tags", _("Tags"), ", ".join(version.tags))
    titles = [words.get(lesson, _("A lesson that is no longer there")) for lesson in version.lessons]
    yield Fact("lessons", _("Lessons to study"), "\n".join(titles), same=" ".join(version.lessons))
    asked = [words.get(objective, _("An objective that is no longer there")) for objective in version.objectives]
    yield Fact("objectives", _("Objectives it asks for"), "\n".join(asked), same=" ".join(version.objectives))
