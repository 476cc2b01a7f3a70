"""What the forms of the kinds with pictures or documents share: files are chosen from the library, and kept by hash."""

from typing import Any, ClassVar, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import QuestionEditor
from assessments.question_types.figures import Attachment, Figure
from courses.text_difference import Fact

__all__ = ["IllustratedEditor", "Library"]

#: The choice of the file that the question has already: it may have left the library since.
_KEPT = "kept"


class Library(Protocol):
    """The files that the author may use in this question."""

    def images(self) -> list[tuple[str, str]]:
        """Return keys and titles of the pictures."""
        ...

    def documents(self) -> list[tuple[str, str]]:
        """Return keys and titles of the documents."""
        ...

    def figure(self, key: str) -> dict[str, Any]:
        """Return a picture as a payload has it."""
        ...

    def document(self, key: str) -> dict[str, Any]:
        """Return a document as a payload has it."""
        ...


class IllustratedEditor(QuestionEditor):
    """The form of a kind with so many pictures and documents at most."""

    pictures: ClassVar[int] = 1
    papers: ClassVar[int] = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        images, papers = (self.library.images(), self.library.documents()) if self.library else ([], [])
        for number in range(1, self.pictures + 1):
            self._offer(f"image-{number}", gettext_lazy("Picture of the library"), images)
            self.fields[f"alt-{number}"] = forms.CharField(
                label=gettext_lazy("What the picture says to whoever does not see it"), required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        for number in range(1, self.papers + 1):
            self._offer(f"document-{number}", gettext_lazy("Document of the library"), papers)
            self.fields[f"title-{number}"] = forms.CharField(
                label=gettext_lazy("Title of the document"), required=False
            )

    def _offer(self, name: str, label: Any, found: list[tuple[str, str]]) -> None:
        kept = [(_KEPT, _("The one that it has"))] if self.initial.get(name) == _KEPT else []
        choices = [("", _("None")), *kept, *found]
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the files that it has."""
        found = super().initial_of(content)
        for number, figure in enumerate(content.shown_figures, start=1):
            found |= {f"image-{number}": _KEPT, f"alt-{number}": figure.alt}
        for number, document in enumerate(content.shown_documents, start=1):
            found |= {f"document-{number}": _KEPT, f"title-{number}": document.title}
        return found

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also each file."""
        files = [(each.alt, each.files) for each in content.shown_figures]
        files += [(each.title, each.files) for each in content.shown_documents]
        return [
            *super().facts(content),
            *(
                Fact(f"file-{number}", _("File %(number)s") % {"number": number}, f"{words}\n{_names(made)}")
                for number, (words, made) in enumerate(files, start=1)
            ),
        ]

    @property
    def file_fields(self) -> list[forms.BoundField]:
        """The fields of the files, for a template: each ends in the number of its file."""
        names = [name.partition("-") for name in self.fields]
        return [self[f"{of}-{n}"] for of, dash, n in names if dash and of in {"image", "alt", "document", "title"}]

    def figure_sources(self) -> list[dict[str, str]]:
        """Return the pictures that were chosen, as a source has them."""
        said = self.cleaned_data
        rows = ((said.get(f"image-{n}", ""), said.get(f"alt-{n}", "")) for n in range(1, self.pictures + 1))
        return [{"src": f"{src}:{n}", "alt": alt} for n, (src, alt) in enumerate(rows, start=1) if src or alt.strip()]

    def document_sources(self) -> list[dict[str, str]]:
        """Return the documents that were chosen, as a source has them."""
        said = self.cleaned_data
        rows = ((said.get(f"document-{n}", ""), said.get(f"title-{n}", "")) for n in range(1, self.papers + 1))
        return [{"src": f"{src}:{n}", "title": name} for n, (src, name) in enumerate(rows, start=1) if src or name]

    def clean(self) -> dict[str, Any]:
        """Put the files in."""
        said = super().clean()
        if self.content is not None and not self.errors:
            self.content = self.content.with_files(self._figure, self._document)
        return said

    def _figure(self, named: Figure) -> Figure:
        key, _colon, number = named.src.partition(":")
        if key == _KEPT:
            had: Figure = self.before.shown_figures[int(number) - 1]
            return had.model_copy(update={"alt": named.alt})
        if not key or self.library is None:
            self.add_error(f"image-{number}", _("Choose a picture."))
            return named
        return named.made(self.library.figure(key))

    def _document(self, named: Attachment) -> Attachment:
        key, _colon, number = named.src.partition(":")
        if key == _KEPT:
            had: Attachment = self.before.shown_documents[int(number) - 1]
            return had.model_copy(update={"title": named.title})
        if not key or self.library is None:
            self.add_error(f"document-{number}", _("Choose a document."))
            return named
        return named.made(self.library.document(key))


def _names(files: Any) -> str:
    return ", ".join(dict.fromkeys(file.source[:12] for file in files))
