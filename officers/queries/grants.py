"""Who can do what: the grants that somebody may look after, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from kernel.folding import fold
from officers.models import Grant, Officer, ScopeKind
from officers.models.grant import GrantQuerySet
from officers.roles import ROLES_BY_ACT, TWO_PERSON_ROLES, grants_of
from officers.scopes import shown_scopes, within

__all__ = ["STATES", "GrantLine", "administering", "filtered", "grant_within", "grants_within", "lines"]

#: What the list may be narrowed to, beside all: in force, beginning later, ended by date or withdrawn.
STATES = ("in_force", "later", "ended")


@dataclass(frozen=True)
class GrantLine:
    """A grant in the list; of a course that the reader may not see, scope and reason name nothing."""

    id: int
    login: str
    officer: str
    role: str
    scope: str
    since: date
    until: date | None
    by: str
    reason: str
    withdrawn_at: datetime | None
    is_open: bool


def administering() -> GrantQuerySet:
    """Return the grants in force by which somebody gives every role everywhere."""
    return Grant.objects.in_force().everywhere().filter(role__in=TWO_PERSON_ROLES, officer__is_active=True)


def grants_within(by: Officer) -> GrantQuerySet:
    """Return the grants that the person may withdraw, whatever their state: those that he could have given."""
    reach = Q(pk__in=[])
    for act, roles in ROLES_BY_ACT.items():
        reach |= Q(role__in=roles) & _reach(grants_of(by, act))
    return Grant.objects.filter(reach)


def grant_within(by: Officer, pk: int) -> Grant | None:
    """Return one of them that has not ended, officer, unit and area loaded."""
    rows = grants_within(by).filter(pk=pk).exclude(_ended())
    return rows.select_related("officer__rank", "unit", "area", "by__rank").first()


def filtered(rows: GrantQuerySet, *, q: str = "", role: str = "", kind: str = "", state: str = "") -> GrantQuerySet:
    """Return those of an officer (number, or parts of the name), role, kind of scope and state; by name."""
    for word in fold(q).split():
        rows = rows.filter(Q(officer__search_name__contains=word) | Q(officer__login__icontains=word))
    if role:
        rows = rows.filter(role=role)
    if kind == ScopeKind.EVERYWHERE:
        rows = rows.everywhere()
    elif kind:
        rows = rows.filter(**{f"{kind}__isnull": False})
    if state == "in_force":
        rows = rows.in_force()
    elif state == "later":
        rows = rows.filter(withdrawn_at=None, since__gt=timezone.localdate())
    elif state == "ended":
        rows = rows.filter(_ended())
    return rows.select_related("officer__rank", "unit", "area", "by__rank").order_by("officer__search_name", "pk")


def lines(by: Officer, grants: Sequence[Grant]) -> list[GrantLine]:
    """Return loaded grants as the list shows them; at most two statements, whatever their number."""
    scopes, today = shown_scopes(grants, by), timezone.localdate()
    return [
        GrantLine(
            id=grant.pk, login=grant.officer.login, officer=grant.officer.get_full_name(),
            role=grant.get_role_display(), scope=scopes[grant.pk].words, since=grant.since, until=grant.until,
            by=grant.by.get_short_name() if grant.by else "",
            reason=grant.reason if scopes[grant.pk].is_named else "", withdrawn_at=grant.withdrawn_at,
            is_open=grant.withdrawn_at is None and (grant.until is None or grant.until > today),
        )
        for grant in grants
    ]  # fmt: skip


def _ended() -> Q:
    return Q(withdrawn_at__isnull=False) | Q(until__lte=timezone.localdate())


def _reach(held: Sequence[Grant]) -> Q:
    """Where these grants hold, as a filter over other grants."""
    if any((grant.unit_id, grant.area_id, grant.course, grant.run) == (None, None, None, None) for grant in held):
        return ~Q(pk__in=[])
    areas = {grant.area_id for grant in held if grant.area_id}
    courses = {grant.course for grant in held if grant.course}
    runs = {grant.run for grant in held if grant.run}
    reach = Q(area__in=areas) | Q(run__in=runs)
    reach |= Q(course__in=within(ScopeKind.COURSE, areas, courses))
    reach |= Q(run__in=within(ScopeKind.RUN, areas, courses))
    for grant in held:
        if grant.unit:
            reach |= Q(unit__path__startswith=grant.unit.path)
    return reach
