"""Wagtail's permission policies, answered by the doors.

Wagtail asks a policy for every list, chooser, button and form. Ours hold nothing: no group, no row of
permissions that could be older than a grant. ``courses.gate.hooks`` registers them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q, QuerySet
from wagtail.models import Collection, Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.gate import reach
from courses.models import CourseDocument, CourseImage
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["CoursePagePolicy", "MediaPolicy"]

#: What Wagtail calls the things that an author does with pages. "publish" is "ready for the next edition".
_EDITING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


@dataclass(frozen=True)
class _Named:
    codename: str


@dataclass(frozen=True)
class PagePermission:
    """One permission on a page and everything below it, in the shape in which Wagtail reads its own rows."""

    page: Page
    permission: _Named

    @property
    def page_id(self) -> int:
        """Return the page's id."""
        return int(self.page.pk)


class CoursePagePolicy(PagePermissionPolicy):
    """Pages: who edits a course edits its pages; nobody edits the tree above courses."""

    def get_all_permissions_for_user(self, user: Any) -> list[PagePermission]:
        """Return what the grants of a person come to, course by course."""
        if not isinstance(user, Officer):
            return []
        edited = [(tree.page, action) for tree in reach.trees(user, Act.EDIT_CONTENT) for action in _EDITING]
        read = [(tree.page, "view") for tree in reach.trees(user, Act.READ_CONTENT)]
        return [PagePermission(page, _Named(f"{action}_page")) for page, action in [*read, *edited]]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """Return the pages on which the person has one of the permissions."""
        codenames = self._get_permission_codenames(actions)
        held = Q(pk__in=[])
        for given in self.get_cached_permissions_for_user(user):
            if given.permission.codename in codenames:
                held |= Q(path__startswith=given.page.path)
        return self.model._default_manager.filter(held)  # type: ignore[no-any-return]

    def instances_with_direct_explore_permission(self, user: Any) -> list[Page]:
        """Return the course pages that the person may at least read."""
        return list({given.page_id: given.page for given in self.get_cached_permissions_for_user(user)}.values())

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Return the pages of the courses within reach, and the tree above them."""
        tops = self.instances_with_direct_explore_permission(user)
        above = {top.path[:length] for top in tops for length in range(Page.steplen, len(top.path), Page.steplen)}
        held = Q(path__in=above)
        for top in tops:
            held |= Q(path__startswith=top.path)
        return self.model._default_manager.filter(held)  # type: ignore[no-any-return]

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> QuerySet[Officer]:
        """Return nobody: Wagtail asks this to write to people, which is not its business here."""
        return Officer.objects.none()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Officer]:
        """Return nobody, likewise."""
        return Officer.objects.none()


class MediaPolicy(BasePermissionPolicy):
    """Images and documents: by their area and classification, not by their collection."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether there is anything for which the person has the permission."""
        if not isinstance(user, Officer):
            return False
        return may_somewhere(user, Act.READ_CONTENT if action in {"choose", "view"} else Act.EDIT_CONTENT)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CourseImage | CourseDocument) -> bool:
        """Whether the person has the permission on this file; that pages show it is said once deletion is asked for."""
        if not isinstance(user, Officer) or not self._seen(user).filter(pk=instance.pk).exists():
            return False
        if action in {"choose", "view"}:
            return True
        return reach.may_change(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the files that the person sees; what she may do with each is asked of each."""
        if not isinstance(user, Officer) or not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()  # type: ignore[no-any-return]
        return self._seen(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Officer]:
        """Return nobody: nobody is written to about files."""
        return Officer.objects.none()

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        """Return the one collection that there is; it means nothing here."""
        return cast("QuerySet[Collection]", Collection.objects.filter(depth=1))

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        """Return the one collection, likewise."""
        return self.collections_user_has_any_permission_for(user, [action])

    def _seen(self, user: Officer) -> QuerySet[Any]:
        return reach.images(user) if self.model is CourseImage else reach.documents(user)
