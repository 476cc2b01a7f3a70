"""What is done with one page in the CMS: leaving it out of the editions to come, the terms that it may link to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.gate.reach import reaches_page
from courses.references import Links
from courses.services.leave_out_page import CourseStays, leave_out_page
from courses.spanish_order import spanish_order
from courses.subjects import subject_of
from courses.views.person import officer_of
from officers.models import Act

__all__ = ["leave_out", "terms"]


def leave_out(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, and leave the page out."""
    page = get_object_or_404(Page, pk=page_id)
    by = officer_of(request)
    if not reaches_page(by, page, Act.EDIT_CONTENT):
        raise Http404
    if not hasattr(page.specific, "activity_uuid"):
        messages.error(request, str(CourseStays()))  # said before asking, as deletion does
        return redirect("wagtailadmin_explore", page.pk)
    if request.method == "POST":
        leave_out_page(page=page, by=by)
        messages.success(request, _("“%(title)s” is left out of the next edition.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return TemplateResponse(request, "courses/cms/leave_out.html", {"page": page})


@require_safe
def terms(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the terms that the text of a page may link to: those of its course's glossary, as they are ready."""
    page = get_object_or_404(Page, pk=page_id)
    if not reaches_page(officer_of(request), page, Act.READ_CONTENT):
        raise Http404
    found = [{"key": key, "term": value["term"]} for key, value in Links(subject_of(page)).terms.items()]
    return JsonResponse({"terms": sorted(found, key=lambda term: spanish_order(term["term"]))})
