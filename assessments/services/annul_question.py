"""Annulling a question: it counts as right for everybody who was asked it."""

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.annulment import Annulment
from assessments.models.mark import AttemptMark
from assessments.models.question import QuestionVersion
from assessments.queries.annulment import Change, Changed, asked, changes, digest
from audit.services.record import record
from courses.marks import to_text
from courses.models.enrolment import Enrolment
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import NotPermitted, require
from officers.services.notify import notify

__all__ = ["AlreadyAnnulled", "OtherEffects", "annul_question"]


class AlreadyAnnulled(Refusal):
    """A version is annulled once."""

    code = "already_annulled"
    message = _("This version of the question has been annulled already.")


class OtherEffects(Refusal):
    """Attempts were submitted since the effects were looked at."""

    code = "other_effects"
    message = _("The effects are others by now, since somebody submitted an attempt. Look at the list again.")


def annul_question(*, version: QuestionVersion, why: str, by: Officer, looked_at: str) -> Annulment:
    """Annul a version of a question and make every mark again that rests on it; all of them or none.

    Needs ``Act.DECIDE_MARK`` on the course of the bank; one person suffices, since no mark falls. looked_at: the
    ``digest`` of the changes that were shown. Each mark is a new ``AttemptMark``; an enrolment that had failed by
    the exam goes on, or is completed, also where its run is over; one that is completed keeps its final mark,
    which stands on paper. Raises ``NotPermitted``, ``AlreadyAnnulled`` and ``OtherEffects``.

    Locks the enrolments of all attempts of the exams that may ask it, so that a sitting which is being submitted
    comes before or after. Whoever begins and ends one during the transaction was marked without knowing of it:
    a second look after the commit finds him.
    """
    course = version.question.bank.course
    if course is None:
        raise NotPermitted
    require(by, Act.DECIDE_MARK, on=course.scope)
    now = timezone.now()
    with transaction.atomic():
        _lock(version)
        found = changes(version)
        if digest(found) != looked_at:
            raise OtherEffects
        annulment = _insert(version, why, by, now)
        record(by=by, act="question.annul", on=version, changed=["marks"], why=why)
        _make_again(found, annulment)
    with transaction.atomic():
        _lock(version)
        _make_again(changes(version), annulment)
    return annulment


def _lock(version: QuestionVersion) -> None:
    list(Enrolment.objects.for_change().filter(pk__in=asked(version).values("enrolment")).order_by("pk"))


def _insert(version: QuestionVersion, why: str, by: Officer, now: datetime) -> Annulment:
    try:
        with transaction.atomic():
            return Annulment.objects.create(version=version, why=why, by=by, at=now)
    except IntegrityError as error:
        raise AlreadyAnnulled from error


def _make_again(found: list[Changed], annulment: Annulment) -> None:
    AttemptMark.objects.bulk_create(_marking(change, annulment) for changed in found for change in changed.changes)
    for changed in found:
        for change in changed.changes:
            _write(change)
        _move(changed, annulment)


def _marking(change: Change, annulment: Annulment) -> AttemptMark:
    lines = [
        {
            "slot": line.slot, "version": str(line.version), "weight": to_text(line.weight),
            "fraction": to_text(line.fraction), "reasons": list(line.reasons), "response": line.response,
        }
        for line in change.lines
    ]  # fmt: skip
    number = change.attempt.marking + 1  # type: ignore[attr-defined]  # of ``changes``
    return AttemptMark(
        attempt=change.attempt, number=number, slots=lines, fraction=to_text(change.fraction), mark=change.after,
        passed=change.passed, by=annulment.by, why=annulment.why, at=annulment.at,
    )  # fmt: skip


def _write(change: Change) -> None:
    attempt = change.attempt
    attempt.fraction, attempt.mark, attempt.passed = to_text(change.fraction), change.after, change.passed
    attempt.save(update_fields=["fraction", "mark", "passed"])


def _move(changed: Changed, annulment: Annulment) -> None:
    """Bring the enrolment up to its new marks, and tell the officer."""
    # Locked above; read again, as everything that moves an enrolment wants it.
    enrolment = Enrolment.objects.locked(changed.enrolment.pk)
    if changed.passes:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(
                enrolment=enrolment, activity=changed.activity, by=annulment.by, why=annulment.why, at=annulment.at,
                is_done=True,
            )  # fmt: skip
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=changed.activity, state=changed.state,
        fraction=changed.fraction, evidence=f"annulment:{annulment.pk}", by=annulment.by,
    )  # fmt: skip
    last = changed.changes[-1]
    notify(
        officer=enrolment.officer, kind="question.annulled", at=annulment.at, address=enrolment.get_absolute_url(),
        arguments={"exam": changed.title, "before": str(last.before), "after": str(last.after)},
    )  # fmt: skip
