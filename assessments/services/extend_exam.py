"""What more attempts and minutes mean for one enrolment: it goes on, and a sitting under way ends later."""

from datetime import datetime

from django.db.models import QuerySet

from assessments.eligibility import Window, ends_at
from assessments.grading import counting_fraction
from assessments.models.attempt import Attempt
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
    done = _attempts(enrolment, exam).filter(state=Attempt.State.SUBMITTED).order_by("number")
    fractions = [from_text(text) for text in done.values_list("fraction", flat=True)]
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=exam.activity_uuid, state=ActivityState.STARTED,
        fraction=counting_fraction(fractions, rules.counting), evidence=evidence, by=by,
    )  # fmt: skip


def lengthen(enrolment: Enrolment, exam: EditionItem, terms: Terms, window: Window, now: datetime) -> None:
    """Move the end of a sitting under way, and of its sections that are open; never to an earlier moment."""
    rules = terms.on(ExamRules.from_payload(exam.payload))
    own = Window(window.run_starts, window.run_ends, window.opens, window.start_until, window.closes, terms.until)
    opened = _attempts(enrolment, exam).filter(state=Attempt.State.OPEN).select_related("item")
    for attempt in opened.select_for_update(no_key=True, of=("self",)):
        later = ends_at(rules, own, attempt.started_at)
        if attempt.ends_at is not None and later > attempt.ends_at:
            attempt.ends_at = later
        stages = stages_of(attempt.stages)
        if stages is not None and attempt.item is not None:
            sections = terms.on_sections(attempt.item.payload)
            longer = lengthened(stages, sections, ends=attempt.ends_at, now=now)
            attempt.stages = [stage.to_json() for stage in longer]
        attempt.save(update_fields=["ends_at", "stages"])


def _attempts(enrolment: Enrolment, exam: EditionItem) -> QuerySet[Attempt]:
    return Attempt.objects.filter(enrolment=enrolment, activity_uuid=exam.activity_uuid)
