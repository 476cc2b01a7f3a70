"""Completing the course of an enrolment of which nothing is missing."""

from datetime import datetime
from decimal import Decimal
from functools import partial

from django.db import transaction

from audit.services.record import record
from courses.models import Enrolment
from courses.queries.final_marks import final_marks
from courses.queries.required import required_undone
from courses.signals import enrolment_completed
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["complete_when_done"]


def complete_when_done(*, enrolment: Enrolment, by: Officer | None, at: datetime) -> None:
    """Complete an active enrolment, of ``Enrolment.objects.for_change``, when every required activity is done.

    ``enrolment_completed`` is sent after the commit.
    """
    if required_undone(enrolment).exists():
        return
    mark = final_marks(enrolment.edition, [enrolment.pk])[enrolment.pk]
    enrolment.end(Enrolment.State.COMPLETED, at, final_mark=mark)
    record(by=by, act="enrolment.complete", on=enrolment, changed=["state", "final_mark"])
    notify(
        officer=enrolment.officer, kind="enrolment.completed", at=at, address=enrolment.get_absolute_url(),
        arguments={"course": enrolment.edition.public_title, "mark": _words(enrolment.final_mark)},
    )  # fmt: skip
    # robust: a receiver's fault must not become an error of the act that completed the course.
    transaction.on_commit(
        partial(enrolment_completed.send_robust, sender=Enrolment, enrolment_id=enrolment.pk), robust=True
    )


def _words(mark: Decimal | None) -> str:
    return "" if mark is None else str(mark)
