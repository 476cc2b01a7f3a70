"""Further answers by which marks fall, among proposals: which questions, and what would be done."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from assessments.models.question import QuestionVersion
from assessments.question_types import registry
from assessments.question_types.further_words import further_words
from assessments.question_types.plain import plain_text
from courses.gate import reach
from officers.models import Act, Officer
from officers.roles import Scope

__all__ = ["rows", "scope_of", "words"]

#: So many letters of a question name it among proposals.
_SHOWN = 80


def scope_of(version: QuestionVersion) -> Scope | None:
    """Return where the right must hold: the course of the bank."""
    course = version.question.bank.course
    return course.scope if course is not None else None


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[QuestionVersion, str]]:
    """Return those versions of questions on whose marks the officer may decide; both doors agree."""
    found = QuestionVersion.objects.filter(
        pk__in=keys, question__bank__course__in=reach.courses(officer, Act.DECIDE_MARK)
    ).select_related("question__bank__course")
    return {str(row.pk): (row, f"{row.question.bank.name}: {_short(row)}") for row in found}


def words(row: QuestionVersion, arguments: dict[str, Any]) -> str:
    """Return what would be accepted, and how many marks would fall."""
    question_type = registry.get(row.kind)
    what = further_words(question_type.further_fields(question_type.load(row.content)), arguments["further"])
    return _(
        "Right as well: %(what)s. Marks that change: %(changes)s, of these falling: %(falls)s; certificates that would"
        " say more than the mark: %(below_paper)s, they stay as they are."
    ) % {"what": what, **{name: arguments[name] for name in ("changes", "falls", "below_paper")}}


def _short(row: QuestionVersion) -> str:
    text = plain_text(row.content["prompt"])
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
