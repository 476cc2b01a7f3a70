"""Ending an enrolment without success."""

from datetime import datetime

from audit.services.record import record
from courses.models import Enrolment
from officers.services.notify import notify

__all__ = ["EXAM", "RUN_ENDED", "fail_enrolment"]

#: Why an enrolment failed (docs/exams.md): words of the notice and of the audit.
EXAM = "exam"  #: a required exam has no attempt left
RUN_ENDED = "run_ended"  #: the run ended while the enrolment was active


def fail_enrolment(*, enrolment: Enrolment, reason: str, at: datetime) -> None:
    """End an active enrolment as not passed, or an open place as expired.

    The system's own act: the caller has locked the enrolment in its transaction and found it open.
    """
    learning = enrolment.state == Enrolment.State.ACTIVE
    state = Enrolment.State.FAILED if learning else Enrolment.State.EXPIRED
    enrolment.end(state, at)
    record(by=None, act=f"enrolment.{'fail' if learning else 'expire'}", on=enrolment, changed=["state"], why=reason)
    notify(
        officer=enrolment.officer, kind=f"enrolment.{state.value}", at=at, address=enrolment.get_absolute_url(),
        arguments={"course": enrolment.edition.public_title, "reason": reason},
    )  # fmt: skip
