"""Making the award of a completed enrolment, once, with its certificate."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from certificates.models import Award
from certificates.services.issue import issue_certificate
from certificates.tasks import draw_certificate
from courses.models import ActivityState, Enrolment, Outcome
from courses.sweeping import sweep_rows
from kernel.refusal import Refusal
from officers.services.notify import notify

__all__ = ["NotCompleted", "award", "award_missed"]

#: So many awards in one sweep; the rest waits for the next.
BATCH = 500


class NotCompleted(Refusal):
    """Only a completed enrolment earns an award."""

    code = "not_completed"
    message = _("This course has not been completed.")


@transaction.atomic
def award(*, enrolment: Enrolment, at: datetime | None = None) -> Award:
    """Return the award of a completed enrolment, made now if there is none; raises ``NotCompleted``.

    Told again by a retry, by the sweep or by both at once it gives the same one: the enrolment's row is
    locked first (``IMMEDIATE`` on SQLite), and the constraint ``one_award_per_enrolment`` stands
    behind. The system awards by rule; no right is asked.
    """
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("officer__rank", "officer__unit", "edition__course")
        .get(pk=enrolment.pk)
    )
    made: Award | None = Award.objects.filter(enrolment=locked).first()
    if made is not None:
        return made
    if locked.state != Enrolment.State.COMPLETED or locked.ended_at is None:
        raise NotCompleted
    now = at or timezone.now()
    award = Award.objects.create(
        enrolment=locked, officer=locked.officer, edition=locked.edition, mark=locked.final_mark,
        completed_at=locked.ended_at, evidence=_evidence(locked), made_at=now,
    )  # fmt: skip
    record(by=None, act="award.make", on=award)
    certificate = issue_certificate(award=award, by=None, at=at)
    notify(
        officer=locked.officer, kind="certificate.issued", at=now, address=certificate.get_absolute_url(),
        arguments={"course": certificate.course_title, "serial": certificate.serial},
    )  # fmt: skip
    draw_certificate.enqueue(certificate.pk)  # part of this transaction: there after the commit, gone after a rollback
    return award


def award_missed() -> int:
    """Award what was completed and never awarded; return how many. Part of the sweep."""
    missed = Enrolment.objects.filter(state=Enrolment.State.COMPLETED, awards=None)
    return sweep_rows(missed, lambda pk: bool(award(enrolment=Enrolment.objects.get(pk=pk))), at_most=BATCH)


def _evidence(enrolment: Enrolment) -> list[dict[str, str]]:
    done = Outcome.objects.filter(enrolment=enrolment, state=ActivityState.DONE).order_by("pk")
    return [{"activity": str(outcome.activity_uuid), "evidence": outcome.evidence} for outcome in done]
