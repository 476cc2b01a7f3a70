"""Moving a module or an activity to another place in its course."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from audit.services.record import record
from courses.models.course import Course
from courses.pages import CoursePage, GlossaryPage
from courses.queries.course_tree import order_token
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["Moved", "NoPlace", "OrderChanged", "move_page"]


class OrderChanged(Refusal):
    """The tree that the mover saw is not the one that is."""

    code = "order_changed"
    message = _(
        "Somebody has changed the order of this course meanwhile, so nothing was moved. It is shown as it is now; "
        "move again."
    )


class NoPlace(Refusal):
    """There is no such page in the course, or it cannot stand there."""

    code = "no_place"
    message = _("A module stands in its course, and an activity in one of its modules. Nothing was moved.")


@dataclass(frozen=True)
class Moved:
    """What was moved, where it stood before, and the order that there is now."""

    title: str
    page_id: int
    parent_id: int
    position: int
    token: str

    @property
    def back(self) -> str:
        """The move that undoes it, as the tree's form takes it."""
        return f"{self.page_id}.{self.parent_id}.{self.position}"


def move_page(*, course: Course, page: int, parent: int, position: int, seen: str, by: Officer) -> Moved:
    """Move a page of a course below ``parent``, to be at ``position`` (from 0) of what stands there without it.

    seen: the token of the tree that the mover was shown. What is ready at its new place goes into the next edition
    there; editions keep theirs. Moves of a course wait for each other on its row (SQLite: on the whole database).
    Raises ``NotPermitted``, ``OrderChanged`` and ``NoPlace``.
    """
    require(by, Act.EDIT_CONTENT, on=course.scope)
    with transaction.atomic():
        Course.objects.select_for_update(no_key=True).get(pk=course.pk)
        top = CoursePage.objects.filter(course=course).first()
        if top is None:
            raise NoPlace
        if order_token(top) != seen:
            raise OrderChanged
        moved, target = _of(top, page), _of(top, parent)
        movable = moved.pk != top.pk and not issubclass(moved.specific_class, GlossaryPage)
        if not movable or not moved.specific.can_exist_under(target.specific):
            raise NoPlace
        before = moved.get_parent()
        was = list(_children(before).values_list("pk", flat=True)).index(moved.pk)
        if before.pk != target.pk:
            _keep_address_free(moved, target)
        _place(moved, target, position, by)
        record(by=by, act="page.move", on=moved.specific)
        return Moved(moved.draft_title, moved.pk, before.pk, was, order_token(top))


def _of(top: CoursePage, pk: int) -> Any:
    found = Page.objects.descendant_of(top, inclusive=True).filter(pk=pk).first()
    if found is None:
        raise NoPlace
    return found


def _keep_address_free(page: Any, target: Any) -> None:
    """Give the page an address that nothing has below its new parent: nobody reads or writes it here."""
    free = find_available_slug(target, page.slug, ignore_page_id=page.pk)
    if free != page.slug:
        Page.objects.filter(pk=page.pk).update(slug=free)
        page.slug = free


def _children(parent: Any) -> Any:
    """Return what has a place in the order; the glossary of a course has none."""
    return parent.get_children().not_type(GlossaryPage).order_by("path")


def _place(page: Any, target: Any, position: int, by: Officer) -> None:
    beside = list(_children(target).exclude(pk=page.pk))
    if not beside:
        place, pos = target, "first-child"
    elif position < len(beside):
        place, pos = beside[max(position, 0)], "left"
    else:
        place, pos = beside[-1], "right"
    MovePageAction(page, place, pos=pos, user=by).execute(skip_permission_checks=True)
