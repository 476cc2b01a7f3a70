"""The forms of images and documents in the CMS: whose area they go to, and never to fewer restrictions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from courses.classification import is_lower
from courses.gate.reach import areas_to_edit

__all__ = ["CourseDocumentForm", "CourseImageForm"]


class _HeldMediaForm:
    """What both kinds have in common."""

    fields: dict[str, Any]
    instance: Any
    cleaned_data: dict[str, Any]

    def hold(self, user: Any) -> None:
        """Offer the areas in which the person writes; what is in the library stays in its area."""
        area = self.fields["area"]
        if self.instance.pk is not None:
            area.disabled = True
            self._classified = self.instance.classification
        elif user is not None:
            area.queryset = areas_to_edit(user)
            if area.queryset.count() == 1:
                area.initial = area.queryset.get().pk

    def clean_classification(self) -> str:
        """Refuse a lower classification: two persons decide that, on its own page."""
        wanted: str = self.cleaned_data["classification"]
        if self.instance.pk is not None and is_lower(wanted, self._classified):
            raise ValidationError(
                _("Two persons lower a classification. Use “Lower the classification” on this page."), code="lower"
            )
        return wanted


class CourseImageForm(_HeldMediaForm, BaseImageForm):  # type: ignore[misc]
    """An image of the library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold(kwargs.get("user"))


class CourseDocumentForm(_HeldMediaForm, BaseDocumentForm):  # type: ignore[misc]
    """A document of the library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold(kwargs.get("user"))
