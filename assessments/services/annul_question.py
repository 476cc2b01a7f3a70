"""Annulling a question: it counts as right for everybody who was asked it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.annulment import Annulment
from assessments.models.attempt import Attempt
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import changes_by_annulling, digest
from assessments.services.finish_marking import finish_marking
from assessments.services.follow_marks import Decision
from assessments.services.locked_attempt import locked_attempt
from assessments.services.make_again import OtherEffects, lock_sitters, make_again
from audit.services.record import record
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import NotPermitted, require

__all__ = ["AlreadyAnnulled", "OtherEffects", "annul_question"]


class AlreadyAnnulled(Refusal):
    """A version is annulled once."""

    code = "already_annulled"
    message = _("This version of the question has been annulled already.")


def annul_question(*, version: QuestionVersion, why: str, by: Officer, looked_at: str) -> Annulment:
    """Annul a version of a question and make every mark again that rests on it; all of them or none.

    Needs ``Act.DECIDE_MARK`` on the course of the bank; one person suffices, since no mark falls. looked_at: the
    ``digest`` of the changes that were shown. Each mark is a new ``AttemptMark``; see ``make_again``. Raises
    ``NotPermitted``, ``AlreadyAnnulled`` and ``OtherEffects``.

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
        lock_sitters(version)
        found = changes_by_annulling(version)
        if digest(found) != looked_at:
            raise OtherEffects
        annulment = _insert(version, why, by, now)
        record(by=by, act="question.annul", on=version, changed=["marks"], why=why)
        decision = Decision(f"annulment:{annulment.pk}", "question.annulled", why, by, now)
        make_again(found, decision)
        _finish_waiting(version, decision)
    with transaction.atomic():
        lock_sitters(version)
        make_again(changes_by_annulling(version), decision)
        _finish_waiting(version, decision)
    return annulment


def _finish_waiting(version: QuestionVersion, decision: Decision) -> None:
    """Give their marks to attempts of which nothing waits any more, since a person was to mark this question."""
    waiting = Attempt.objects.being_marked().filter(answers_to_mark__version=version, answers_to_mark__marks=0)
    for pk, enrolment_id in waiting.order_by("enrolment").values_list("pk", "enrolment_id"):
        # Locked by ``lock_sitters``; read again, as everything that moves an enrolment wants it.
        enrolment = Enrolment.objects.locked(enrolment_id or 0)
        finish_marking(
            attempt=locked_attempt(pk, enrolment), enrolment=enrolment, evidence=decision.evidence, why=decision.why,
            by=decision.by, at=decision.at,
        )  # fmt: skip


def _insert(version: QuestionVersion, why: str, by: Officer, now: datetime) -> Annulment:
    try:
        with transaction.atomic():
            return Annulment.objects.create(version=version, why=why, by=by, at=now)
    except IntegrityError as error:
        raise AlreadyAnnulled from error
