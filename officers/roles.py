"""The first door: may this person do this?

Asked of here and nowhere else. A grant in force gives its role's acts for its scope; a grant without
a scope gives them everywhere. Whether a person may *see* content is another question, asked of
``courses.access``.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models.area import Area
from officers.models.grant import Act, Grant, Role, ScopeKind
from officers.models.officer import Officer
from officers.models.unit import Unit

__all__ = [
    "CONTENT_ROLES",
    "ROLES_BY_ACT",
    "SCOPES_BY_ROLE",
    "TWO_PERSON_ROLES",
    "NotPermitted",
    "Scope",
    "acts_of",
    "areas_for",
    "grants_of",
    "may",
    "may_give",
    "may_somewhere",
    "officers_for",
    "require",
    "roles_to_give",
    "units_for",
]

_AUTHORING = frozenset({Act.USE_CMS, Act.READ_CONTENT, Act.EDIT_CONTENT})

#: What each role may do. ``docs/permissions.md`` is generated from this table.
_ACTS: dict[str, frozenset[str]] = {
    Role.AUTHOR: _AUTHORING,
    Role.REVIEWER: frozenset({Act.USE_CMS, Act.READ_CONTENT, Act.REVIEW_QUESTION}),
    Role.TRAINING_DIRECTOR: _AUTHORING
    | {Act.PUBLISH_EDITION, Act.SET_ACCESS, Act.LOWER_CLASSIFICATION, Act.MANAGE_RUNS, Act.VIEW_MARKS, Act.DECIDE_MARK}
    | {Act.MARK_ANSWERS, Act.GRANT_CONTENT_ROLE, Act.REVIEW_QUESTION},
    Role.INSTRUCTOR: frozenset({Act.READ_CONTENT, Act.VIEW_MARKS, Act.MARK_ANSWERS}),
    Role.STATION_COMMANDER: frozenset({Act.USE_CMS, Act.CONFIRM_PERSON, Act.VIEW_RECORD}),
    Role.HR_VERIFIER: frozenset(
        {
            Act.USE_CMS,
            Act.MANAGE_OFFICERS,
            Act.CONFIRM_PERSON,
            Act.VIEW_RECORD,
            Act.REVOKE_CERTIFICATE,
            Act.REINSTATE_CERTIFICATE,
            Act.REISSUE_CERTIFICATE,
        }
    ),
    Role.AUDITOR: frozenset({Act.USE_CMS, Act.READ_CONTENT, Act.VIEW_MARKS, Act.VIEW_RECORD, Act.VIEW_AUDIT}),
    Role.ADMINISTRATOR: frozenset({Act.USE_CMS, Act.GRANT_ROLE, Act.MANAGE_OFFICERS, Act.CONFIRM_PERSON, Act.OPERATE}),
}

#: For what each role is given: elsewhere its acts mean nothing, or reach further than one person should let them. A
#: grant that was made before holds on.
SCOPES_BY_ROLE: dict[str, frozenset[ScopeKind]] = {
    Role.AUTHOR: frozenset({ScopeKind.AREA, ScopeKind.COURSE}),
    Role.REVIEWER: frozenset({ScopeKind.AREA, ScopeKind.COURSE}),
    Role.TRAINING_DIRECTOR: frozenset({ScopeKind.EVERYWHERE, ScopeKind.AREA, ScopeKind.COURSE, ScopeKind.RUN}),
    Role.INSTRUCTOR: frozenset({ScopeKind.AREA, ScopeKind.COURSE, ScopeKind.RUN}),
    Role.STATION_COMMANDER: frozenset({ScopeKind.UNIT}),
    Role.HR_VERIFIER: frozenset({ScopeKind.EVERYWHERE, ScopeKind.UNIT}),
    Role.AUDITOR: frozenset({ScopeKind.EVERYWHERE, ScopeKind.UNIT, ScopeKind.AREA, ScopeKind.COURSE}),
    Role.ADMINISTRATOR: frozenset({ScopeKind.EVERYWHERE}),
}

#: Roles whose grant for an area, a course or a run also opens the content of it (``courses.access``).
CONTENT_ROLES: frozenset[str] = frozenset(role for role, acts in _ACTS.items() if Act.READ_CONTENT in acts)

#: Roles that whoever directs content gives for what he directs; all others need ``Act.GRANT_ROLE``.
ROLES_BY_ACT: dict[str, frozenset[str]] = {
    Act.GRANT_ROLE: frozenset(Role.values),
    Act.GRANT_CONTENT_ROLE: frozenset({Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR}),
}

#: Roles that are given by two persons: whoever holds one may give all the others.
TWO_PERSON_ROLES: frozenset[str] = frozenset(role for role, acts in _ACTS.items() if Act.GRANT_ROLE in acts)


class NotPermitted(Refusal):
    """The person holds no grant that gives this act here."""

    code = "not_permitted"
    message = _("You may not do this. Ask the administrator for the role that it needs.")


@dataclass(frozen=True)
class Scope:
    """Where an act takes place: a grant that covers any of these covers the act.

    Built by the app whose noun it is: a course gives its area and UUID, a run also its own UUID, an
    officer the unit.
    """

    unit: Unit | None = None
    area_id: int | None = None
    course: UUID | None = None
    run: UUID | None = None


def acts_of(role: str) -> frozenset[str]:
    """Return the acts that a role gives."""
    return _ACTS.get(role, frozenset())


def grants_of(by: Officer | AnonymousUser, act: str | None = None) -> list[Grant]:
    """Return the grants in force of a person, all or those that give ``act``.

    One query a person object (``request.user`` stands before one), none for who never held a role.
    """
    if not isinstance(by, Officer) or not by.is_active or not by.was_granted:
        return []
    held: list[Grant] | None = getattr(by, "_grants_in_force", None)
    if held is None:
        held = list(by.grants.in_force().select_related("unit", "area"))
        setattr(by, "_grants_in_force", held)  # noqa: B010 (a lazy object passes it on; the model does not declare it)
    return held if act is None else [grant for grant in held if act in acts_of(grant.role)]


def may_somewhere(by: Officer | AnonymousUser, act: str) -> bool:
    """Whether the person may do this for at least one scope: whether to show the way to it."""
    return bool(grants_of(by, act))


def areas_for(by: Officer | AnonymousUser, act: str) -> QuerySet[Area]:
    """Return the areas in which the person may do this."""
    if may(by, act):
        return Area.objects.all()
    return Area.objects.filter(pk__in={grant.area_id for grant in grants_of(by, act) if grant.area_id})


def units_for(by: Officer | AnonymousUser, act: str) -> QuerySet[Unit]:
    """Return the units in which the person may do this: those of the grants with all below them."""
    return Unit.objects.all() if may(by, act) else Unit.objects.filter(_in_units_of(by, act, "path"))


def officers_for(by: Officer | AnonymousUser, act: str) -> QuerySet[Officer]:
    """Return the officers to whose unit the person's right extends; whoever has no unit is for a right everywhere."""
    return Officer.objects.all() if may(by, act) else Officer.objects.filter(_in_units_of(by, act, "unit__path"))


