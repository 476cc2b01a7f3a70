"""Case: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_files import IllustratedEditor
from courses.text_difference import Fact

__all__ = ["Editor"]


class Editor(IllustratedEditor):
    """A title, and pictures and documents beside the text."""

    kind = "case"
    label = _("Case")
    hint = _("A text, a map or data that several questions are about. They name it; by itself it is not asked.")
    template = "assessments/cms/editor/_picture.html"
    own = ("title",)
    pictures = 3
    papers = 2

    title = forms.CharField(label=_("Title"), required=False)

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the title."""
        return {**super().initial_of(content), "title": content.title}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also the title."""
        return [*super().facts(content), Fact("title", str(cls.base_fields["title"].label), content.title)]

    def source(self) -> dict[str, Any]:
        """Return also title and files."""
        files = {"figures": self.figure_sources(), "documents": self.document_sources()}
        return {**super().source(), "title": self.cleaned_data.get("title", ""), **files}

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the fields of a file."""
        if len(path) > 1 and path[0] in {"figures", "documents"}:
            sources = self.figure_sources() if path[0] == "figures" else self.document_sources()
            number = sources[int(path[1])]["src"].rpartition(":")[2]
            return f"{'alt' if path[0] == 'figures' else 'title'}-{number}"
        return super().field_at(path)
