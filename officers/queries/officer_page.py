"""One officer as those who manage people see him."""

from dataclasses import dataclass

from officers.further_pages import further_pages
from officers.models import FormerName, Officer, Posting
from officers.queries.profile import HeldRole, roles_of

__all__ = ["OfficerPage", "officer_page"]


@dataclass(frozen=True)
class OfficerPage:
    """The page of an officer: postings and former names from the newest on, roles in force, ways to other pages."""

    officer: Officer
    postings: list[Posting]
    roles: list[HeldRole]
    former_names: list[FormerName]
    pages: list[tuple[str, str]]


def officer_page(officer: Officer, *, shown_to: Officer) -> OfficerPage:
    """Return what the page shows; three queries, and those that name the scopes of roles."""
    return OfficerPage(
        officer=officer,
        postings=list(officer.postings.select_related("unit", "rank")),
        roles=roles_of(officer, shown_to=shown_to),
        former_names=list(officer.former_names.select_related("by").order_by("-until", "-pk")),
        pages=further_pages(officer, shown_to),
    )
