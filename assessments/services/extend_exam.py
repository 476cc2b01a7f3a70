"""What more attempts and minutes mean for enrolments: they go on, and sittings under way end later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from assessments.eligibility import Window, ends_at
from assessments.grading import counting_fraction
from assessments.models.attempt import Attempt, AttemptQuerySet
from assessments.queries.clock import latest
from assessments.queries.overrides import Terms
from assessments.rules import ExamRules
from assessments.stages import lengthened, stages_of
from courses.marks import from_text
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import reopen_enrolment
from officers.models import Officer

__all__ = ["failed_by", "go_on", "lengthen"]


def failed_by(enrolment: Enrolment, exam: EditionItem) -> bool:
    """Whether an enrolment has failed by this exam."""
    return enrolment.progress.filter(activity_uuid=exam.activity_uuid, state=ActivityState.FAILED).exists()


def go_on(
    enrolment: Enrolment, exam: EditionItem, rules: ExamRules, *, by: Officer, why: str, evidence: str, at: datetime
) -> None:
    """Open an enrolment again where its last attempt left it; the caller has locked it. Raises ``CannotReopen``."""
    reopen_enrolment(enrolment=enrolment, activity=exam.activity_uuid, by=by, why=why, at=at)
    done = _attempts(enrolment, exam).marked().order_by("number")
    fractions = [from_text(text) for text in done.values_list("fraction", flat=True)]
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=exam.activity_uuid, state=ActivityState.STARTED,
        fraction=counting_fraction(fractions, rules.counting) if fractions else None, evidence=evidence, by=by,
    )  # fmt: skip


def lengthen(exam: EditionItem, terms: Mapping[int, Terms], window: Window) -> None:
    """Move the ends of sittings under way, and of their sections that are open; never to an earlier moment.

    What is over is judged by each attempt's ``latest`` moment (``queries.clock``): an end that still lies before its
    newest answer, which came by a clock that ran ahead, opens nothing, and a section that was over stays so.

    terms: by the keys of enrolments, which the caller has locked. A save waits for the locks that are taken here: it is
    the last that an act does. Two statements that read, and two for every 500 that end later.
    """
    rules = ExamRules.from_payload(exam.payload)
    opened = Attempt.objects.filter(enrolment__in=terms, activity_uuid=exam.activity_uuid, state=Attempt.State.OPEN)
    read = opened.only("enrolment", "item", "started_at", "ends_at", "stages").annotate(latest=latest()).order_by("pk")
    attempts: list[Any] = list(read.select_for_update(no_key=True, of=("self",)))
    items = EditionItem.objects.in_bulk({attempt.item_id for attempt in attempts if attempt.stages is not None})
    later = [
        attempt
        for attempt in attempts
        if _ends_later(attempt, rules, terms[attempt.enrolment_id or 0], window, items.get(attempt.item_id or 0))
    ]
    Attempt.objects.bulk_update(later, ["ends_at"], batch_size=500)
    # Apart: ``bulk_update`` would store the JSON value null where the column is empty.
    staged = [attempt for attempt in later if attempt.stages is not None]
    Attempt.objects.bulk_update(staged, ["stages"], batch_size=500)


def _ends_later(attempt: Any, rules: ExamRules, terms: Terms, window: Window, asked: EditionItem | None) -> bool:
    """Bring a sitting to the ends that hold by these terms; say whether anything moved."""
    before = (attempt.ends_at, attempt.stages)
    ends = ends_at(terms.on(rules), replace(window, until=terms.until), attempt.started_at)
    if attempt.ends_at is not None and ends > attempt.ends_at:
        attempt.ends_at = ends
    stages = stages_of(attempt.stages)
    if stages is not None and asked is not None:
        sections = terms.on_sections(asked.payload)
        longer = lengthened(stages, sections, ends=attempt.ends_at, now=attempt.latest)
        attempt.stages = [stage.to_json() for stage in longer]
    return bool((attempt.ends_at, attempt.stages) != before)


def _attempts(enrolment: Enrolment, exam: EditionItem) -> AttemptQuerySet:
    return Attempt.objects.filter(enrolment=enrolment, activity_uuid=exam.activity_uuid)
