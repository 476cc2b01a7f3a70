"""Gap fill: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown
from assessments.question_types.editing_rows import RowList, RowsEditor, feedback_field
from courses.text_difference import Fact

__all__ = ["Editor"]

_WAYS = {
    "typed": gettext_lazy("Typed"),
    "list": gettext_lazy("Chosen from a list of its own"),
    "bank": gettext_lazy("Chosen from the words above the text"),
}


def _way() -> forms.Field:
    return forms.ChoiceField(label=gettext_lazy("How it is filled"), choices=list(_WAYS.items()), required=False)


def _answers() -> forms.Field:
    return Markdown(
        label=gettext_lazy("Answers, one a line"), rows=3,
        help_text=gettext_lazy("Typed: all that are accepted. Chosen: the right one first, then the others."),
    )  # fmt: skip


def _exact() -> forms.Field:
    return forms.BooleanField(label=gettext_lazy("Accents, capitals, spaces and punctuation count"), required=False)


class Editor(RowsEditor):
    """A text, its gaps, and more words to choose from."""

    kind = "gap_fill"
    label = gettext_lazy("Text with gaps")
    hint = gettext_lazy("Words are missing in a text. An answer earns the share of the gaps that are filled rightly.")
    lists = (
        RowList(
            "gap", "gaps", gettext_lazy("Gaps"),
            gettext_lazy("Each stands once in the text by its mark in double brackets."),
            gettext_lazy("Add a gap"), gettext_lazy("Gap"),
            {"way": _way, "answers": _answers, "exact": _exact, "feedback": feedback_field},
            prefix="g", size=2, moves=False, new=2, named=True,
        ),
    )  # fmt: skip
    own = ("penalty",)
    template = "assessments/cms/editor/_gaps.html"

    text = Markdown(
        label=gettext_lazy("Text with its gaps"), rows=5,
        help_text=gettext_lazy("Where a gap belongs, write its mark, such as [[g1a2b]]; the marks stand below."),
    )  # fmt: skip
    words = Markdown(
        label=gettext_lazy("More words above the text"), rows=3,
        help_text=gettext_lazy("One a line. They stand beside the right words and belong to no gap."),
    )  # fmt: skip
    penalty = forms.BooleanField(
        label=gettext_lazy("A wrong choice takes off"), required=False,
        help_text=gettext_lazy("So much that guessing earns nothing on average. What is typed takes nothing off."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also text, gaps and words."""
        found = super(RowsEditor, cls).initial_of(content)
        found |= {"text": content.text, "words": "\n".join(content.words), "penalty": content.penalty}
        found["gap"] = [gap.id for gap in content.gaps]
        for gap in content.gaps:
            row = {"way": _way_of(gap), "answers": _answers_of(gap), "exact": gap.exact, "feedback": gap.feedback}
            found |= {f"gap-{gap.id}-{name}": value for name, value in row.items()}
        return found

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also the text and the words."""
        found = super().facts(content)
        found.append(Fact("text", str(cls.base_fields["text"].label), content.text))
        return [*found, Fact("words", str(cls.base_fields["words"].label), "\n".join(content.words))]

    @classmethod
    def row_text(cls, content: Any, row: Any) -> str:
        """Say how a gap is filled."""
        texts = [f"[[{row.id}]] ({_WAYS[_way_of(row)]})", _answers_of(row)]
        if row.typed and row.exact:
            texts.append(_("Accents, capitals, spaces and punctuation count"))
        return "\n".join(text for text in (*texts, row.feedback) if text)

    def source(self) -> dict[str, Any]:
        """Return also text and words; what else is written at a gap that takes its word from above stands there too."""
        said = self.cleaned_data
        more = [
            line for row in self.ids["gap"] if said.get(f"gap-{row}-way") == "bank"
            for line in _lines(said.get(f"gap-{row}-answers") or "")[1:]
        ]  # fmt: skip
        return {**super().source(), "text": said.get("text", ""), "words": _lines(said.get("words", "")) + more}

    def row_source(self, rows: RowList, row: str) -> dict[str, Any]:
        """Return a gap as the source has it."""
        said = {name: self.cleaned_data.get(f"gap-{row}-{name}") for name in rows.fields}
        lines = _lines(said["answers"] or "")
        if said["way"] == "typed":
            own: dict[str, Any] = {"accepted": lines, "exact": bool(said["exact"])}
        else:
            own = {"right": lines[0] if lines else "", "others": (lines[1:] or [""]) if said["way"] == "list" else []}
        return {"key": row, **own, "feedback": said["feedback"] or ""}

    def kept(self, rows: RowList) -> list[str]:
        """Return the gaps that have answers or stand in the text."""
        said = self.cleaned_data
        text = said.get("text", "")
        return [
            row for row in self.ids[rows.name]
            if (said.get(f"gap-{row}-answers") or "").strip() or f"[[{row}]]" in text
        ]  # fmt: skip

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the answers of a gap, whatever is wrong with them."""
        if path[:1] == ("gaps",) and len(path) > 1:
            row = self.kept(self.lists[0])[int(path[1])]
            return f"gap-{row}-{'feedback' if path[2:3] == ('feedback',) else 'answers'}"
        return super().field_at(path)


def _way_of(gap: Any) -> str:
    return "typed" if gap.typed else "list" if gap.listed else "bank"


def _answers_of(gap: Any) -> str:
    return "\n".join(gap.accepted or (gap.right, *gap.others))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
