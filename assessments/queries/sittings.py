"""The sittings on which somebody decides, and what would hang on taking one away: read before it is done, and again."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessments.grading import counting_fraction
from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingAnnulment
from assessments.queries.clock import latest
from assessments.queries.overrides import with_terms
from assessments.queries.present_exam import HeldExam, present_exam
from assessments.standing import exam_standing
from courses.gate import reach
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from kernel.canonical import sha256
from officers.models import Act, Officer

__all__ = ["Effects", "annulled_used", "effects_without", "sittings_within", "to_decide_on"]


@dataclass(frozen=True, slots=True)
class Effects:
    """Where the exam stands for the enrolment once a sitting is taken away.

    fraction: that counts then; None: no attempt is left that counts. before: the mark that counts by now. was_done:
    the exam is passed by now. goes_on: the enrolment had failed by this exam and goes on. ends: it fails by it.
    """

    enrolment: Enrolment
    state: str
    fraction: Fraction | None
    before: Decimal
    was_done: bool
    counts: bool
    others: int

    @property
    def mark(self) -> Decimal | None:
        """The mark that counts then."""
        return None if self.fraction is None else mark_of(self.fraction)

    @property
    def completed(self) -> bool:
        """Whether the course is completed: what stands on paper is not touched, HR decides."""
        return self.enrolment.state == Enrolment.State.COMPLETED

    @property
    def no_longer_passes(self) -> bool:
        """Whether an exam that was passed no longer is."""
        return self.was_done and self.state != ActivityState.DONE

    @property
    def below_paper(self) -> bool:
        """Whether the certificate says more than the mark that counts then."""
        return self.completed and self.counts and (self.no_longer_passes or (self.mark or Decimal(0)) < self.before)

    @property
    def goes_on(self) -> bool:
        """Whether an enrolment that had not been passed goes on by it."""
        return self.enrolment.state == Enrolment.State.FAILED and self.state != ActivityState.FAILED

    @property
    def ends(self) -> bool:
        """Whether the enrolment ends by it, not passed."""
        return self.enrolment.state == Enrolment.State.ACTIVE and self.state == ActivityState.FAILED

    @property
    def digest(self) -> str:
        """What names these effects: what is confirmed must be what was looked at."""
        fraction = None if self.fraction is None else to_text(self.fraction)
        return sha256([self.enrolment.state, self.state, fraction, str(self.before), self.was_done, self.others])


def sittings_within(officer: Officer) -> QuerySet[Attempt]:
    """Return the attempts in the courses on whose marks the officer decides; both doors agree."""
    return Attempt.objects.filter(enrolment__course__in=reach.courses(officer, Act.DECIDE_MARK)).defer(
        "seed", "item__payload", "item__search_text", "item__edition__payload", "item__edition__search_text"
    )


def to_decide_on(pk: int, enrolment: Enrolment) -> Any:
    """Return an attempt, locked, with its terms and its ``latest`` moment; the caller has locked its enrolment."""
    rows = with_terms(Attempt.objects.filter(pk=pk), enrolment=enrolment.pk).annotate(latest=latest())
    return rows.select_related("item__edition").select_for_update(no_key=True, of=("self",)).get()


def annulled_used(enrolment: int, activity: Any) -> int:
    """Return how many annulled sittings of an exam count as attempts used; one statement."""
    of_exam = {"attempt__enrolment": enrolment, "attempt__activity_uuid": activity}
    return SittingAnnulment.objects.filter(**of_exam, is_used=True).count()


def effects_without(attempt: Any, enrolment: Enrolment, *, is_used: bool, goes_on: bool = False) -> Effects:
    """Return where the exam stands without an attempt of ``with_terms``. goes_on: because it is opened again."""
    exam = present_exam(attempt, enrolment)
    of_exam = Attempt.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    rows = list(of_exam.order_by("number").values_list("pk", "state", "fraction", "mark"))
    done = {pk: from_text(text) for pk, state, text, _mark in rows if state == Attempt.State.SUBMITTED and text}
    others = [fraction for pk, fraction in done.items() if pk != attempt.pk]
    counted = counting_fraction(list(done.values()), exam.rules.counting)
    used = annulled_used(enrolment.pk, attempt.activity_uuid) + is_used
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid).first()
    was_done = stood is not None and stood.state == ActivityState.DONE
    state, fraction = _standing(others, exam, used)
    under_way = goes_on or any(each != Attempt.State.ANNULLED and mark is None for _pk, each, _text, mark in rows)
    if under_way and state == ActivityState.FAILED:
        state = ActivityState.STARTED
    if was_done and fraction is not None and fraction >= counted:  # passed by the rules of its day
        state = ActivityState.DONE
    return Effects(
        enrolment=enrolment, state=state, fraction=fraction, before=mark_of(counted), was_done=was_done,
        counts=exam.rules.counts, others=len(others),
    )  # fmt: skip


def _standing(fractions: list[Fraction], exam: HeldExam, used: int) -> tuple[str, Fraction | None]:
    if fractions:
        return exam_standing(fractions, exam.rules, exam.pass_mark, annulled=used)
    is_over = exam.rules.counts and exam.rules.attempts_left(used) == 0
    return (ActivityState.FAILED if is_over else ActivityState.STARTED), None