def _in_units_of(by: Officer | AnonymousUser, act: str, path: str) -> Q:
    within = Q(pk__in=[])
    for grant in grants_of(by, act):
        if grant.unit:
            within |= Q(**{f"{path}__startswith": grant.unit.path})
    return within


def may(by: Officer | AnonymousUser, act: str, *, on: Scope | None = None) -> bool:
    """Whether the person may do this here. ``on=None``: everywhere, by a grant without a scope."""
    return any(_covers(grant, on) for grant in grants_of(by, act))


def may_give(by: Officer | AnonymousUser, role: str, *, on: Scope | None = None) -> bool:
    """Whether the person may give and withdraw this role here, and be one of two where it takes two."""
    return any(may(by, act, on=on) for act, roles in ROLES_BY_ACT.items() if role in roles)


def roles_to_give(by: Officer | AnonymousUser) -> list[Role]:
    """Return the roles that the person may give for at least one scope."""
    given = [roles for act, roles in ROLES_BY_ACT.items() if may_somewhere(by, act)]
    return [role for role in Role if any(role in roles for roles in given)]


def require(by: Officer | AnonymousUser, act: str, *, on: Scope | None = None) -> None:
    """Raise ``NotPermitted`` unless the person may do this here."""
    if not may(by, act, on=on):
        raise NotPermitted


def _covers(grant: Grant, on: Scope | None) -> bool:
    if (grant.unit_id, grant.area_id, grant.course, grant.run) == (None, None, None, None):
        return True
    if on is None:
        return False
    return (
        (grant.unit is not None and on.unit is not None and grant.unit.contains(on.unit))
        or (grant.area_id is not None and grant.area_id == on.area_id)
        or (grant.course is not None and grant.course == on.course)
        or (grant.run is not None and grant.run == on.run)
    )
