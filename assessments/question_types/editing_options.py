"""What the forms of the kinds with written options share: rows that are added, removed and moved.

Each row has the stable id of its option; the order of the rows is the order in which the ids are posted. Buttons do
all of it without JavaScript; ``question-editor.js`` does the same in the page.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, QuestionEditor
from assessments.question_types.plain import plain_text
from courses.text_difference import Fact

__all__ = ["OptionRow", "OptionsEditor"]

_ID = re.compile(r"[a-z0-9-]{1,40}")
#: More rows than the schema allows are shown, so that nothing typed is lost; more than this nobody typed.
_MOST_ROWS = 60
_NEW = 4
#: What stands for the id in the row that JavaScript copies.
_BLANK = "new-row"


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One row. right: whether it is marked. pinned: whether it keeps its place when options are shuffled."""

    id: str
    text: forms.BoundField
    feedback: forms.BoundField
    right: bool
    pinned: bool


class OptionsEditor(QuestionEditor):
    """The form of a kind whose options the author writes. mark: the type of the box that says which are right."""

    template = "assessments/cms/editor/_options.html"
    mark = "radio"

    right = forms.MultipleChoiceField(label=gettext_lazy("Right"), required=False)
    pinned = forms.MultipleChoiceField(label=gettext_lazy("Keeps its place"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data if self.is_bound else self.initial
        ids = asked.getlist("option") if isinstance(asked, QueryDict) else asked.get("option", ())
        self.ids = _ids(ids) if self.is_bound or self.initial else [_new_id() for _row in range(_NEW)]
        for name in ("right", "pinned"):
            self.fields[name].choices = [(option, option) for option in self.ids]  # type: ignore[attr-defined]
        for option in (*self.ids, _BLANK):
            self.fields[f"text-{option}"] = Markdown(label=gettext_lazy("Text of the option"), rows=1)
            self.fields[f"feedback-{option}"] = Markdown(label=gettext_lazy("Feedback to whoever chooses it"), rows=1)

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the rows."""
        rows = {f"text-{option.id}": option.text for option in content.options}
        rows |= {f"feedback-{option.id}": option.feedback for option in content.options}
        ids = [option.id for option in content.options]
        right = [option.id for option in content.options if option.right]
        pinned = [option.id for option in content.options if option.pinned]
        return {**super().initial_of(content), **rows, "option": ids, "right": right, "pinned": pinned}

    @classmethod
    def rearranged(cls, data: QueryDict, act: str) -> QueryDict | None:
        """Add, remove or move a row: ``add``, ``remove-<id>``, ``up-<id>``, ``down-<id>``."""
        verb, _dash, option = act.partition("-")
        ids = _ids(data.getlist("option"))
        if verb == "add":
            ids.append(_new_id())
        elif verb not in {"up", "down", "remove"} or option not in ids:
            return None
        else:
            at = ids.index(option)
            ids.pop(at)
            if verb != "remove":
                ids.insert(max(at - 1, 0) if verb == "up" else at + 1, option)
        moved = data.copy()
        moved.setlist("option", ids)
        for name in ("right", "pinned"):
            moved.setlist(name, [option for option in data.getlist(name) if option in ids])
        return moved

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also each option, and their order."""
        found = super().facts(content)
        for number, option in enumerate(content.options, start=1):
            label = _("Option %(number)s") % {"number": number}
            marked = _("Right") if option.right else _("Not right")
            keeps = f"({_('Keeps its place')})" if option.pinned else ""
            texts = [option.text, f"({marked})", keeps, option.feedback]
            found.append(Fact(f"option-{option.id}", label, "\n".join(text for text in texts if text)))
        order = "\n".join(f"{n}. {plain_text(option.text)}" for n, option in enumerate(content.options, start=1))
        ids = " ".join(option.id for option in content.options)
        return [*found, Fact("order", _("Options in their order"), order, same=ids)]

    @property
    def rows(self) -> list[OptionRow]:
        """The rows in their order."""
        return [self._row(option) for option in self.ids]

    @property
    def blank_row(self) -> OptionRow:
        """The row that JavaScript copies."""
        return self._row(_BLANK)

    def source(self) -> dict[str, Any]:
        """Return also the options; a row in which nothing stands is left out."""
        kept = self._kept()
        right, pinned = (set(self.cleaned_data.get(name, ())) for name in ("right", "pinned"))
        options = [
            {"key": option, "right": option in right, "pinned": option in pinned, **texts}
            for option, texts in kept.items()
        ]
        return {**super().source(), "options": options}

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the row's field; what concerns all options stands above them."""
        if path[:1] != ("options",):
            return super().field_at(path)
        if len(path) < 3:
            return "right"
        option = list(self._kept())[int(path[1])]
        return f"{'feedback' if path[2] == 'feedback' else 'text'}-{option}"

    def _kept(self) -> Mapping[str, dict[str, str]]:
        said = self.cleaned_data
        right = set(said.get("right", ()))
        rows = {
            option: {"text": said.get(f"text-{option}", ""), "feedback": said.get(f"feedback-{option}", "")}
            for option in self.ids
        }
        return {option: row for option, row in rows.items() if option in right or any(map(str.strip, row.values()))}

    def _row(self, option: str) -> OptionRow:
        marked = self["right"].value() or ()
        pinned = option in (self["pinned"].value() or ())
        return OptionRow(option, self[f"text-{option}"], self[f"feedback-{option}"], option in marked, pinned)


def _ids(posted: Any) -> list[str]:
    """Return the ids of rows, each once; what is none is no row."""
    return [option for option in dict.fromkeys(posted) if _ID.fullmatch(option) and option != _BLANK][:_MOST_ROWS]


def _new_id() -> str:
    """Return an id that no version of the question ever had: an old answer must not find a new option under it."""
    return f"o-{secrets.token_hex(4)}"
