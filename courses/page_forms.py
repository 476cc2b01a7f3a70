"""The form of every page of ours: refuses references to what is held more strictly, at the field."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from courses.references import refusals
from courses.subjects import subject_of

__all__ = ["ContentPageForm", "PageCopyForm"]


class ContentPageForm(WagtailAdminPageForm):
    """Asks of what the author has typed what freezing asks again: may this course, or this guideline, refer to it?"""

    def clean(self) -> dict[str, Any]:
        """Refuse images, documents and links that the page may not show."""
        cleaned: dict[str, Any] = super().clean()
        place = self.instance if self.instance.path else self.parent_page
        subject = subject_of(place) if place is not None else None
        for name, value in list(cleaned.items()):
            for message in refusals(subject, self._references(name, value)):
                self.add_error(name, message)
        return cleaned

    def _references(self, name: str, value: Any) -> list[tuple[Any, str]]:
        try:
            field = self.instance._meta.get_field(name)
        except FieldDoesNotExist:
            return []
        if hasattr(field, "extract_references"):
            return [(model, id) for model, id, *_path in field.extract_references(value)]
        if field.many_to_one and value is not None:
            return [(type(value), str(value.pk))]
        return []


class PageCopyForm(CopyForm):
    """Copies a page; an alias, which would follow its original past the door of another course, is not offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
