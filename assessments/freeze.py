"""An exam page as the payload of an edition, and what would prevent publishing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.blocks.sections import is_uuid
from assessments.break_words import BREAK_PROBLEMS
from assessments.complaint_rules import DAYS
from assessments.draw import DrawImpossible, QuestionTwice, draw
from assessments.entry_fields import networks_in
from assessments.entry_rules import EntryRules, is_network
from assessments.grading import UNSCORED, BadWeight, weight_of
from assessments.pages import Behaviour, ExamPage, ReviewRule
from assessments.queries.attempt_files import files_in
from assessments.queries.ready_versions import not_ready, not_ready_by_tag, ready_versions
from assessments.queries.wordings import composed_of, wordings
from assessments.question_types import registry
from assessments.review_rules import problem_in, table_of
from assessments.review_words import review_problem
from assessments.rules import Named, NamedCase, named_questions, named_versions, schema_of, weight_range
from assessments.section_rules import SectionRules, are_in_order, break_problem, section_rules
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
    """The newest ready version of a question of the bank, with its tags."""

    named: Named
    tags: tuple[str, ...]


def freeze(page: ExamPage) -> dict[str, Any]:
    """Return the payload: the rules, and by name the newest ready version of every live question it may ask.

    A fixed question that the bank does not hold, or holds as a draft, is left out here; ``problems`` names it.
    """
    live = _live_questions(page)
    payload = {
        "schema": 1,
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
        "review": _review(page),
        **({} if page.complaint_days == DAYS else {"complaint_days": page.complaint_days}),
        **({} if page.marked_without_names else {"marked_with_names": True}),
        "sections": [
            {
                **_rules(section).to_json(),
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
    payload |= _behaviour(page) | _entry(page)
    return {**payload, "schema": schema_of(payload)}


def _entry(page: ExamPage) -> dict[str, Any]:
    """Return what the exam asks for before it begins, where it asks for anything."""
    entry = EntryRules(
        password=page.password, code=page.asks_code, networks=tuple(networks_in(page.networks)),
        pledge=page.pledge.strip(), after_earlier=page.after_earlier,
    ).to_json()  # fmt: skip
    return {"entry": entry} if entry else {}


def _review(page: ExamPage) -> str | dict[str, list[str]]:
    """Return the name of a table of what is shown when, or the author's own; one that is none shows the least."""
    if page.review != ReviewRule.TABLE:
        return page.review
    try:
        return table_of(page.review_table or {}).to_json()
    except ValueError:
        return ReviewRule.AFTER_CLOSE.value


def _behaviour(page: ExamPage) -> dict[str, Any]:
    """Return what a practice says beyond an exam; an exam that counts is none whatever the page says."""
    if page.counts or page.behaviour != Behaviour.PRACTICE:
        return {}
    return {"behaviour": page.behaviour, "try_penalty": page.try_penalty}


