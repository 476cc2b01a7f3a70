"""Wagtail's lists, menus and moves, brought behind the doors. Imported by ``courses.wagtail_hooks``."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)  # fmt: skip
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy

from courses.gate import reach
from courses.gate.policies import CoursePagePolicy, MediaPolicy
from courses.gate.transfers import LeavesItsCourse, require_may_stand_below
from courses.models import CourseDocument, CourseImage
from officers.models import Officer

#: Menu items of Wagtail whose addresses the gate does not let through, or that lead to other hosts.
_HIDDEN = frozenset({
    "help", "locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages", "page-types-usage",
    "collections", "sites", "users", "groups", "snippets",
})  # fmt: skip
#: Cards of tables on a phone are drawn as on the pages of learners.
_SHEETS = ("css/components/folds.css", "css/cms.css")
_PANELS = (LockedPagesPanel, RecentEditsPanel, UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)

register_permission_policy(Page, CoursePagePolicy(Page))
#: By exact class, which goes before what Wagtail's own apps register for the same models whenever they do.
register_permission_policy(CourseImage, MediaPolicy(CourseImage), exact_class=True)
register_permission_policy(CourseDocument, MediaPolicy(CourseDocument), exact_class=True)


@hooks.register("construct_explorer_page_queryset")
def pages_in_explorer(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Show what is within reach, and the tree above it."""
    return _explorable(pages, request)


@hooks.register("construct_page_chooser_queryset")
def pages_in_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Offer what is within reach, and the tree above it."""
    return _explorable(pages, request)


@hooks.register("construct_image_chooser_queryset")
def images_in_chooser(images: QuerySet[CourseImage], request: HttpRequest) -> QuerySet[CourseImage]:
    """Offer the images that the person may see."""
    assert isinstance(request.user, Officer)  # noqa: S101 - the gate let nobody else through
    return images.filter(pk__in=reach.images(request.user).values("pk"))


@hooks.register("construct_document_chooser_queryset")
def documents_in_chooser(documents: QuerySet[CourseDocument], request: HttpRequest) -> QuerySet[CourseDocument]:
    """Offer the documents that the person may see."""
    assert isinstance(request.user, Officer)  # noqa: S101 - the gate let nobody else through
    return documents.filter(pk__in=reach.documents(request.user).values("pk"))


@hooks.register("construct_homepage_panels")
def no_lists_over_all_pages(request: HttpRequest, panels: list[Any]) -> None:
    """Take Wagtail's panels away: they list pages by who did what, not by who may see them."""
    panels[:] = [panel for panel in panels if not isinstance(panel, _PANELS)]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_of_everything(request: HttpRequest, items: list[Any]) -> None:
    """Take Wagtail's counts away: a count tells of what is not shown."""
    items[:] = [item for item in items if not type(item).__module__.startswith("wagtail.")]


@hooks.register("construct_main_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
def no_ways_that_lead_nowhere(request: HttpRequest, items: list[Any]) -> None:
    """Take away the menu items of what is switched off."""
    items[:] = [item for item in items if item.name not in _HIDDEN]


@hooks.register("insert_global_admin_css")
def our_sheets() -> SafeString:
    """Add the look of our pages, and hide the tick boxes of acts on many rows, which are switched off."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(name),) for name in _SHEETS))


@hooks.register("before_move_page")
def no_move_out(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse, with a sentence, to move a page where it would be held less strictly."""
    return _refused(request, page, destination)


@hooks.register("before_copy_page")
def no_copy_out(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse, with a sentence, to copy a page where it would be held less strictly."""
    wanted = request.POST.get("new_parent_page", "")
    destination = Page.objects.filter(pk=wanted).first() if wanted.isdecimal() else None
    return _refused(request, page, destination) if destination else None


def _explorable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    within = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=within.values("pk"))


def _refused(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    try:
        require_may_stand_below(page, destination)
    except LeavesItsCourse as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
