"""Hot spot: the form in which it is written."""

import re
from itertools import count
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, Number
from assessments.question_types.editing_files import IllustratedEditor
from courses.text_difference import Fact

__all__ = ["Editor"]

_WHOLE = re.compile(r"-?[0-9]{1,6}", re.ASCII)


class Editor(IllustratedEditor):
    """A picture, its targets, and the grid by which they can be named."""

    kind = "hot_spot"
    label = gettext_lazy("Places in a picture")
    hint = gettext_lazy("Points on a map or a photograph. Whoever cannot point names a square of its grid.")
    template = "assessments/cms/editor/_picture.html"
    own = ("targets", "columns", "rows", "points", "penalty")

    targets = Markdown(
        label=gettext_lazy("Targets"), rows=4,
        help_text=gettext_lazy(
            "One a line, in thousandths of the picture's width and height: “Bus stop: 410 390 60” is a circle (across, "
            "down, radius); “Park: 100 100, 300 100, 200 250” a polygon with these corners."
        ),
    )  # fmt: skip
    columns = forms.CharField(label=gettext_lazy("Columns of the grid"), required=False, initial="6")
    rows = forms.CharField(label=gettext_lazy("Rows of the grid"), required=False, initial="4")
    points = forms.CharField(
        label=gettext_lazy("Places that may be given"), required=False,
        help_text=gettext_lazy("Empty: as many as there are targets."),
    )  # fmt: skip
    penalty = Number(
        label=gettext_lazy("Taken off for a place that hits nothing"), required=False,
        help_text=gettext_lazy("In targets, from 0 to 1. Empty: nothing is taken off."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also targets and grid."""
        return {
            **super().initial_of(content),
            "targets": "\n".join(f"{target.label}: {_numbers(target)}" for target in content.targets),
            "columns": str(content.columns),
            "rows": str(content.rows),
            "points": str(content.points or ""),
            "penalty": content.penalty,
        }

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also targets and grid."""
        said = cls.initial_of(content)
        return [
            *super().facts(content),
            *(Fact(name, str(cls.base_fields[name].label), said[name]) for name in cls.own),
        ]

    def source(self) -> dict[str, Any]:
        """Return also targets and grid; a target that was there keeps its key."""
        said = self.cleaned_data
        figures = self.figure_sources()
        return {
            **super().source(),
            **({"image": figures[0]} if figures else {}),
            "targets": self._targets(),
            "columns": _whole(said.get("columns") or "6"),
            "rows": _whole(said.get("rows") or "4"),
            "points": _whole(said.get("points") or "0"),
            "penalty": said.get("penalty") or "0",
        }

    def _targets(self) -> list[dict[str, Any]]:
        """Return the targets; one that is called as one was keeps its key."""
        keys = {target.label: target.id for target in self.before.targets} if self.before else {}
        free = (key for n in count(1) if (key := f"t-{n}") not in keys.values())
        targets = [_target(line) for line in _lines(self.cleaned_data.get("targets", ""))]
        return [{"key": keys.pop(target["label"], None) or next(free), **target} for target in targets]

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the picture's fields."""
        if path[:1] == ("image",):
            return "alt-1" if path[1:2] == ("alt",) else "image-1"
        return super().field_at(path) or ("targets" if not path else None)

    def worded(self, path: tuple[str | int, ...], sentence: str) -> str:
        """Say in which line it is."""
        if len(path) < 2 or path[0] != "targets":
            return sentence
        return _("Line %(line)s: %(problem)s") % {"line": int(path[1]) + 1, "problem": sentence}


def _numbers(target: Any) -> str:
    if target.circle:
        return " ".join(map(str, target.circle))
    return ", ".join(f"{x} {y}" for x, y in target.polygon)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _target(line: str) -> dict[str, Any]:
    label, _colon, shape = line.rpartition(":")
    parts = [[_whole(each) for each in part.split()] for part in shape.split(",")]
    place: dict[str, Any] = {"circle": parts[0]} if len(parts) == 1 else {"polygon": parts}
    return {"label": label.strip(), **place}


def _whole(text: str) -> Any:
    """Return a whole number; any other text as it is, to be refused by the schema."""
    return int(text) if _WHOLE.fullmatch(text.strip()) else text