def problems(page: ExamPage, payload: Mapping[str, Any]) -> list[Problem]:
    """Return what prevents publishing the exam, each at its field."""
    found = [Problem(page.pk, field, message, code) for field, message, code in _found(page, payload)]
    return found or [
        Problem(page.pk, "sections", message, "impossible") for message in _impossible(page, payload)
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
    yield from _missing(page, payload)
    yield from _sections_found(payload)
    for message in _held_more_strictly(page, payload):
        yield "sections", message, "reference"
    if page.counts and page.behaviour == Behaviour.PRACTICE:
        message = _("What counts for the mark is no practice: checking an answer would give its key away.")
        yield "behaviour", message, "practice_counts"
    code = problem_in(table_of(payload["review"]), counts=page.counts)
    if code:
        yield "review", review_problem(code), code
    for network in networks_in(page.networks):
        if not is_network(network):
            message = _("“%(line)s” is no range of addresses, such as 10.20.0.0/16.") % {"line": network}
            yield "networks", message, "bad_network"
    pass_mark = page.pass_mark
    if pass_mark is not None and not 0 <= pass_mark <= 20:
        yield "pass_mark", _("A pass mark lies between 0 and 20."), "bad_pass_mark"


def _missing(page: ExamPage, payload: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the fixed questions that are not asked: the bank does not hold them, or nobody has made them ready."""
    held = {str(named.question) for named in named_questions(payload)}
    missing = [uuid for section in _sections(page) for uuid in _fixed(section) if str(uuid) not in held]
    waiting: set[UUID] = set()
    if missing and page.bank_id is not None:
        waiting.update(not_ready(page.bank_id).filter(uuid__in=missing).values_list("uuid", flat=True))
    for uuid in missing:
        if uuid in waiting:
            text = _("No version of the question %(uuid)s, or of the case that it is about, is ready to be asked.")
            yield "sections", text % {"uuid": uuid}, "question_not_ready"
        else:
            yield "sections", _("The bank holds no live question %(uuid)s.") % {"uuid": uuid}, "missing_question"


def _sections_found(payload: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the sections' own rules."""
    sections = section_rules(payload)
    for number, section in enumerate(sections, start=1):
        name = section.title or str(number)
        if payload["minutes"] and section.minutes and section.minutes > payload["minutes"]:
            message = _("Section “%(section)s” has more time than the whole exam.") % {"section": name}
            yield "sections", message, "section_too_long"
        stored = payload["sections"][number - 1]
        if are_in_order(sections) and not (stored["questions"] or stored["draws"]):
            message = _("Section “%(section)s” asks nothing: nobody could begin it.") % {"section": name}
            yield "sections", message, "section_empty"
        fixed = [named["question"] for named in stored["questions"]]
        code = break_problem(section, fixed, shuffles=payload["shuffle_questions"])
        if code:
            yield "sections", str(BREAK_PROBLEMS[code]) % {"section": name}, code


def _impossible(page: ExamPage, payload: Mapping[str, Any]) -> Iterator[str]:
    blueprint, pools = composed_of(payload)
    try:
        draw(blueprint, pools, bytes(16))
    except DrawImpossible as error:
        words = _(
            "Section “%(section)s” draws %(wanted)s questions tagged “%(tag)s”; "
            "there are %(available)s that no other part of the exam asks."
        )
        yield " ".join([words % error.params, *_waiting(page, str(error.params["tag"]))])
    except QuestionTwice as error:
        yield _("The question %(uuid)s stands twice in the exam.") % {"uuid": error.question}
    else:
        if not weight_range(payload)[0]:
            yield _("A sitting might have nothing that is scored: add a question that earns points.")


def _waiting(page: ExamPage, tag: str) -> Iterator[str]:
    """Yield how many more there would be if somebody made them ready."""
    count = not_ready_by_tag(page.bank_id)[tag] if page.bank_id is not None else 0
    if count:
        text = ngettext(
            "%(count)s more has no version that is ready.", "%(count)s more have no version that is ready.", count
        )
        yield text % {"count": count}


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


def _rules(section: Mapping[str, Any]) -> SectionRules:
    """Return the rules of a section of a page; one that was written before there were rules has none."""
    return SectionRules(
        title=section.get("title") or "",
        instructions=section.get("instructions") or "",
        minutes=section.get("minutes"),
        forward_only=bool(section.get("forward_only")),
        must_answer=bool(section.get("must_answer")),
        per_page=section.get("per_page"),
        breaks_after=tuple(text for text in section.get("breaks_after") or () if is_uuid(text)),
    )


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
    """Return the bank's live questions, each by its newest ready version, in the order in which they were made.

    One without a ready version is asked nowhere; a newer draft is not taken. A case is named by the questions about
    it, and by itself nowhere.
    """
    if page.bank_id is None:
        return {}
    rows = list(ready_versions(page.bank_id).order_by("question_id").select_related("question").defer("content"))
    kinds = {kind: registry.get(kind) for kind in registry.kinds()}
    cases: dict[int | None, NamedCase] = {
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
