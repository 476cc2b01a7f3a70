"""Who in a unit holds a course, who does not, who is taking it, and whose certificate expires soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from certificates.queries.search import EXPIRES_SOON, StateWanted, in_state, within_units
from courses.models import Course, Enrolment
from officers.models import Act, Officer, Unit
from officers.roles import officers_for

__all__ = ["CoverageLine", "Who", "coverage", "coverage_lines"]


class Who(TextChoices):
    """Whom a list of coverage shows."""

    ALL = "", _("Everybody")
    HOLDS = "holds", _("Who holds it")
    LACKS = "lacks", _("Who does not hold it")
    LEARNS = "learns", _("Who is taking it")
    SOON = "soon", _("Whose certificate expires within 90 days")


@dataclass(frozen=True)
class CoverageLine:
    """An officer who serves, and the certificate by which the course is held; empty: it is not.

    ``learning``: whether the officer is taking it now. ``lost_on``: the last day of an older certificate, where the
    course is held no more.
    """

    record: UUID
    login: str
    name: str
    rank: str
    unit: str
    serial: str
    expires_on: date | None
    soon: bool
    learning: bool
    lost_on: date | None


def coverage(by: Officer, *, course: Course, units: Sequence[Unit], who: str, today: date) -> QuerySet[Officer]:
    """Return the officers of units who serve, with the best certificate of a course; one statement when read.

    The best is the one that holds longest, one without an end before all others.
    """
    own = Certificate.objects.filter(award__officer=OuterRef("pk"), award__edition__course=course)
    best = own.filter(in_state(StateWanted.VALID, today)).order_by(F("expires_on").desc(nulls_first=True), "-pk")
    past = own.filter(in_state(StateWanted.EXPIRED, today)).order_by("-expires_on")
    learning = Enrolment.objects.filter(officer=OuterRef("pk"), course=course, state=Enrolment.State.ACTIVE)
    officers = (
        officers_for(by, Act.VIEW_RECORD)
        .filter(within_units(units, "unit"), status__in=[Officer.Status.ACTIVE, Officer.Status.ON_LEAVE])
        .annotate(serial=Subquery(best.values("serial")[:1]), expires_on=Subquery(best.values("expires_on")[:1]))
        .annotate(lost_on=Subquery(past.values("expires_on")[:1]), learning=Exists(learning))
    )
    return officers.filter(_wanted(who, today)).select_related("rank", "unit").order_by("search_name", "pk")


def coverage_lines(officers: Iterable[Officer], today: date) -> list[CoverageLine]:
    """Return the lines of officers of ``coverage``."""
    return [_line(officer, today + EXPIRES_SOON) for officer in officers]


def _wanted(who: str, today: date) -> Q:
    return {
        Who.ALL: Q(),
        Who.HOLDS: Q(serial__isnull=False),
        Who.LACKS: Q(serial=None),
        Who.LEARNS: Q(learning=True),
        Who.SOON: Q(expires_on__lte=today + EXPIRES_SOON),
    }[Who(who)]


def _line(officer: Officer, soon: date) -> CoverageLine:
    expires_on: date | None = officer.expires_on  # type: ignore[attr-defined]  # read along
    serial: str | None = officer.serial  # type: ignore[attr-defined]  # read along
    return CoverageLine(
        record=officer.public_id,
        login=officer.login,
        name=officer.get_full_name(),
        rank=officer.rank.name if officer.rank else "",
        unit=officer.unit.name if officer.unit else "",
        serial=serial or "",
        expires_on=expires_on,
        soon=expires_on is not None and expires_on <= soon,
        learning=officer.learning,  # type: ignore[attr-defined]  # read along
        lost_on=None if serial else officer.lost_on,  # type: ignore[attr-defined]  # read along
    )
