"""Calculated: the form in which it is written."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, Number, QuestionEditor
from courses.text_difference import Fact

__all__ = ["Editor"]

#: Columns come from a spreadsheet with tabs, or are typed with spaces, semicolons or bars.
_APART = re.compile(r"[\s;|]+")
_RANGE = ("name", "low", "high", "step")


class Editor(QuestionEditor):
    """Ranges or a table of values, and the formula of the right answer."""

    kind = "calculated"
    label = gettext_lazy("Number by a formula")
    hint = gettext_lazy("The numbers differ from sitting to sitting, and the right answer follows from them.")
    own = ("parameters", "table", "formula", "decimals", "tolerance", "unit")

    parameters = Markdown(
        label=gettext_lazy("Values from ranges"), rows=3,
        help_text=gettext_lazy(
            "One a line: name, least, greatest, step, with spaces between, such as “total 60 90 5”. In the wording a "
            "value stands where its name stands in braces: {total}."
        ),
    )  # fmt: skip
    table = Markdown(
        label=gettext_lazy("Or values from a table"), rows=3,
        help_text=gettext_lazy(
            "The names in the first line, and one line for each question that may be drawn; it can be pasted from a "
            "spreadsheet."
        ),
    )  # fmt: skip
    formula = forms.CharField(
        label=gettext_lazy("Formula of the right answer"), required=False,
        help_text=gettext_lazy("Such as “part / total * 100”. Functions: abs, ceil, floor, max, min, round, sqrt."),
    )  # fmt: skip
    decimals = forms.CharField(
        label=gettext_lazy("Decimals of the right answer"), required=False, initial="2",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("It is shown so; in the explanation it stands where {answer} does."),
    )  # fmt: skip
    tolerance = Number(
        label=gettext_lazy("Tolerance"), required=False,
        help_text=gettext_lazy("An answer may be so far above or below, both ends included. Empty: exact."),
    )  # fmt: skip
    unit = forms.CharField(
        label=gettext_lazy("Unit"), required=False,
        help_text=gettext_lazy("Shown beside the box, such as km or °C. An answer in another unit is not right."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also values and formula."""
        others = {name: getattr(content, name) for name in ("formula", "tolerance", "unit")}
        return {**super().initial_of(content), **_lines(content), **others, "decimals": str(content.decimals)}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also values and formula."""
        own = {name: str(value) for name, value in cls.initial_of(content).items() if name in cls.own}
        labels = {name: str(cls.base_fields[name].label) for name in cls.own}
        return [*super().facts(content), *(Fact(name, labels[name], own[name]) for name in cls.own)]

    def source(self) -> dict[str, Any]:
        """Return also values and formula."""
        said = self.cleaned_data
        decimals = said.get("decimals", "").strip()
        return {
            **super().source(),
            "parameters": [_range(cells) for cells in _rows(said.get("parameters", ""))],
            "table": _table(_rows(said.get("table", ""))),
            "formula": said.get("formula", ""),
            "decimals": int(decimals) if decimals.isascii() and decimals.isdigit() and len(decimals) < 3 else decimals,
            "tolerance": said.get("tolerance") or "0",
            "unit": said.get("unit", ""),
        }

    def worded(self, path: tuple[str | int, ...], sentence: str) -> str:
        """Say in which line it is."""
        if len(path) < 2 or path[0] not in {"parameters", "table"}:
            return sentence
        line = int(path[1]) + (1 if path[0] == "parameters" else 2)
        return _("Line %(line)s: %(problem)s") % {"line": line, "problem": sentence}


def _lines(content: Any) -> dict[str, str]:
    ranges = [" ".join(getattr(each, name) for name in _RANGE) for each in content.parameters]
    rows = [" ".join(content.table[0]), *(" ".join(row.values()) for row in content.table)] if content.table else []
    return {"parameters": "\n".join(ranges), "table": "\n".join(rows)}


def _rows(text: str) -> list[list[str]]:
    return [cells for line in text.split("\n") if (cells := [cell for cell in _APART.split(line) if cell])]


def _number(text: str) -> str:
    """Return a number as it is stored: with a decimal point, and a hyphen for the sign."""
    return text.replace("\u2212", "-").replace(",", ".") if text.count(",") < 2 else text


def _range(cells: list[str]) -> dict[str, str]:
    """Return a line as a source has it; cells without a name in a source make it too long, and are refused there."""
    named = dict(zip(_RANGE, [cells[0], *map(_number, cells[1:])], strict=False))
    return {**named, **({"more": cells[len(_RANGE)]} if len(cells) > len(_RANGE) else {})}


def _table(rows: list[list[str]]) -> list[dict[str, str]]:
    if not rows:
        return []
    names = rows[0]
    made = [dict(zip(names, map(_number, cells), strict=False)) for cells in rows[1:]]
    # A row of another length must not lose or borrow a cell: it is handed on as what it is, no row of this table.
    whole = len(set(names)) == len(names)
    return [row if whole and len(cells) == len(names) else {} for row, cells in zip(made, rows[1:], strict=True)] or [
        {}
    ]
