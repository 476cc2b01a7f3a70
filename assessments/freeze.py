"""An exam page as the payload of an edition, and what would prevent publishing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from assessments.blocks.sections import is_uuid
from assessments.complaint_rules import DAYS
from assessments.draw import DrawImpossible, QuestionTwice, draw
from assessments.grading import UNSCORED, BadWeight, weight_of
from assessments.models.question import QuestionVersion
from assessments.pages import ExamPage, ReviewRule
from assessments.queries.attempt_files import files_in
from assessments.queries.wordings import composed_of, wordings
from assessments.question_types import registry
from assessments.rules import SCHEMA, Named, NamedCase, named_questions, named_versions, weight_range
from courses.activities import Problem
from courses.blocks.stream import unknown_kinds
from courses.marks import to_text
from courses.models.course import Course
from courses.models.media import CourseDocument, CourseImage
from courses.pages import CoursePage
from courses.references import document_refusal, image_refusal

__all__ = ["freeze", "problems"]


@dataclass(frozen=True, slots=True)
class _Live:
    """The newest version of a question of the bank, with its tags."""

    named: Named
    tags: tuple[str, ...]


def freeze(page: ExamPage) -> dict[str, Any]:
    """Return the payload: the rules, and by name the newest live version of every question it may ask.

    A fixed question that the bank does not hold is left out here; ``problems`` names it.
    """
    live = _live_questions(page)
    return {
        "schema": SCHEMA,
        "title": page.title,
        "intro": page.intro,
        "counts": page.counts,
        "weight": page.weight,
        "minutes": page.minutes,
        "attempts": page.attempts,
        "wait_hours": page.wait_hours,
        "counting": page.counting,
        "pass_mark": _pass_mark(page),
        "shuffle_questions": page.shuffle_questions,
        "shuffle_options": page.shuffle_options,
        "review": page.review,
        **({} if page.complaint_days == DAYS else {"complaint_days": page.complaint_days}),
        "sections": [
            {
                "title": section["title"] or "",
                "questions": [live[uuid].named.to_json() for uuid in _fixed(section) if uuid in live],
                "draws": [
                    {
                        "tag": draw["tag"],
                        "count": draw["count"],
                        "pool": [one.named.to_json() for one in live.values() if draw["tag"] in one.tags],
                    }
                    for draw in _draws(section)
                ],
            }
            for section in _sections(page)
        ],
    }


def problems(page: ExamPage, payload: Mapping[str, Any]) -> list[Problem]:
    """Return what prevents publishing the exam, each at its field."""
    found = [Problem(page.pk, field, message, code) for field, message, code in _found(page, payload)]
    return found or [
        Problem(page.pk, "sections", message, "impossible") for message in _impossible(payload)
    ]  # fmt: skip


def _found(page: ExamPage, payload: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for kind in unknown_kinds(page.sections):
        yield "sections", _("A part of kind %(kind)s can no longer be shown.") % {"kind": kind}, "unknown_block"
    if page.bank is None:
        yield "bank", _("The exam names no question bank."), "no_bank"
    try:
        weight_of(page.weight)
    except BadWeight:
        yield "weight", _("A weight is a positive number such as 1, 1.5 or 2/3."), "bad_weight"
    if not any(section["questions"] or section["draws"] for section in payload["sections"]):
        yield "sections", _("The exam asks nothing: add questions or draws."), "empty"
    held = {str(named.question) for named in named_questions(payload)}
    for section in _sections(page):
        for uuid in _fixed(section):
            if str(uuid) not in held:
                message = _("The bank holds no live question %(uuid)s.") % {"uuid": uuid}
                yield "sections", message, "missing_question"
    for message in _held_more_strictly(page, payload):
        yield "sections", message, "reference"
    if page.counts and page.review == ReviewRule.AT_ONCE:
        message = _("Only a quiz shows right answers at once: others are still to sit what counts.")
        yield "review", message, "key_at_once"
    pass_mark = page.pass_mark
    if pass_mark is not None and not 0 <= pass_mark <= 20:
        yield "pass_mark", _("A pass mark lies between 0 and 20."), "bad_pass_mark"


def _impossible(payload: Mapping[str, Any]) -> Iterator[str]:
    blueprint, pools = composed_of(payload)
    try:
        draw(blueprint, pools, bytes(16))
    except DrawImpossible as error:
        words = _(
            "Section “%(section)s” draws %(wanted)s questions tagged “%(tag)s”; "
            "there are %(available)s that no other part of the exam asks."
        )
        yield words % error.params
    except QuestionTwice as error:
        yield _("The question %(uuid)s stands twice in the exam.") % {"uuid": error.question}
    else:
        if not weight_range(payload)[0]:
            yield _("A sitting might have nothing that is scored: add a question that earns points.")


def _held_more_strictly(page: ExamPage, payload: Mapping[str, Any]) -> Iterator[str]:
    """Ask again, as pages are asked, whether the course may show the pictures and documents of its questions."""
    known = wordings(named_versions(payload))
    sources = {file.source for wording in known.values() for file in files_in(wording.content)}
    bank_course = page.bank.course if page.bank else None
    course = Course.objects.of_page(page) if page.path else bank_course
    for model, refusal in ((CourseImage, image_refusal), (CourseDocument, document_refusal)):
        held: dict[str, list[str]] = {}
        for row in model.objects.filter(sha256__in=sources):
            held.setdefault(row.sha256, []).append(refusal(course, row))
        # Of equal files the least strict row counts.
        yield from dict.fromkeys(min(found) for found in held.values() if all(found))


def _sections(page: ExamPage) -> list[Mapping[str, Any]]:
    return [block.value for block in page.sections if block.block_type == "section"]


def _fixed(section: Mapping[str, Any]) -> list[UUID]:
    return [UUID(text) for text in section["questions"] if is_uuid(text)]


def _draws(section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the draws that are filled in; a draft may have others."""
    return [draw for draw in section["draws"] if draw["tag"] and draw["count"]]


def _pass_mark(page: ExamPage) -> str | None:
    """Return the exam's own pass mark, or for one that counts the course's; as text with two decimals."""
    if page.pass_mark is not None:
        return f"{page.pass_mark:.2f}"
    course = CoursePage.objects.ancestor_of(page).first() if page.counts and page.path else None
    return f"{course.pass_mark:.2f}" if course else None


def _live_questions(page: ExamPage) -> dict[UUID, _Live]:
    """Return the bank's live questions, each by its newest version, in the order in which they were made.

    A case is named by the questions about it, and by itself nowhere.
    """
    if page.bank_id is None:
        return {}
    of_question = QuestionVersion.objects.filter(question=OuterRef("question")).values("question")
    newest = of_question.annotate(newest=Max("number")).values("newest")
    versions = QuestionVersion.objects.filter(question__bank=page.bank_id, number=Subquery(newest))
    rows = list(versions.order_by("question_id").select_related("question").defer("content"))
    kinds = {kind: registry.get(kind) for kind in registry.kinds()}
    cases = {
        row.question_id: NamedCase(row.question.uuid, row.uuid, row.sha256)
        for row in rows
        if not kinds[row.kind].is_asked
    }
    return {
        row.question.uuid: _Live(
            Named(
                row.question.uuid, row.uuid, row.sha256,
                to_text(weight_of(row.weight)) if kinds[row.kind].is_scored else UNSCORED, cases.get(row.case_id),
            ),
            tuple(row.tags),
        )
        for row in rows
        if kinds[row.kind].is_asked and row.question.retired_at is None
    }  # fmt: skip
