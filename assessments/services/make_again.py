"""Making marks again by a decision about a question: part of the act that decides, under its locks."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from assessments.models.mark import AttemptMark
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import Change, Changed, asked
from courses.marks import to_text
from courses.models.enrolment import Enrolment
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from kernel.refusal import Refusal
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["Decision", "OtherEffects", "lock_sitters", "make_again"]


class OtherEffects(Refusal):
    """Attempts were submitted since the effects were looked at."""

    code = "other_effects"
    message = _("The effects are others by now, since somebody submitted an attempt. Look at the list again.")


@dataclass(frozen=True, slots=True)
class Decision:
    """By what marks are made again. evidence: names its row; notice: the kind of notice that tells of it."""

    evidence: str
    notice: str
    why: str
    by: Officer
    at: datetime


def lock_sitters(version: QuestionVersion) -> None:
    """Lock the enrolments of all attempts of the exams that may ask a version, in the order of their keys."""
    list(Enrolment.objects.for_change().filter(pk__in=asked(version).values("enrolment")).order_by("pk"))


def make_again(found: Sequence[Changed], decision: Decision) -> None:
    """Write what a dry run found: the new markings, the marks of attempts, the enrolments, and notices.

    The caller has locked (``lock_sitters``) and read it in the same transaction. An enrolment that had failed by the
    exam goes on, or is completed, also where its run is over; one that is completed keeps its final mark, which
    stands on paper.
    """
    AttemptMark.objects.bulk_create(_marking(change, decision) for changed in found for change in changed.changes)
    for changed in found:
        for change in changed.changes:
            _write(change)
        _move(changed, decision)


def _marking(change: Change, decision: Decision) -> AttemptMark:
    number = change.attempt.marking + 1  # type: ignore[attr-defined]  # of ``corrections``
    return AttemptMark(
        attempt=change.attempt, number=number, slots=[line.to_json() for line in change.lines],
        fraction=to_text(change.fraction), mark=change.after, passed=change.passed,
        by=decision.by, why=decision.why, at=decision.at,
    )  # fmt: skip


def _write(change: Change) -> None:
    attempt = change.attempt
    attempt.fraction, attempt.mark, attempt.passed = to_text(change.fraction), change.after, change.passed
    attempt.save(update_fields=["fraction", "mark", "passed"])


def _move(changed: Changed, decision: Decision) -> None:
    """Bring the enrolment up to its new marks, and tell the officer."""
    # Locked by the caller; read again, as everything that moves an enrolment wants it.
    enrolment = Enrolment.objects.locked(changed.enrolment.pk)
    if changed.passes:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(
                enrolment=enrolment, activity=changed.activity, by=decision.by, why=decision.why, at=decision.at,
                is_done=True,
            )  # fmt: skip
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=changed.activity, state=changed.state,
        fraction=changed.fraction, evidence=decision.evidence, by=decision.by,
    )  # fmt: skip
    last = changed.changes[-1]
    notify(
        officer=enrolment.officer, kind=decision.notice, at=decision.at, address=enrolment.get_absolute_url(),
        arguments={"exam": changed.title, "before": str(last.before), "after": str(last.after)},
    )  # fmt: skip
