"""The glossary of a course, in the edition that a learner takes."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses import activities
from courses.access import enrolment_or_404
from courses.queries.glossary import glossary_of
from courses.queries.outline import closed_why, outline
from courses.render import rendered_terms
from courses.services.note_reading import note_reading
from courses.views.locked import show_locked
from courses.views.person import officer_of

__all__ = ["glossary"]


@require_safe
def glossary(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Show the terms in alphabetical order, to whom the lessons are open; an edition without any has no such page."""
    officer = officer_of(request)
    own = enrolment_or_404(officer, enrolment)
    frozen = glossary_of(own.edition)
    if not frozen:
        raise Http404
    if why := closed_why(own):
        return show_locked(request, outline=outline(own), title=_("Glossary"), why=why)
    note_reading(by=officer, held=own.course, on=own.edition)
    terms = rendered_terms(frozen, activity_url=lambda uuid: activities.activity_url(own.uuid, uuid))
    return render(request, "courses/glossary.html", {"enrolment": own, "terms": terms})
