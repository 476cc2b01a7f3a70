"""Publishing editions in the CMS, and their history."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.activities import Problem, kind_of
from courses.cms_forms import PublishForm
from courses.cms_ways import beside, ways_of
from courses.models.course import Course
from courses.queries.edition_changes import edition_changes
from courses.queries.next_edition import NextEdition, next_edition
from courses.services.publish_edition import publish_edition
from courses.subjects import Subject, named, noun_of
from courses.views.cms_course import subject_or_404
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = ["editions", "publish"]


@dataclass(frozen=True)
class ShownProblem:
    """A problem, with the page on which to mend it, and the one that shows more of it, if there is one."""

    page: str
    message: str
    url: str
    look_url: str


@refusals_to("form")
def publish(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Show what the next edition would be and what stands in its way; publish it on confirmation."""
    subject = subject_or_404(request, code, Act.PUBLISH_EDITION, kind)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = publish_edition(**named(subject), by=officer_of(request), **form.cleaned_data)
        text = _("Edition %(number)s of %(code)s is published.")
        messages.success(request, text % {"number": edition.number, "code": subject.code})
        return redirect(beside(subject, "editions"))
    frozen = next_edition(subject)
    latest = subject.editions.order_by("-number").first()
    context = {
        "subject": subject,
        "noun": noun_of(subject),
        "form": form,
        "next": frozen,
        "problems": _shown(frozen),
        "latest": latest,
    }
    context["changes"] = edition_changes(frozen, latest)
    context["ways"] = ways_of(officer_of(request), subject, here="publish")
    context["unchanged"] = frozen.is_again(latest)
    return TemplateResponse(request, "courses/cms/publish.html", context)


def editions(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Show the editions of a course or a guideline, the newest first."""
    subject = subject_or_404(request, code, Act.READ_CONTENT, kind)
    context = {
        "subject": subject,
        "noun": noun_of(subject),
        "editions": subject.editions.defer("payload", "search_text").select_related("by").order_by("-number"),
        "ways": ways_of(officer_of(request), subject, here="editions"),
    }
    return TemplateResponse(request, "courses/cms/editions.html", context)


def _shown(frozen: NextEdition) -> list[ShownProblem]:
    titles = {item.page_id: f"{item.label} {item.title}" for item in frozen.items}
    pages = Page.objects.filter(pk__in={each.page_id for each in frozen.problems}).specific().in_bulk()
    return [
        ShownProblem(
            titles.get(each.page_id, frozen.subject.code), each.message,
            _mend(each, pages.get(each.page_id)), _look(pages.get(each.page_id)),
        )
        for each in frozen.problems
    ]  # fmt: skip


def _look(page: Page | None) -> str:
    """Return the address that shows more of what is wrong with an activity."""
    try:
        return kind_of(page).look_url(page.pk) if page is not None else ""
    except KeyError:  # no activity
        return ""


def _mend(problem: Problem, page: Page | None) -> str:
    """Return the address of the field in the edit view."""
    if page is None:
        return ""
    names = {field.name for field in page._meta.fields if isinstance(field, StreamField)}
    # How Wagtail names what it makes of a stream in the browser, and its inputs.
    anchor = f"{problem.field}-root" if problem.field in names else f"id_{problem.field}"
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{anchor}"
