"""Taking up a complaint, and deciding it."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.complaint_rules import FOLLOWS
from assessments.models.complaint import Complaint, ComplaintStep
from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import NotPermitted, require
from officers.services.notify import notify

__all__ = ["AnsweredMeanwhile", "OwnComplaint", "answer_complaint", "require_decider"]

State = Complaint.State
_ACTS = {
    State.UNDER_REVIEW: "complaint.take_up", State.UPHELD: "complaint.uphold", State.DISMISSED: "complaint.dismiss",
}  # fmt: skip


class AnsweredMeanwhile(Refusal):
    """Somebody else was first."""

    code = "answered_meanwhile"
    message = _(
        "Somebody else has answered this complaint meanwhile. Nothing of yours was saved; read what was decided."
    )


class OwnComplaint(Refusal):
    """Nobody decides on his own mark."""

    code = "own_complaint"
    message = _("You cannot decide on a complaint of your own.")


def answer_complaint(*, complaint: Complaint, state: str, text: str, by: Officer, seen: int) -> ComplaintStep:
    """Take a complaint up, uphold it or dismiss it; the officer gets a notice.

    Needs ``Act.DECIDE_MARK`` on the course. seen: how many steps there were when the page was shown. By itself it
    changes no mark. Raises ``NotPermitted``, ``OwnComplaint`` and ``AnsweredMeanwhile``.
    """
    require_decider(complaint, by)
    try:
        with transaction.atomic():
            newest = complaint.history.order_by("-number").first()
            number, before = (newest.number, newest.state) if newest else (0, State.FILED.value)
            if seen != number or state not in FOLLOWS[before]:
                raise AnsweredMeanwhile
            step = ComplaintStep.objects.create(
                complaint=complaint, number=number + 1, state=state, text=text, by=by, at=timezone.now()
            )
            record(by=by, act=_ACTS[State(state)], on=complaint, changed=["state"], why=text)
            _tell(complaint, step)
    except IntegrityError as error:  # both saw the same step; the number is given once
        raise AnsweredMeanwhile from error
    return step


def require_decider(complaint: Complaint, by: Officer) -> None:
    """Raise unless the person may decide on the marks of the complaint's course, and it is not his own."""
    enrolment = complaint.attempt.enrolment
    if enrolment is None:
        raise NotPermitted
    require(by, Act.DECIDE_MARK, on=enrolment.course.scope)
    if complaint.attempt.officer_id == by.pk:
        raise OwnComplaint


def _tell(complaint: Complaint, step: ComplaintStep) -> None:
    attempt = complaint.attempt
    notify(
        officer=attempt.officer, kind="complaint.answered", at=step.at,
        address=reverse("assessments:complaints", args=[attempt.public_id]),
        arguments={"exam": attempt.item.title if attempt.item else "", "state": step.state, "slot": complaint.slot},
    )  # fmt: skip
