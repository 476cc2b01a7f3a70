"""Making marks again by a decision about a question: part of the act that decides, under its locks."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.models.mark import AttemptMark
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import Change, Changed, asked
from assessments.services.follow_marks import Decision, follow_marks, marked_anew
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal

__all__ = ["OtherEffects", "lock_sitters", "make_again"]


class OtherEffects(Refusal):
    """Attempts were submitted since the effects were looked at."""

    code = "other_effects"
    message = _("The effects are others by now, since somebody submitted an attempt. Look at the list again.")


def lock_sitters(version: QuestionVersion) -> None:
    """Lock the enrolments of all attempts of the exams that may ask a version, in the order of their keys."""
    list(Enrolment.objects.for_change().filter(pk__in=asked(version).values("enrolment")).order_by("pk"))


def make_again(found: Sequence[Changed], decision: Decision) -> None:
    """Write what a dry run found: the new markings, the marks of attempts, the enrolments, and notices.

    The caller has locked (``lock_sitters``) and read it in the same transaction. What becomes of an enrolment:
    ``follow_marks``.
    """
    AttemptMark.objects.bulk_create(_marking(change, decision) for changed in found for change in changed.changes)
    for changed in found:
        _move(changed, decision)


def _marking(change: Change, decision: Decision) -> AttemptMark:
    number = change.attempt.marking + 1  # type: ignore[attr-defined]  # of ``corrections``
    return marked_anew(
        attempt=change.attempt, number=number, lines=change.lines, fraction=change.fraction, passed=change.passed,
        decision=decision,
    )  # fmt: skip


def _move(changed: Changed, decision: Decision) -> None:
    # Locked by the caller; read again, as everything that moves an enrolment wants it.
    enrolment, last = Enrolment.objects.locked(changed.enrolment.pk), changed.changes[-1]
    follow_marks(
        enrolment=enrolment, activity=changed.activity, state=changed.state, fraction=changed.fraction,
        decision=decision, address=enrolment.get_absolute_url(),
        arguments={"exam": changed.title, "before": str(last.before), "after": str(last.after)},
    )  # fmt: skip
