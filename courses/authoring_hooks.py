"""Authoring and editions in the CMS. Imported by ``courses.wagtail_hooks``."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook
from wagtail.models import Page

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.gate.checks import has, page
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from courses.home_panel import CoursesPanel, LearningPanel
from courses.models.course import Course, Guideline
from courses.pages import CoursePage, GuidelinePage, GuidelinesPage
from courses.queries.published_pages import editions_with, latest_edition_with
from courses.subjects import Subject, subject_of
from courses.views import cms_course, cms_edition, cms_page, cms_tree
from courses.views.course import course as course_view
from courses.views.guideline import guideline as guideline_view
from courses.views.person import officer_of
from officers.models import Act, Officer

register(
    {
        "courses_cms:new_course": (has(Act.EDIT_CONTENT),),
        "courses_cms:settings": (has(Act.EDIT_CONTENT),),
        "courses_cms:contact": (has(Act.EDIT_CONTENT),),
        "courses_cms:prerequisites": (has(Act.SET_ACCESS),),
        "courses_cms:area": (has(Act.SET_ACCESS),),
        "courses_cms:classification": (has(Act.SET_ACCESS),),
        "courses_cms:give_access": (has(Act.SET_ACCESS),),
        "courses_cms:withdraw_access": (has(Act.SET_ACCESS),),
        "courses_cms:publish": (has(Act.PUBLISH_EDITION),),
        "courses_cms:publication": (has(Act.PUBLISH_EDITION),),
        "courses_cms:editions": (has(Act.READ_CONTENT),),
        "courses_cms:tree": (has(Act.READ_CONTENT),),
        "courses_cms:leave_out": (page("page_id", Act.EDIT_CONTENT),),
        "courses_cms:terms": (page("page_id", Act.READ_CONTENT),),
        "guidelines_cms:new": (has(Act.EDIT_CONTENT),),
        "guidelines_cms:settings": (has(Act.EDIT_CONTENT),),
        "guidelines_cms:contact": (has(Act.EDIT_CONTENT),),
        "guidelines_cms:area": (has(Act.SET_ACCESS),),
        "guidelines_cms:classification": (has(Act.SET_ACCESS),),
        "guidelines_cms:give_access": (has(Act.SET_ACCESS),),
        "guidelines_cms:withdraw_access": (has(Act.SET_ACCESS),),
        "guidelines_cms:publish": (has(Act.PUBLISH_EDITION),),
        "guidelines_cms:publication": (has(Act.PUBLISH_EDITION),),
        "guidelines_cms:editions": (has(Act.READ_CONTENT),),
    }
)


class ReadyMenuItem(PublishMenuItem):
    """Wagtail's own publishing makes a page part of the next edition, and shows officers nothing."""

    label = gettext_lazy("Ready for the next edition")


@hooks.register("register_admin_urls")
def course_urls() -> list[URLResolver]:
    """Route what is done beside the pages of courses and guidelines."""
    courses = [
        path("new/", cms_course.new_course, name="new_course"),
        path("leave-out/<int:page_id>/", cms_page.leave_out, name="leave_out"),
        path("terms/<int:page_id>/", cms_page.terms, name="terms"),
        path("<slug:code>/tree/", cms_tree.tree, name="tree"),
        path("<slug:code>/prerequisites/", cms_course.prerequisites, name="prerequisites"),
        *_beside(Course),
    ]
    guidelines = [path("new/", cms_course.new_guideline, name="new"), *_beside(Guideline)]
    return [
        path("courses/", include((courses, "courses_cms"))),
        path("guidelines/", include((guidelines, "guidelines_cms"))),
    ]


def _beside(kind: type[Subject]) -> list[URLPattern]:
    of = {"kind": kind}
    return [
        path("<slug:code>/", cms_course.settings, of, name="settings"),
        path("<slug:code>/contact/", cms_course.contact, of, name="contact"),
        path("<slug:code>/area/", cms_course.area, of, name="area"),
        path("<slug:code>/classification/", cms_course.classification, of, name="classification"),
        path("<slug:code>/access/", cms_course.give_access, of, name="give_access"),
        path("<slug:code>/access/<int:rule>/withdraw/", cms_course.withdraw_access, of, name="withdraw_access"),
        path("<slug:code>/publish/", cms_edition.publish, of, name="publish"),
        path("<slug:code>/publish/<uuid:publication>/", cms_edition.publication, of, name="publication"),
        path("<slug:code>/editions/", cms_edition.editions, of, name="editions"),
    ]


@hooks.register("construct_homepage_panels", order=1000)
def courses_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with the officer's own courses."""
    panels += [CoursesPanel(), LearningPanel()]


@hooks.register("register_admin_menu_item")
def new_course_item() -> MenuItem:
    """Lead to a new course."""
    return ActMenuItem(
        Act.EDIT_CONTENT,
        _("New course"),
        reverse("courses_cms:new_course"),
        name="new-course",
        icon_name="plus",
        order=150,
    )


