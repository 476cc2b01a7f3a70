"""What the forms of all kinds share: an author writes a question in fields and never sees how it is stored.

A form reads like a source (``QuestionType.parse``), so each rule stands once, in the kind's schema; what the
schema finds is worded here, at the field.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types import registry, words
from assessments.question_types.problems import InvalidContent, Problem
from courses.text_difference import Fact

__all__ = ["Markdown", "Number", "QuestionEditor", "Unhurried", "yes_or_no"]

_SENTENCES: Mapping[str, Promise] = {
    "missing": gettext_lazy("Write something here."),
    "blank": gettext_lazy("Write something here."),
    "not_true_or_false": gettext_lazy("Choose one of the two."),
    "too_long": gettext_lazy("This is too long: at most %(max_length)s characters."),
    "too_few": gettext_lazy("At least %(least)s are needed; there are %(found)s."),
    "too_many": gettext_lazy("At most %(most)s are possible; there are %(found)s."),
    "unstorable_character": gettext_lazy("This has a character that cannot be stored. Type it anew."),
    "not_one_right": gettext_lazy("Mark exactly one option as right; %(right)s are marked."),
    "none_right": gettext_lazy("Mark at least one option as right."),
    "not_a_decimal": gettext_lazy("Write a number with at most 15 digits before and after the point, such as 0.17."),
    "not_whole": gettext_lazy("Write a whole number."),
    "negative": gettext_lazy("This must not be negative."),
    "bad_unit": gettext_lazy("A unit begins with a letter, %% or a sign such as ° or $."),
    "nothing_left": gettext_lazy("Without accents, capitals and punctuation nothing is left of “%(text)s”."),
}
#: What word processors leave in a paste and nobody sees; it would make two equal texts differ.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\x01-\x08\x0e-\x1f\x7f]")


class Markdown(forms.CharField):
    """Markdown as it was typed or pasted, without what a word processor hides in it."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(strip=False, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Read lines as the database holds them: a browser sends CR LF, Word a vertical tab."""
        text = str(super().to_python(value) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
        return _UNSEEN.sub("", text)


class Number(forms.CharField):
    """A number as it is written in Peru or elsewhere, kept as text so that nothing is rounded."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """Read a decimal comma as a point, and the sign that Word makes of a hyphen."""
        text = str(super().to_python(value) or "")
        text = text.replace("\u2212", "-")
        return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


class Unhurried(forms.Form):
    """A form that judges what was typed only when it is ``checked``: not while a row is only moved."""

    def __init__(self, *args: Any, checked: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked = checked

    def full_clean(self) -> None:
        """Find nothing where nothing is to be judged."""
        if self.checked:
            super().full_clean()
        else:
            self._errors = ErrorDict()
            self.cleaned_data = {}


class QuestionEditor(Unhurried):
    """The form of one kind.

    kind: the folder's name. label, hint: its name and what it is for, for people. template: shows the fields
    between the wording and the explanation. own: the names of those fields, for the default template.
    """

    kind: ClassVar[str]
    label: ClassVar[Promise]
    hint: ClassVar[Promise]
    template: ClassVar[str] = "assessments/cms/editor/_fields.html"
    own: ClassVar[tuple[str, ...]] = ()

    prompt = Markdown(
        label=gettext_lazy("Wording"), rows=4,
        help_text=gettext_lazy("**bold**, *italics*, and lists of lines that begin with a hyphen."),
    )  # fmt: skip
    explanation = Markdown(
        label=gettext_lazy("Explanation"), rows=3,
        help_text=gettext_lazy("Why the right answer is right. Everybody reads it once right answers are shown."),
    )  # fmt: skip
    reference = Markdown(
        label=gettext_lazy("Reference"), rows=1, help_text=gettext_lazy("The law or the doctrine that it rests on.")
    )

    def __init__(self, *args: Any, library: Any = None, before: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What was read, once the form is valid.
        self.content: Any = None
        #: The files that may be used (``editing_files.Library``), and the content that the question has.
        self.library, self.before = library, before

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return what the fields hold for a stored content; kinds add their own."""
        return {"prompt": content.prompt, "explanation": content.explanation, "reference": content.reference}

    @classmethod
    def rearranged(cls, data: Any, act: str) -> Any:
        """Return posted data after a button for rows, None where the kind has no such button."""
        return None

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return what a content says in words; kinds add their own."""
        texts = {"prompt": content.prompt, "explanation": content.explanation, "reference": content.reference}
        return [Fact(name, str(cls.base_fields[name].label), text) for name, text in texts.items()]

    def source(self) -> dict[str, Any]:
        """Return what was typed as ``QuestionType.parse`` reads it; kinds add their own."""
        return {name: self.cleaned_data.get(name, "") for name in ("prompt", "explanation", "reference")}

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Return the field for a place in the source; None: it concerns the whole."""
        return str(path[0]) if path and path[0] in self.fields else None

    def worded(self, path: tuple[str | int, ...], sentence: str) -> str:
        """Return the sentence of a problem at its field; a kind may say more about the place."""
        return sentence

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The kind's own fields, for the default template."""
        return [self[name] for name in self.own]

    def clean(self) -> dict[str, Any]:
        """Read the content by the kind's schema; its problems go to their fields."""
        try:
            self.content = registry.get(self.kind).parse(self.source())
        except InvalidContent as invalid:
            for problem in invalid.problems:
                field = self.field_at(problem.path)
                if field is None or field not in self.errors:
                    self.add_error(field, self.worded(problem.path, _worded(problem)))
        return self.cleaned_data


def yes_or_no(value: bool) -> str:
    """Return a truth in words."""
    return _("yes") if value else _("no")


def _worded(problem: Problem) -> str:
    sentence = _SENTENCES.get(problem.code) or words.problems().get(problem.code)
    return str(sentence) % dict(problem.params) if sentence else problem.sentence
