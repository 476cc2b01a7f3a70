"""What an exam that is being written would ask, and what its author should know before it is published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.freeze import freeze, problems
from assessments.grading import slot_weight
from assessments.models.question import QuestionVersion
from assessments.pages import ExamPage
from assessments.queries.marks import points
from assessments.question_types.plain import plain_text
from assessments.rules import question_count, weight_range
from assessments.section_rules import section_rules
from courses.marks import TOP_MARK

__all__ = ["DrawLine", "ExamCheck", "FixedLine", "SectionLines", "exam_check"]

#: Less time than this for a question, in seconds, is told.
_HASTE = 30


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A question that every sitting is asked."""

    question: UUID
    words: str
    weight: str


@dataclass(frozen=True, slots=True)
class DrawLine:
    """A draw: how many are wanted, and how many there are that the exam does not fix anywhere."""

    tag: str
    wanted: int
    available: int

    @property
    def short(self) -> bool:
        """Whether there are too few."""
        return self.available < self.wanted


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section."""

    title: str
    fixed: tuple[FixedLine, ...]
    draws: tuple[DrawLine, ...]


@dataclass(frozen=True, slots=True)
class ExamCheck:
    """problems prevent publishing; remarks do not. points: the least and the most that a sitting may have, in words."""

    sections: Sequence[SectionLines]
    questions: int
    points: str
    problems: Sequence[str]
    remarks: Sequence[str]


def exam_check(page: ExamPage) -> ExamCheck:
    """Return what a page, or its draft, would ask; as many statements whatever the number of questions."""
    payload = freeze(page)
    words = _words(payload)
    fixed = {stored["question"] for section in payload["sections"] for stored in section["questions"]}
    sections = [_section(section, words, fixed) for section in payload["sections"]]
    return ExamCheck(
        sections=sections,
        questions=question_count(payload),
        points=_points(payload),
        problems=list(dict.fromkeys(problem.message for problem in problems(page, payload))),
        remarks=list(_remarks(payload, sections)),
    )


def _section(section: Mapping[str, Any], words: Mapping[str, str], fixed: set[str]) -> SectionLines:
    return SectionLines(
        title=section["title"],
        fixed=tuple(
            FixedLine(
                UUID(stored["question"]), words.get(stored["version"], ""), points(slot_weight(stored["weight"]))
            )
            for stored in section["questions"]
        ),
        draws=tuple(
            DrawLine(draw["tag"], draw["count"], sum(stored["question"] not in fixed for stored in draw["pool"]))
            for draw in section["draws"]
        ),
    )  # fmt: skip


def _words(payload: Mapping[str, Any]) -> dict[str, str]:
    named = [stored["version"] for section in payload["sections"] for stored in section["questions"]]
    rows = QuestionVersion.objects.filter(uuid__in=named).values_list("uuid", "content__prompt")
    return {str(uuid): plain_text(prompt) for uuid, prompt in rows}


def _points(payload: Mapping[str, Any]) -> str:
    """Say the sum of the weights; between the lightest and the heaviest draw where the pools differ."""
    least, most = weight_range(payload)
    if least == most:
        return points(least)
    return _("%(least)s to %(most)s, as drawn") % {"least": points(least), "most": points(most)}


def _remarks(payload: Mapping[str, Any], sections: Sequence[SectionLines]) -> Iterator[str]:
    for section in sections:
        for draw in section.draws:
            if draw.available == draw.wanted:
                text = _("Every sitting is asked all %(count)s questions tagged “%(tag)s”: there are no others.")
                yield text % {"count": draw.available, "tag": draw.tag}
    if payload["minutes"] is None and payload["counts"]:
        yield _("It has no time limit: whoever begins shortly before it closes is cut off at that moment.")
    count = question_count(payload)
    if payload["minutes"] is not None and payload["minutes"] * 60 < count * _HASTE:
        text = _("%(minutes)s minutes for %(count)s questions is less than half a minute for each.")
        yield text % {"minutes": payload["minutes"], "count": count}
    yield from _section_remarks(payload)
    if payload.get("entry", {}).get("networks"):
        yield _("It is begun only from the addresses named: try it from one of those rooms before the day.")
    if payload["counts"] and payload["attempts"] is None:
        yield _("It may be attempted without limit: whoever tries often enough sees every question.")
    if payload["attempts"] == 1 and payload["wait_hours"]:
        yield _("Hours between attempts mean nothing here: there is one attempt.")
    needed = None if payload["pass_mark"] is None else Decimal(payload["pass_mark"])
    if payload["counts"] and needed == 0:
        yield _("The pass mark is 0: whoever submits anything passes.")
    if needed == TOP_MARK:
        yield _("The pass mark is 20: whoever misses anything fails.")


def _section_remarks(payload: Mapping[str, Any]) -> Iterator[str]:
    sections = section_rules(payload)
    own = [section.minutes for section in sections if section.minutes]
    if payload["minutes"] and own and sum(own) > payload["minutes"]:
        text = _("Its sections have %(own)s minutes together, the exam %(minutes)s: the exam ends first.")
        yield text % {"own": sum(own), "minutes": payload["minutes"]}
    if payload["minutes"] and len(own) == len(sections) and sum(own) < payload["minutes"]:
        text = _("Its sections have %(own)s minutes together, of the %(minutes)s of the exam: the rest serves nobody.")
        yield text % {"own": sum(own), "minutes": payload["minutes"]}
    if sections and sections[-1].forward_only:
        yield _("The last section has nothing after it: “no way back” means nothing there.")
