"""An officer's training record: where he served, what he took and earned, as of a moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.http import Http404

from certificates.models import Certificate
from certificates.queries.search import FoundCertificate, found_certificates
from certificates.verdict import VerdictState
from courses.access import seen_among
from courses.marks import from_text, mark_of
from courses.models import ActivityState, EditionItem, Enrolment, Progress
from officers.models import Act, Officer, Posting
from officers.queries.people import found_by
from officers.roles import officers_for

__all__ = ["CountingMark", "Record", "TakenCourse", "officer_or_404", "officers_found", "record_of"]

#: So many people with a name are offered beside the certificates.
_OFFERED = 8


@dataclass(frozen=True)
class CountingMark:
    """The mark that counts of an exam: of the attempt by which its outcome stands."""

    label: str
    title: str
    mark: Decimal
    passed: bool
    at: datetime


@dataclass(frozen=True)
class TakenCourse:
    """An enrolment, by the public title of its edition; titles of exams only for who may see the course."""

    code: str
    title: str
    run: str
    state: str
    made_at: datetime
    ended_at: datetime | None
    mark: Decimal | None
    exams: Sequence[CountingMark]


@dataclass(frozen=True)
class Record:
    """The record on one page. ``hours``: academic hours by year of completion, of what was not taken back."""

    officer: Officer
    postings: Sequence[Posting]
    courses: Sequence[TakenCourse]
    certificates: Sequence[FoundCertificate]
    hours: Sequence[tuple[int, int]]
    at: datetime

    @property
    def all_hours(self) -> int:
        """The sum of all years."""
        return sum(hours for _year, hours in self.hours)


def officer_or_404(by: Officer, public_id: UUID) -> Officer:
    """Return an officer whose record a person may see; raise ``Http404`` for others and for nobody alike."""
    officers = officers_for(by, Act.VIEW_RECORD).select_related("rank", "unit")
    officer = officers.filter(public_id=public_id).first()
    if officer is None:
        raise Http404
    return officer


def officers_found(by: Officer, text: str) -> list[Officer]:
    """Return the first whose record a person may see and whom a text names, also those without a certificate."""
    officers = officers_for(by, Act.VIEW_RECORD).filter(found_by(text)).select_related("rank", "unit")
    return list(officers.order_by("search_name", "pk")[:_OFFERED]) if text.strip() else []


def record_of(officer: Officer, *, by: Officer, now: datetime) -> Record:
    """Return the record of an officer (``officer_or_404``) as ``by`` may see it; six statements at most."""
    enrolments = list(Enrolment.objects.filter(officer=officer).with_course().order_by("-made_at", "-pk"))
    seen = seen_among(by, [enrolment.course for enrolment in enrolments])
    exams = _exams(enrolments, seen)
    held = Certificate.objects.filter(award__officer=officer).order_by("-issued_on", "-pk")
    certificates = found_certificates(held, now)
    return Record(
        officer=officer,
        postings=list(officer.postings.select_related("unit", "rank")),
        courses=[_taken(enrolment, exams[enrolment.pk]) for enrolment in enrolments],
        certificates=certificates,
        hours=_hours(certificates),
        at=now,
    )


def _exams(enrolments: Sequence[Enrolment], seen: set[int]) -> dict[int, list[CountingMark]]:
    edition_of = {enrolment.pk: enrolment.edition_id for enrolment in enrolments}
    hidden = {enrolment.pk for enrolment in enrolments if enrolment.course_id not in seen}
    activities = EditionItem.objects.filter(edition__in=set(edition_of.values())).exclude(kind="module")
    items = {
        (edition, activity): (label, title)
        for edition, activity, label, title in activities.values_list("edition", "activity_uuid", "label", "title")
    }
    exams: dict[int, list[CountingMark]] = defaultdict(list)
    for progress in Progress.objects.filter(enrolment__in=edition_of).exclude(fraction=""):
        pk = progress.enrolment_id
        if (edition_of[pk], progress.activity_uuid) not in items:  # of an earlier edition; it no longer counts
            continue
        label, title = items[edition_of[pk], progress.activity_uuid]
        mark = mark_of(from_text(progress.fraction))
        passed = progress.state == ActivityState.DONE
        exams[pk].append(CountingMark(label, "" if pk in hidden else title, mark, passed, progress.at))
    for marks in exams.values():
        marks.sort(key=lambda exam: [int(part) for part in exam.label.split(".") if part.isdecimal()])
    return exams


def _taken(enrolment: Enrolment, exams: Sequence[CountingMark]) -> TakenCourse:
    return TakenCourse(
        code=enrolment.course.code,
        title=enrolment.edition.public_title,
        run=enrolment.run.code,
        state=enrolment.get_state_display(),
        made_at=enrolment.made_at,
        ended_at=enrolment.ended_at,
        mark=enrolment.final_mark,
        exams=exams,
    )


def _hours(certificates: Iterable[FoundCertificate]) -> list[tuple[int, int]]:
    years: dict[int, int] = defaultdict(int)
    for line in certificates:
        if line.state in {VerdictState.VALID, VerdictState.EXPIRED}:
            years[line.completed_on.year] += line.academic_hours
    return sorted(years.items(), reverse=True)
