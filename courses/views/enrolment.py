"""The learner's place: "My learning", the outline of an enrolment, leaving a run."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.access import enrolment_or_404
from courses.forms import WithdrawForm
from courses.learner_panels import panels_around, panels_of
from courses.models.enrolment import Enrolment
from courses.queries.glossary import has_glossary
from courses.queries.learner import learning
from courses.queries.outline import closed_why
from courses.queries.outline import outline as outline_of
from courses.queries.seats import before
from courses.services.note_reading import note_reading
from courses.services.withdraw import withdraw as withdraw_from
from courses.views.person import officer_of
from officers.asking import asking, comes_with_officer

__all__ = ["my_learning", "outline", "withdraw"]


@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show what to go on with, what is due and what was done."""
    officer = officer_of(request)
    context = {"learning": learning(officer), "panels": panels_of(officer)}
    return render(request, "courses/my_learning.html", context)


@comes_with_officer
@require_safe
def outline(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Show a course to its learner: what is done, what comes, what is locked and why."""
    own = enrolment_or_404(asking(request), enrolment)
    note_reading(by=own.officer, held=own.course, on=own.edition)
    return render(request, "courses/outline.html", _outline_page(own, WithdrawForm()))


def _outline_page(own: Enrolment, form: WithdrawForm) -> dict[str, Any]:
    return {
        "outline": outline_of(own), "enrolment": own, "form": form, "panels": panels_around([own])[own.pk],
        "before": before([own]).get(own.pk, 0), "pending": own.state in {"requested", "waiting"},
        "has_glossary": not closed_why(own) and has_glossary(own.edition),
    }  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Leave a run; a reason may be given."""
    officer = officer_of(request)
    own = enrolment_or_404(officer, enrolment)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return render(request, "courses/outline.html", _outline_page(own, form), status=422)
    left = withdraw_from(enrolment=own, by=officer, why=form.cleaned_data["why"])
    messages.success(request, _("You have left the run %(run)s.") % {"run": left.run.code})
    return redirect("courses:my_learning")
