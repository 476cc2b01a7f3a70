"""Requests for a new password as those see them who confirm the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from officers.models import Act, Grant, LoginLink, Officer, PasswordRequest, Posting
from officers.roles import Scope, may, officers_for

__all__ = [
    "AGAIN_WITHIN", "RequestLine", "confirmed_lately", "request_in_reach", "request_lines", "requests_in_reach",
    "requests_to_decide",
]  # fmt: skip

#: So long whoever confirmed may make another link: a button pressed twice, a sheet that did not print.
AGAIN_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class RequestLine:
    """A request, with what to ask the person. ``dni_end``: the last digits; ``can_confirm``: by whoever looks."""

    public_id: UUID
    name: str
    login: str
    dni_end: str
    rank: str
    unit: str
    serves_there_since: date | None
    at: datetime
    until: datetime
    confirmed_at: datetime | None
    can_confirm: bool


def requests_to_decide(by: Officer, now: datetime) -> QuerySet[PasswordRequest]:
    """Return the requests that wait, of those whom ``by`` may confirm, the oldest first; never his own."""
    people = officers_for(by, Act.CONFIRM_PERSON).filter(is_active=True).exclude(pk=by.pk)
    waiting = PasswordRequest.objects.filter(state=PasswordRequest.State.WAITING, until__gt=now)
    return waiting.filter(login__in=people.values("login")).order_by("at", "pk")


def confirmed_lately(by: Officer, now: datetime) -> QuerySet[PasswordRequest]:
    """Return those that ``by`` confirmed within the hour and whose link nobody has used yet."""
    used = LoginLink.objects.filter(officer=OuterRef("officer"), used_at__gte=OuterRef("decided_at"))
    confirmed = PasswordRequest.objects.filter(
        state=PasswordRequest.State.CONFIRMED, by=by, decided_at__gt=now - AGAIN_WITHIN
    )
    return confirmed.exclude(Exists(used))


def requests_in_reach(by: Officer, now: datetime) -> QuerySet[PasswordRequest]:
    """Return those to decide and, before them, those confirmed lately."""
    within = Q(pk__in=requests_to_decide(by, now).values("pk")) | Q(pk__in=confirmed_lately(by, now).values("pk"))
    return PasswordRequest.objects.filter(within).order_by(F("decided_at").asc(nulls_last=True), "at", "pk")


def request_in_reach(by: Officer, public_id: UUID, now: datetime) -> PasswordRequest | None:
    """Return one of them; None for what is not there for ``by``."""
    return requests_in_reach(by, now).filter(public_id=public_id).first()


def request_lines(by: Officer, requests: Iterable[PasswordRequest]) -> list[RequestLine]:
    """Return a page of them with the persons' data; one statement."""
    rows = list(requests)
    posting = Posting.objects.filter(officer=OuterRef("pk"), until=None)
    held = Grant.objects.in_force().filter(officer=OuterRef("pk"))
    people = {
        officer.login: officer
        for officer in Officer.objects.filter(login__in=[row.login for row in rows])
        .select_related("unit", "rank")
        .annotate(served_since=Subquery(posting.values("since")[:1]), holds_a_role=Q(Exists(held)))
    }
    return [_line(by, row, people[row.login]) for row in rows if row.login in people]


def _line(by: Officer, row: PasswordRequest, officer: Officer) -> RequestLine:
    where = Scope(unit=officer.unit) if officer.unit else None
    holds_a_role: bool = officer.holds_a_role  # type: ignore[attr-defined]  # read along
    return RequestLine(
        public_id=row.public_id,
        name=officer.get_full_name(),
        login=officer.login,
        dni_end=(officer.dni or "")[-3:],
        rank=officer.rank.name if officer.rank else "",
        unit=officer.unit.name if officer.unit else "",
        serves_there_since=officer.served_since,  # type: ignore[attr-defined]  # read along
        at=row.at,
        until=row.until,
        confirmed_at=row.decided_at,
        can_confirm=not holds_a_role or may(by, Act.GRANT_ROLE, on=where),
    )
