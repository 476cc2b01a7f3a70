"""The forms of images and documents in the CMS: whose area they go to, and never to fewer restrictions."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from courses.classification import has_lower, is_lower
from courses.gate.reach import areas_to_edit
from courses.queries.lowering import held_row

__all__ = ["CourseDocumentForm", "CourseImageForm"]


class _HeldMediaForm:
    """What both kinds have in common."""

    #: The word for it in an address (``courses.held``).
    kind: str
    fields: dict[str, Any]
    initial: dict[str, Any]
    instance: Any
    cleaned_data: dict[str, Any]

    def hold(self, user: Any) -> None:
        """Offer the areas in which the person writes; what is in the library stays in its area."""
        area, classification = self.fields["area"], self.fields["classification"]
        words = _("A course shows only what is held no more strictly than itself, and reserved files of its area only.")
        classification.help_text = words
        if self.instance.pk is not None:
            area.disabled = True
            self._classified = self.instance.classification
            if user is not None and has_lower(self._classified) and held_row(user, self.kind, self.instance.pk):
                classification.help_text = format_html(
                    '{} <a href="{}">{}</a>',
                    words,
                    reverse("courses_lowering:lower", args=[self.kind, self.instance.pk]),
                    _("Lower the classification (two persons)"),
                )
        elif user is not None:
            area.queryset = areas_to_edit(user)
            if area.queryset.count() == 1:
                self.initial["area"] = area.queryset.get().pk  # that of an empty instance goes before the field's

    def clean_classification(self) -> str:
        """Refuse a lower classification: two persons decide that, on its own page."""
        wanted: str = self.cleaned_data["classification"]
        if self.instance.pk is not None and is_lower(wanted, self._classified):
            raise ValidationError(
                _("Two persons lower a classification: one who may do so proposes it, another confirms."), code="lower"
            )
        return wanted


class CourseImageForm(_HeldMediaForm, BaseImageForm):
    """An image of the library."""

    kind = "image"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold(kwargs.get("user"))


class CourseDocumentForm(_HeldMediaForm, BaseDocumentForm):
    """A document of the library."""

    kind = "document"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold(kwargs.get("user"))
        if "file" in self.fields:  # what was sent with others gets its facts apart
            self.fields["file"].help_text = _("%(kinds)s. At most %(most)s MB, sound and film %(recording)s MB.") % {
                "kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper(),
                "most": settings.DOCUMENT_MAX_BYTES // 1024**2, "recording": settings.RECORDING_MAX_BYTES // 1024**2,
            }  # fmt: skip
