"""What differs between two editions of exams, in words: their rules, and the questions that they may ask."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.exam_facts import exam_facts
from assessments.models.question import QuestionVersion
from assessments.queries.question_changes import differences
from assessments.queries.questions import banks_of
from assessments.question_types.plain import plain_text
from assessments.rules import named_questions
from courses import text_difference
from courses.services.note_reading import note_reading
from courses.text_difference import ChangedPart
from officers.models import Officer

__all__ = ["exam_changes"]

Payload = Mapping[str, Any]


def exam_changes(
    pairs: Sequence[tuple[Payload, Payload]], *, reader: Officer, titles: Mapping[str, str]
) -> list[list[ChangedPart]]:
    """Return what differs in each pair of payloads; as many statements for one as for all.

    titles: of lessons, by activity UUID. Of a question in a bank that the reader may not read nothing is said but what
    became of it.
    """
    asked = [(_named(before), _named(after)) for before, after in pairs]
    versions = _versions({uuid for was, now in asked for uuid in set(was.values()) ^ set(now.values())}, reader)
    return [
        [
            ChangedPart("", text_difference.differences(exam_facts(before), exam_facts(after))),
            *_questions(was, now, versions, titles),
        ]
        for (before, after), (was, now) in zip(pairs, asked, strict=True)
    ]


def _named(payload: Payload) -> dict[UUID, UUID]:
    """Return the versions that a payload names, of questions and of their cases, by question."""
    named = list(named_questions(payload))
    cases = {one.case.question: one.case.version for one in named if one.case}
    return cases | {one.question: one.version for one in named}


def _versions(uuids: set[UUID], reader: Officer) -> dict[UUID, QuestionVersion]:
    rows = QuestionVersion.objects.filter(uuid__in=uuids, question__bank__in=banks_of(reader))
    found = {row.uuid: row for row in rows.select_related("question__bank__course", "case")} if uuids else {}
    for bank in {row.question.bank for row in found.values()}:
        if bank.course is not None:
            note_reading(by=reader, held=bank.course, on=bank)
    return found


def _questions(
    was: Mapping[UUID, UUID], now: Mapping[UUID, UUID], versions: Mapping[UUID, QuestionVersion],
    titles: Mapping[str, str],
) -> Iterator[ChangedPart]:  # fmt: skip
    for question in dict.fromkeys([*now, *was]):
        old, new = was.get(question), now.get(question)
        if old == new:
            continue
        before, after = (versions.get(uuid) if uuid else None for uuid in (old, new))
        remark = _("no longer asked") if new is None else _("asked from now on") if old is None else ""
        if before is not None and after is not None:
            yield ChangedPart(_name(after), differences(before, after, titles))
        else:
            yield ChangedPart(_name(after or before), (), remark or _("changed"))


def _name(version: QuestionVersion | None) -> str:
    if version is None:
        return _("A question that you may not read")
    return version.content.get("title") or plain_text(version.content["prompt"])
