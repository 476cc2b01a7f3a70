"""Lowering a classification: material is opened to more people, so two persons decide."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex

from audit.services.record import record
from courses.classification import LEVELS, is_lower
from courses.held import Held, scope_of
from courses.models.course import Course, Guideline
from courses.references import refusals
from courses.subjects import Subject
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = [
    "NotLower",
    "ShowsStricter",
    "lower_classification",
    "lower_proposed",
    "require_can_be_lowered",
]


class NotLower(Refusal):
    """The classification asked for is no lower one."""

    code = "not_lower"
    message = _("Choose a classification that is lower than the present one.")


class ShowsStricter(Refusal):
    """The course or guideline refers to material that would then be held more strictly than itself."""

    code = "shows_stricter"
    message = _(
        "Its pages show images or documents, or link to courses or guidelines, that are held more strictly. "
        "Take them out, or have them lowered first."
    )


def require_can_be_lowered(row: Held, classification: str) -> None:
    """Raise ``NotLower`` or ``ShowsStricter`` where lowering makes no sense or would open other material."""
    if classification not in LEVELS or not is_lower(classification, row.classification):
        raise NotLower(field="classification")
    if isinstance(row, Course | Guideline) and _shows_stricter(row, classification):
        raise ShowsStricter(field="classification")


@transaction.atomic
def lower_classification(*, on: Held, classification: str, by: Officer, second: Officer, why: str) -> Held:
    """Hold a course, a guideline, an image or a document less strictly, at once on every edition, draft and file.

    Both persons need the act here. Raises ``NotPermitted``, ``NotLower`` and ``ShowsStricter``. Called by
    ``confirm_proposal``, which sees to it that they are two.
    """
    for person in (by, second):
        require(person, Act.LOWER_CLASSIFICATION, on=scope_of(on))
    row: Held = type(on)._default_manager.select_for_update().get(pk=on.pk)
    require_can_be_lowered(row, classification)
    row.classification = classification
    row.save(update_fields=["classification"])
    record(by=by, act=Act.LOWER_CLASSIFICATION, on=row, changed=["classification"], why=why)
    return row


def lower_proposed(*, on: Held, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Held:
    """Do what was proposed (``officers.proposals``)."""
    return lower_classification(on=on, classification=arguments["classification"], by=by, second=second, why=why)


def _shows_stricter(subject: Subject, classification: str) -> bool:
    """Whether a live page or a draft of it refers to what it then may not show."""
    lowered = type(subject)(area_id=subject.area_id, classification=classification)
    own = getattr(subject, "page", None)
    if own is None:
        return False
    for page in Page.objects.descendant_of(own, inclusive=True).specific():
        for state in (page, page.get_latest_revision_as_object()):
            if refusals(lowered, _leading_out(state, own)):
                return True
    return False


def _leading_out(page: Page, own: Page) -> list[tuple[Any, str]]:
    """Return what the page refers to, links within itself left out."""
    within = set(map(str, Page.objects.descendant_of(own, inclusive=True).values_list("pk", flat=True)))
    found = []
    for content_type_id, pk, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        if not (issubclass(model, Page) and pk in within):
            found.append((model, pk))
    return found
