"""Whether a page may come to stand somewhere else: not where it would be held less strictly."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from courses.classification import may_refer
from courses.models import CoursePage, GuidelinePage
from courses.subjects import subject_of
from kernel.refusal import Refusal

__all__ = ["AliasRefused", "LeavesItsCourse", "require_may_stand_below"]


class LeavesItsCourse(Refusal):
    """The destination is held less strictly than the page, or belongs to another area's reserved course."""

    code = "leaves_its_course"
    message = _(
        "Here the page would be shown to people who may not see it. Pages of a course stay within it, or go to "
        "a course that is held at least as strictly; reserved ones stay in their area."
    )


class AliasRefused(Refusal):
    """An alias would follow its original past the door of another course."""

    code = "alias_refused"
    message = _("Aliases of pages are not used here. Copy the page instead.")


def require_may_stand_below(page: Page, destination: Page) -> None:
    """Raise ``LeavesItsCourse`` unless the material of ``page`` may be shown where ``destination`` is."""
    source, target = subject_of(page), subject_of(destination)
    whole = issubclass(page.specific_class, CoursePage | GuidelinePage)
    if source is None or source == target or (target is None and whole):
        return  # within the course; or a course or a guideline, which takes its own classification along
    if target is None or not may_refer(
        source=target.classification, source_area=str(target.area_id),
        target=source.classification, target_area=str(source.area_id),
    ):  # fmt: skip
        raise LeavesItsCourse


@receiver(pre_page_move, dispatch_uid="pages_stay_as_strictly_held")
def refuse_move_out(sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Refuse a move whoever makes it: Wagtail's hook runs in one of its views only."""
    require_may_stand_below(instance, parent_page_after)


@receiver(pre_save, dispatch_uid="pages_are_no_aliases")
def refuse_alias(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Refuse an alias whoever makes it: Wagtail sends no signal and asks no hook."""
    if isinstance(instance, Page) and instance.alias_of_id is not None:
        raise AliasRefused
