"""Attempts of an officer, found through the door."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import Http404

from assessments.models.attempt import Attempt
from assessments.models.late_decision import LateDecision
from assessments.models.mark import AttemptMark
from assessments.queries.clock import is_past_end, latest, mark
from assessments.queries.decisions import further_in
from assessments.queries.late_rows import late_rows
from assessments.queries.window import with_dates_for_all
from courses import access
from courses.models.edition import Edition
from officers.asking import Asker, recognised
from officers.composed import composed

__all__ = ["attempt_or_404", "finished_or_404", "is_overdue", "own_attempt_or_404"]


def attempt_or_404(asker: Asker, public_id: UUID) -> Attempt:
    """Return the officer's own attempt whose course may (still) be seen, or raise ``Http404``.

    One statement, and one more for a reserved course; the database's clock comes along as ``now``. Loaded with it:
    ``officer`` (with the rank), ``item.edition`` and ``enrolment.edition`` (facts, not the covers), ``enrolment.run``,
    ``enrolment.course``.
    """
    return _let_through(asker, _sat.first(public_id=public_id, officer=asker.pk))


def finished_or_404(asker: Asker, public_id: UUID) -> Attempt:
    """Do as ``attempt_or_404`` for a review.

    Read in the same statement: the run's dates and what else ``window_for_all`` wants, the lines of the newest marking
    as ``marked`` and its number as ``marking``, as ``first_marked_at`` when one that waited for a person got its mark,
    as ``has_further`` whether a further answer of a question that the exam may ask was accepted, as ``not_counted`` at
    how many questions an answer came after the end (None: at none), and as ``late_counted`` at how many one of them
    counts by a decision (None: at none), and as ``mark_of_clock`` which moment is known to have passed.
    """
    return _let_through(asker, _finished.first(public_id=public_id, officer=asker.pk))


@composed
def _finished(public_id: UUID, officer: int) -> QuerySet[Attempt]:
    newest = AttemptMark.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    # Not the first marking of all: after a sitting was opened again it is another that waited.
    waited = AttemptMark.objects.filter(attempt=OuterRef("attempt"), mark=None).order_by("-number")
    first = AttemptMark.objects.filter(
        attempt=OuterRef("pk"), mark__isnull=False, number__gt=Subquery(waited.values("number")[:1])
    ).order_by("number")
    decided = LateDecision.objects.filter(attempt=OuterRef("pk")).values("attempt")
    rows: QuerySet[Attempt] = with_dates_for_all(_own(officer, public_id), run=OuterRef("enrolment__run")).annotate(
        marked=Subquery(newest.values("slots")[:1]),
        marking=Subquery(newest.values("number")[:1]),
        first_marked_at=Subquery(first.values("at")[:1]),
        mark_of_clock=mark(),
        has_further=Exists(further_in(OuterRef("item"))),
        not_counted=Subquery(late_rows(OuterRef("pk"))),
        late_counted=Subquery(decided.annotate(slots=Count("slot", distinct=True)).values("slots")),
    )
    return rows[:1]


def own_attempt_or_404(asker: Asker, public_id: UUID) -> Attempt:
    """Return the officer's own attempt for saving: started, it is its own permission."""
    attempt = _sat.first(public_id=public_id, officer=asker.pk)
    if attempt is None:
        raise Http404
    recognised(asker, attempt.officer)
    return attempt


@composed
def _sat(public_id: UUID, officer: int) -> QuerySet[Attempt]:
    return _own(officer, public_id)[:1]


def _own(officer: int, public_id: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(public_id=public_id, officer=officer).annotate(now=Now(), latest=latest())
    return rows.select_related(
        "officer__rank", "item__edition", "enrolment__run", "enrolment__course", "enrolment__edition"
    ).defer("item__search_text", *Edition.cover_at("item__edition", "enrolment__edition"))


def _let_through(asker: Asker, attempt: Attempt | None) -> Attempt:
    if attempt is None or attempt.enrolment is None:
        raise Http404
    if not access.seen_among(recognised(asker, attempt.officer), [attempt.enrolment.course]):
        raise Http404
    return attempt


def is_overdue(attempt: Attempt) -> bool:
    """Whether an attempt of ``attempt_or_404`` is open though its time is over."""
    return attempt.state == Attempt.State.OPEN and is_past_end(attempt)