@hooks.register("register_admin_menu_item")
def new_guideline_item() -> MenuItem:
    """Lead to a new guideline."""
    return ActMenuItem(
        Act.EDIT_CONTENT,
        _("New guideline"),
        reverse("guidelines_cms:new"),
        name="new-guideline",
        icon_name="plus",
        order=160,
    )


@hooks.register("construct_page_action_menu")
def ready_instead_of_published(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Word Wagtail's publishing as what it is here; do not offer unpublishing."""
    items[:] = [
        ReadyMenuItem(order=item.order) if type(item) is PublishMenuItem else item
        for item in items
        if not isinstance(item, UnpublishMenuItem)
    ]


@hooks.register("register_page_header_buttons")
def edition_buttons(page: Page, user: Officer, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer what is done with the course or guideline that a page belongs to."""
    subject = subject_of(page)
    if subject is None:
        return
    for n, way in enumerate(ways_of(user, subject, here="pages")):
        yield Button(way.label, way.url, icon_name=way.icon, priority=70 + n)
    if latest_edition_with(page.specific) is not None:
        yield Button(_("What officers see"), page.url, icon_name="view", priority=75)
    if page.live and hasattr(page.specific, "activity_uuid"):
        yield Button(
            _("Leave out of the next edition"), reverse("courses_cms:leave_out", args=[page.pk]),
            icon_name="minus-inverse", priority=80,
        )  # fmt: skip


@hooks.register("before_edit_page")
def tell_what_officers_see(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say above the form which edition officers read."""
    if request.method == "GET" and subject_of(page) is not None:
        edition = latest_edition_with(page)
        if edition is not None and not page.live:
            text = _(
                "Officers see edition %(number)s. This page is left out of the next one; “Ready for the next edition” "
                "brings it back."
            )
            messages.info(request, text % {"number": edition.number})
        elif edition is None:
            messages.info(request, _("Officers do not see this page yet: no edition has it."))
        else:
            text = _("Officers see edition %(number)s. What you change here is seen after the next one is published.")
            messages.info(request, text % {"number": edition.number})
    return None


@hooks.register("after_publish_page", order=1000)
def say_what_ready_means(request: HttpRequest, page: Page) -> HttpResponse:
    """Answer instead of Wagtail, which would say that the page is published and link to it."""
    messages.success(request, _("Ready for the next edition. Officers see it when that is published."))
    return redirect(
        get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    )


@hooks.register("construct_page_listing_buttons")
def no_live_link(buttons: list[Button], page: Page, user: Officer, context: Any = None) -> None:
    """Take Wagtail's link to the live page away: officers read editions (``edition_buttons``)."""
    for menu in buttons:
        if isinstance(menu, ButtonWithDropdownFromHook):
            menu.dropdown_buttons[:] = [each for each in menu.dropdown_buttons if each.url != page.url]


@hooks.register("before_delete_page")
def keep_what_was_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete what an edition came from, here or below; say which editions, and which runs have them."""
    editions = editions_with(page)
    if not editions:
        return None
    named = [f"{edition.subject.code} {edition.number}" for edition in editions]
    said = [
        _("“%(title)s” stays: it is part of what was published (%(editions)s).")
        % {"title": page.title, "editions": _listed(named)}
    ]
    runs = reach.runs(officer_of(request), Act.READ_CONTENT).filter(edition__in=editions)
    if runs:
        said.append(_("Runs that have it: %(runs)s.") % {"runs": _listed([run.code for run in runs])})
    said.append(_("You can leave it out of the next edition instead."))
    messages.error(request, " ".join(said))
    return redirect("wagtailadmin_explore", page.pk)


def _listed(names: list[str], most: int = 12) -> str:
    """Return names after each other; of many, the first and how many more there are."""
    listed = ", ".join(names[:most])
    if len(names) <= most:
        return listed
    return _("%(listed)s and %(count)s more") % {"listed": listed, "count": len(names) - most}


@hooks.register("before_copy_page")
def courses_are_not_copied(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to copy a whole course, or a guideline: its code, rights and editions are its own."""
    if issubclass(page.specific_class, CoursePage):
        messages.error(request, _("A course is not copied. Begin a new one, and copy its modules."))
    elif issubclass(page.specific_class, GuidelinePage):
        messages.error(request, _("A guideline is not copied. Begin a new one, and copy its text."))
    else:
        return None
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_serve_page", order=10)
def lead_to_the_outline(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    """Answer a page's own address with its course's outline, or its guideline, after the door.

    The pages above lead to their lists.
    """
    subject = subject_of(page)
    if subject is None:
        above = issubclass(page.specific_class, GuidelinesPage)
        return redirect("courses:guidelines" if above else "courses:catalogue")
    view = course_view if isinstance(subject, Course) else guideline_view
    response: HttpResponse = view(request, subject.code.lower())
    return response
