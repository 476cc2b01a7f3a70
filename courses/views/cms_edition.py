"""Publishing editions in the CMS, and their history."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.activities import Problem, kind_of
from courses.cms_forms import PublishForm
from courses.cms_ways import beside, ways_of
from courses.models.course import Course
from courses.models.publication import Publication
from courses.publication_troubles import trouble_words
from courses.queries.edition_changes import edition_changes
from courses.queries.next_edition import NextEdition, next_edition
from courses.queries.ready_pages import ready_revisions
from courses.queries.runs import runs_concerned
from courses.services.ask_publication import ask_publication
from courses.services.note_reading import note_reading
from courses.subjects import Subject, noun_of
from courses.views.cms_course import subject_or_404
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to
from officers.work_progress import progress_of

__all__ = ["editions", "publication", "publish"]

#: A page and its revision in the form, and so many at most.
_PAGE = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")
_MOST_PAGES = 10_000


@dataclass(frozen=True)
class ShownProblem:
    """A problem, with the page on which to mend it, and the one that shows more of it, if there is one."""

    page: str
    message: str
    url: str
    look_url: str


@refusals_to("form")
def publish(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Show what the next edition would be and what stands in its way; have it made on confirmation."""
    subject, officer = subject_or_404(request, code, Act.PUBLISH_EDITION, kind), officer_of(request)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = ask_publication(subject=subject, by=officer, **_seen(request), **form.cleaned_data)
        return redirect(beside(subject, "publication", asked.public_id))
    ready, frozen = ready_revisions(subject), next_edition(subject)
    latest = subject.editions.order_by("-number").first()
    if latest is not None:
        note_reading(by=officer, held=subject, on=latest)  # the page shows text of it
    making = subject.publications.filter(state=Publication.State.MAKING).select_related("by").first()
    context: dict[str, Any] = {
        "subject": subject,
        "noun": noun_of(subject),
        "form": form,
        "next": frozen,
        "problems": _shown(frozen),
        "latest": latest,
        "seen": " ".join([frozen.shown, *(f"{page}:{revision}" for page, revision in ready.items())]),
        "making": making,
        "making_url": beside(subject, "publication", making.public_id) if making else "",
    }
    context["runs"] = runs_concerned(subject, at=timezone.now())
    context["changes"] = edition_changes(frozen, latest, reader=officer)
    context["ways"] = ways_of(officer, subject, here="publish")
    context["unchanged"] = frozen.is_again(latest)
    return TemplateResponse(request, "courses/cms/publish.html", context)


@never_cache
@require_safe
def publication(request: HttpRequest, code: str, publication: UUID, kind: type[Subject] = Course) -> HttpResponse:
    """Show how far an edition is that somebody asked for, and what became of it."""
    subject = subject_or_404(request, code, Act.PUBLISH_EDITION, kind)
    row = get_object_or_404(subject.publications.select_related("by", "edition"), public_id=publication)
    context = {
        "subject": subject,
        "publication": row,
        "progress": progress_of(row),
        "trouble": trouble_words(row.trouble),
        "editions": beside(subject, "editions"),
        "again": beside(subject, "publish"),
        "ways": ways_of(officer_of(request), subject),
    }
    return TemplateResponse(request, "courses/cms/publication.html", context)


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


def _seen(request: HttpRequest) -> dict[str, Any]:
    """Return what the form was shown beside: what names it whole, and the pages in their revisions."""
    shown, *pages = request.POST.get("seen", "").split()[:_MOST_PAGES] or ["-"]
    pairs = [_PAGE.fullmatch(page) for page in pages]
    return {"shown": shown[:64], "revisions": {int(pair[1]): int(pair[2]) for pair in pairs if pair}}


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
