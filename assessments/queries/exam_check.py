"""What an exam that is being written would ask, and what its author should know before it is published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.expected import pools_of
from assessments.freeze import freeze, problems
from assessments.grading import slot_weight
from assessments.models.annulment import Annulment
from assessments.models.question import QuestionVersion
from assessments.pace import best_share
from assessments.pages import ExamPage
from assessments.queries.blueprint import Blueprint, blueprint
from assessments.queries.marks import points
from assessments.queries.ready_versions import not_ready_by_tag
from assessments.queries.wordings import wordings
from assessments.question_types.plain import plain_text
from assessments.rules import named_questions, question_count, weight_range
from assessments.section_rules import section_rules
from courses.marks import TOP_MARK, mark_of

__all__ = ["DrawLine", "ExamCheck", "FixedLine", "SectionLines", "exam_check"]

#: So many lessons and objectives that nothing asks about are named; the table shows the others.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A question that every sitting is asked."""

    question: UUID
    words: str
    weight: str


@dataclass(frozen=True, slots=True)
class DrawLine:
    """A draw: how many are wanted, and how many there are that the exam does not fix anywhere.

    not_ready: how many more have the tag and no version that is ready.
    """

    tag: str
    wanted: int
    available: int
    not_ready: int

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
    """problems prevent publishing; remarks do not. points: the least and the most that a sitting may have, in words.

    minutes: that a sitting takes by the estimate of ``pace``, whole, rounded up.
    """

    sections: Sequence[SectionLines]
    questions: int
    points: str
    minutes: int
    problems: Sequence[str]
    remarks: Sequence[str]
    blueprint: Blueprint


def exam_check(page: ExamPage) -> ExamCheck:
    """Return what a page, or its draft, would ask; as many statements whatever the number of questions."""
    payload = freeze(page)
    words = _words(payload)
    fixed = {stored["question"] for section in payload["sections"] for stored in section["questions"]}
    waiting = not_ready_by_tag(page.bank_id) if page.bank_id is not None else Counter[str]()
    sections = [_section(section, words, fixed, waiting) for section in payload["sections"]]
    asks = blueprint(page, payload)
    return ExamCheck(
        sections=sections,
        questions=question_count(payload),
        points=_points(payload),
        minutes=ceil(asks.seconds / 60),
        problems=list(dict.fromkeys(problem.message for problem in problems(page, payload))),
        remarks=[*_review_remarks(page, payload), *_remarks(payload, asks)],
        blueprint=asks,
    )


