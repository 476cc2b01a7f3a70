"""Leaving a page out of the editions to come."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.gate.reach import reaches_page
from courses.services.leave_out_page import CourseStays, leave_out_page
from courses.views.person import officer_of
from officers.models import Act

__all__ = ["leave_out"]


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
