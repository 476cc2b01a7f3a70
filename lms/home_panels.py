"""The CMS's first page: what waits, passwords, grants, imports and certificates, for those whose work they are."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from assessments.models.complaint import Complaint
from assessments.queries.complaints import complaints_within
from courses.gate import reach
from courses.gate.panel import HomePanel
from courses.models.enrolment import Enrolment
from lms.queries.below_paper import below_paper
from officers.models import Act, Officer
from officers.queries.grants import filtered, grants_within, lines
from officers.queries.imports import imports_for
from officers.queries.password_requests import request_lines, requests_to_decide
from officers.queries.proposals import count_to_decide, decides
from officers.roles import may_somewhere

__all__ = ["BelowPaperPanel", "GrantsPanel", "ImportsPanel", "PasswordsPanel", "WaitingPanel"]

_SHOWN = 5
_SOON = timedelta(days=30)


class WaitingPanel(HomePanel):
    """What waits to be decided by whoever looks: requests for a place, complaints, proposals; nothing while none do."""

    name = "waiting"
    template_name = "lms/cms/waiting_panel.html"
    order = 8

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return how many of each; of the requests by run, those that begin first."""
        asked = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.REQUESTED))
        runs = reach.runs(officer, Act.MANAGE_RUNS).filter(ends_at__gt=timezone.now()).annotate(requested=asked)
        found = list(runs.filter(requested__gt=0).order_by("starts_at", "code")[: _SHOWN + 1])
        complaints = complaints_within(officer)
        return {
            "runs": found[:_SHOWN],
            "more": len(found) > _SHOWN,
            "filed": complaints.filter(state=Complaint.State.FILED).count(),
            "under_review": complaints.filter(state=Complaint.State.UNDER_REVIEW).count(),
            "proposals": count_to_decide(officer) if decides(officer) else 0,
        }


class PasswordsPanel(HomePanel):
    """Who of the officer's people forgot the password; nothing while nobody did."""

    name = "passwords"
    template_name = "officers/cms/passwords_panel.html"
    order = 12

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the oldest requests of whoever looks."""
        if not may_somewhere(officer, Act.CONFIRM_PERSON):
            return {"requests": []}
        return {"requests": request_lines(officer, requests_to_decide(officer, timezone.now())[:_SHOWN])}


class GrantsPanel(HomePanel):
    """For whoever gives every role: those given lately, and those that end soon."""

    name = "grants"
    template_name = "officers/cms/grants_panel.html"
    order = 60

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return them; at most six statements."""
        if not may_somewhere(officer, Act.GRANT_ROLE):
            return {"shown": False}
        held = filtered(grants_within(officer), state="in_force")
        ending = held.filter(until__lte=timezone.localdate() + _SOON).order_by("until", "pk")
        newest = held.order_by("-since", "-pk")
        return {
            "shown": True,
            "ending": lines(officer, list(ending[:_SHOWN])),
            "newest": lines(officer, list(newest[:_SHOWN])),
        }


class ImportsPanel(HomePanel):
    """The latest imports of people that the officer may look at; nothing while there are none."""

    name = "imports"
    template_name = "officers/cms/imports_panel.html"
    order = 20

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return them; one statement."""
        may_look = may_somewhere(officer, Act.MANAGE_OFFICERS)
        return {"imports": list(imports_for(officer)[:_SHOWN]) if may_look else []}


class BelowPaperPanel(HomePanel):
    """How many certificates say more than the mark that counts by now; nothing while there are none."""

    name = "below_paper"
    template_name = "lms/cms/below_paper_panel.html"
    order = 18

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return their number within the records that whoever looks may see."""
        return {"count": len(below_paper(officer)) if may_somewhere(officer, Act.VIEW_RECORD) else 0}