def _section(
    section: Mapping[str, Any], words: Mapping[str, str], fixed: set[str], waiting: Counter[str]
) -> SectionLines:
    return SectionLines(
        title=section["title"],
        fixed=tuple(
            FixedLine(
                UUID(stored["question"]), words.get(stored["version"], ""), points(slot_weight(stored["weight"]))
            )
            for stored in section["questions"]
        ),
        draws=tuple(
            DrawLine(
                draw["tag"], draw["count"], sum(stored["question"] not in fixed for stored in draw["pool"]),
                waiting[draw["tag"]],
            )
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


def _review_remarks(page: ExamPage, payload: Mapping[str, Any]) -> Iterator[str]:
    """Yield that newer versions are not taken, and that nobody but their author looks at what counts; one statement."""
    named = [each.version for each in named_questions(payload)]
    newer = QuestionVersion.objects.filter(question=OuterRef("question"), number__gt=OuterRef("number"))
    count = QuestionVersion.objects.filter(Exists(newer), uuid__in=named).count()
    if count:
        text = ngettext(
            "%(count)s question has a newer version that is not ready: the version before it is asked.",
            "%(count)s questions have a newer version that is not ready: the version before it is asked.",
            count,
        )
        yield text % {"count": count}
    if page.counts and page.bank is not None and not page.bank.needs_review:
        yield _(
            "It counts, and whoever writes a question of its bank also makes it ready: no second person looks at it."
        )


def _remarks(payload: Mapping[str, Any], asks: Blueprint) -> Iterator[str]:
    yield from _form_remarks(payload)
    yield from _annulled_remarks(payload)
    yield from _objective_remarks(asks)
    if payload["minutes"] is None and payload["counts"]:
        yield _("It has no time limit: whoever begins shortly before it closes is cut off at that moment.")
    yield from _time_remarks(payload, asks)
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


def _form_remarks(payload: Mapping[str, Any]) -> Iterator[str]:
    """Yield where sittings are too much alike: a pool that everybody is asked whole, or most of."""
    pools = pools_of(payload).values()
    for pool in pools:
        if pool.free and len(pool.free) == pool.wanted:
            text = _("Every sitting is asked all %(count)s questions tagged “%(tag)s”: there are no others.")
            yield text % {"count": pool.wanted, "tag": pool.tag}
        elif payload["counts"] and Fraction(1, 2) < pool.share < 1:
            text = _(
                "A sitting is asked %(wanted)s of the %(count)s questions tagged “%(tag)s”: neighbours have more than "
                "half of them in common."
            )
            yield text % {"wanted": pool.wanted, "count": len(pool.free), "tag": pool.tag}
    varies = any(pool.share < 1 for pool in pools) or payload["shuffle_questions"] or _moves(payload)
    if payload["counts"] and question_count(payload) and not varies:
        yield _("Everybody gets the same form: nothing is drawn, and neither questions nor options are shuffled.")


def _annulled_remarks(payload: Mapping[str, Any]) -> Iterator[str]:
    """Yield that a version which it may ask was annulled; one statement."""
    count = Annulment.objects.filter(version__uuid__in=[named.version for named in named_questions(payload)]).count()
    if count:
        text = ngettext(
            "It may ask %(count)s annulled question, which counts as right for everybody: edit it or take it out.",
            "It may ask %(count)s annulled questions, which count as right for everybody: edit them or take them out.",
            count,
        )
        yield text % {"count": count}


def _moves(payload: Mapping[str, Any]) -> bool:
    """Whether something within a question differs from sitting to sitting."""
    known = wordings([named.version for named in named_questions(payload)]).values()
    offered = [wording.options for wording in known]
    return any(
        one.parameters is not None or one.order.moved or (payload["shuffle_options"] and one.order.shuffles)
        for one in offered
    )


def _objective_remarks(asks: Blueprint) -> Iterator[str]:
    if not asks.asked:
        return
    if asks.uncovered:
        text = ngettext(
            "No question asks for the objectives of the lesson %(lessons)s.",
            "No question asks for the objectives of %(count)s lessons, such as %(lessons)s.",
            len(asks.uncovered),
        )
        yield text % {"lessons": _some(asks.uncovered), "count": len(asks.uncovered)}
    if asks.unasked:
        text = ngettext(
            "No question asks for the objective %(objectives)s.",
            "No question asks for %(count)s objectives, such as %(objectives)s.",
            len(asks.unasked),
        )
        yield text % {"objectives": _some(asks.unasked), "count": len(asks.unasked)}


def _some(labels: Sequence[str]) -> str:
    return ", ".join(_("“%(words)s”") % {"words": label.removesuffix(".")} for label in labels[:_NAMED])


def _time_remarks(payload: Mapping[str, Any], asks: Blueprint) -> Iterator[str]:
    """Yield where the time does not suffice, by the estimate: for all of it, and for the pass mark."""
    sections = section_rules(payload)
    if payload["minutes"] and asks.seconds > payload["minutes"] * 60:
        text = _("By the estimate it cannot be finished: it takes about %(needed)s minutes and has %(minutes)s.")
        yield text % {"needed": ceil(asks.seconds / 60), "minutes": payload["minutes"]}
    for number, section in enumerate(sections, start=1):
        needed = sum((one.seconds for one in asks.asked if one.section == number), Fraction(0))
        if section.minutes and needed > section.minutes * 60:
            text = _(
                "By the estimate section “%(section)s” cannot be finished: it takes about %(needed)s minutes and has "
                "%(minutes)s."
            )
            name = section.title or str(number)
            yield text % {"section": name, "needed": ceil(needed / 60), "minutes": section.minutes}
    share = best_share(
        asks.asked, seconds=payload["minutes"] and payload["minutes"] * 60,
        of_sections=[section.minutes and section.minutes * 60 for section in sections],
    )  # fmt: skip
    if payload["pass_mark"] is not None and share < 1 and share * TOP_MARK < Decimal(payload["pass_mark"]):
        text = _("By the estimate it cannot be passed: in its time nobody reaches more than %(mark)s of 20.")
        yield text % {"mark": mark_of(share)}


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
