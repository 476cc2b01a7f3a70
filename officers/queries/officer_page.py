"""One officer as those who manage people see him."""

from dataclasses import dataclass

from officers.further_pages import further_pages
from officers.models import Act, FormerName, Officer, Posting
from officers.queries.latest_transfer import latest_transfer
from officers.queries.profile import HeldRole, roles_of
from officers.roles import Scope, may

__all__ = ["OfficerPage", "officer_page"]


@dataclass(frozen=True)
class OfficerPage:
    """The page of an officer: postings and former names from the newest on, roles in force, ways to other pages.

    can_undo: the newest act is a transfer that the reader may undo.
    """

    officer: Officer
    postings: list[Posting]
    roles: list[HeldRole]
    former_names: list[FormerName]
    pages: list[tuple[str, str]]
    can_undo: bool


def officer_page(officer: Officer, *, shown_to: Officer) -> OfficerPage:
    """Return what the page shows; five queries, and those that name the scopes of roles."""
    return OfficerPage(
        officer=officer,
        postings=list(officer.postings.select_related("unit", "rank")),
        roles=roles_of(officer, shown_to=shown_to),
        former_names=list(officer.former_names.select_related("by").order_by("-until", "-pk")),
        pages=further_pages(officer, shown_to),
        can_undo=_can_undo(officer, shown_to),
    )


def _can_undo(officer: Officer, shown_to: Officer) -> bool:
    """Return whether the reader may undo the latest transfer; he manages the present unit, so the earlier decides."""
    found = latest_transfer(officer)
    return found is not None and may(shown_to, Act.MANAGE_OFFICERS, on=Scope(unit=found[1].unit))
