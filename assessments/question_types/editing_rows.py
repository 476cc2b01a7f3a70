"""What the forms of kinds share that have lists of rows: items and choices, each added, removed and moved.

A row has the stable id of what it holds; the order of the rows is the order in which the ids are posted under the name
of their list. Buttons do all of it without JavaScript; ``question-editor.js`` does the same in the page.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, QuestionEditor
from assessments.question_types.plain import plain_text
from courses.text_difference import Fact

__all__ = ["Row", "RowList", "RowsEditor", "Shown", "choice_list", "feedback_field", "item_text"]

_ID = re.compile(r"[a-z0-9-]{1,40}")
#: More rows than a schema allows are shown, so that nothing typed is lost; more than this nobody typed.
_MOST_ROWS = 60
#: What stands for the id in the row that JavaScript copies.
_BLANK = "new-row"


@dataclass(frozen=True, slots=True)
class RowList:
    """A list of rows. name: of the posted ids. source: of the list in the source. fields: what a row has, by name.

    prefix, size: how a new id begins, and its random bytes. moves: whether the order of the rows means something.
    new: with how many rows a new question begins. named: whether the author reads the id, to write it in a text.
    """

    name: str
    source: str
    legend: Promise
    help: Promise
    add: Promise
    one: Promise
    fields: Mapping[str, Callable[[], forms.Field]]
    prefix: str = "o-"
    size: int = 4
    moves: bool = True
    new: int = 4
    named: bool = False

    def new_id(self) -> str:
        """Return an id that no version of the question ever had."""
        return self.prefix + secrets.token_hex(self.size)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its fields. rights: the field that says which choices are right; None where there is none."""

    id: str
    number: int
    fields: tuple[forms.BoundField, ...]
    rights: forms.BoundField | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A list with its rows, the row that JavaScript copies, and what is wrong with the whole."""

    list: RowList
    rows: tuple[Row, ...]
    blank: Row
    errors: Any


class RowsEditor(QuestionEditor):
    """The form of a kind with lists of rows.

    lists: of rows. choices_of: the name of the list whose rows are offered in the fields called ``right``.
    """

    template = "assessments/cms/editor/_rows.html"
    lists: ClassVar[tuple[RowList, ...]]
    choices_of: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = {each.name: self._ids_of(each) for each in self.lists}
        for each in self.lists:
            self.fields[each.name] = forms.Field(required=False, widget=forms.MultipleHiddenInput)
            for row in (*self.ids[each.name], _BLANK):
                for name, make in each.fields.items():
                    self.fields[_name(each, row, name)] = make()
        if self.choices_of:
            self._offer()

    def _ids_of(self, rows: RowList) -> list[str]:
        asked = self.data if self.is_bound else self.initial
        posted = asked.getlist(rows.name) if isinstance(asked, QueryDict) else asked.get(rows.name, ())
        return _ids(posted) if self.is_bound or self.initial else [rows.new_id() for _row in range(rows.new)]

    def _offer(self) -> None:
        """Offer the rows of one list as what is right in the rows of the others."""
        rows = next(each for each in self.lists if each.name == self.choices_of)
        offered = [
            (row, f"{number}. {plain_text(str(self[_name(rows, row, 'text')].value() or ''))[:80]}")
            for number, row in enumerate(self.ids[rows.name], start=1)
        ]
        for name, field in self.fields.items():
            if name.endswith("-right"):
                several = isinstance(field, forms.MultipleChoiceField)
                field.choices = offered if several else [("", "—"), *offered]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the rows."""
        found = super().initial_of(content)
        for each in cls.lists:
            rows = getattr(content, each.source)
            found[each.name] = [row.id for row in rows]
            for row in rows:
                for name in each.fields:
                    value = getattr(row, name)
                    found[_name(each, row.id, name)] = list(value) if isinstance(value, tuple) else value
        return found

    @classmethod
    def rearranged(cls, data: QueryDict, act: str) -> QueryDict | None:
        """Add, remove or move a row: ``add-<list>``, and ``remove-``, ``up-`` and ``down-<list>-<id>``."""
        verb, _dash, rest = act.partition("-")
        name, _dash, row = rest.partition("-")
        rows = next((each for each in cls.lists if each.name == name), None)
        if rows is None:
            return None
        ids = _ids(data.getlist(name))
        if verb == "add" and not row:
            ids.append(rows.new_id())
        elif verb not in {"up", "down", "remove"} or row not in ids:
            return None
        else:
            at = ids.index(row)
            ids.pop(at)
            if verb != "remove":
                ids.insert(max(at - 1, 0) if verb == "up" else at + 1, row)
        moved = data.copy()
        moved.setlist(name, ids)
        return moved

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also each row, and their order."""
        found = super().facts(content)
        for each in cls.lists:
            rows = getattr(content, each.source)
            for number, row in enumerate(rows, start=1):
                label = f"{each.one} {number}"
                found.append(Fact(f"{each.name}-{row.id}", label, cls.row_text(content, row)))
            if each.moves:
                order = "\n".join(f"{n}. {plain_text(row.text)}" for n, row in enumerate(rows, start=1))
                label = _("%(what)s, in their order") % {"what": each.legend}
                found.append(Fact(f"{each.name}-order", label, order, same=" ".join(row.id for row in rows)))
        own = [(name, cls.base_fields[name].label) for name in cls.own]
        return found + [Fact(name, str(label), cls.own_text(content, name)) for name, label in own]

    @classmethod
    def row_text(cls, content: Any, row: Any) -> str:
        """Return what a row says in words; kinds whose rows name choices say more."""
        return "\n".join(text for text in (row.text, getattr(row, "feedback", "")) if text)

    @classmethod
    def own_text(cls, content: Any, name: str) -> str:
        """Return what a field of the kind's own says in words."""
        value = getattr(content, name)
        return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)

    @property
    def shown_lists(self) -> list[Shown]:
        """The lists for the template."""
        return [
            Shown(
                each,
                tuple(self._row(each, row, number) for number, row in enumerate(self.ids[each.name], start=1)),
                self._row(each, _BLANK, 0),
                self.errors.get(each.name, ()) if self.is_bound else (),
            )
            for each in self.lists
        ]

    def source(self) -> dict[str, Any]:
        """Return also the rows; one in which nothing stands is left out."""
        rows = {each.source: [self.row_source(each, row) for row in self.kept(each)] for each in self.lists}
        own = {name: self.cleaned_data.get(name, False) for name in self.own}
        return {**super().source(), **own, **rows}

    def row_source(self, rows: RowList, row: str) -> dict[str, Any]:
        """Return a row as the source has it."""
        return {"key": row, **{name: self.cleaned_data.get(_name(rows, row, name), "") for name in rows.fields}}

    def kept(self, rows: RowList) -> list[str]:
        """Return the ids of the rows in which something stands."""
        said = self.cleaned_data
        return [row for row in self.ids[rows.name] if any(_stands(said.get(_name(rows, row, n))) for n in rows.fields)]

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the row's field; what concerns a whole list stands above it."""
        rows = next((each for each in self.lists if path and each.source == path[0]), None)
        if rows is None:
            return super().field_at(path)
        if len(path) < 3:
            return rows.name
        field = _name(rows, self.kept(rows)[int(path[1])], str(path[2]))
        return field if field in self.fields else rows.name

    def _row(self, rows: RowList, row: str, number: int) -> Row:
        fields = {name: self[_name(rows, row, name)] for name in rows.fields}
        rights = fields.pop("right", None) if self.choices_of else None
        return Row(row, number, tuple(fields.values()), rights)


def item_text(label: Promise) -> Callable[[], forms.Field]:
    """Return what makes the field for the text of a row."""
    return lambda: Markdown(label=label, rows=1)


def feedback_field() -> forms.Field:
    """Return the field for what is said of a row at review."""
    return Markdown(label=gettext_lazy("Feedback, shown with the right answer"), rows=1)


def choice_list(*, legend: Promise, add: Promise, one: Promise, help_text: Promise) -> RowList:
    """Return the list of what is chosen from."""
    fields = {"text": item_text(gettext_lazy("Text"))}
    return RowList("choice", "choices", legend, help_text, add, one, fields, prefix="c-")


def _name(rows: RowList, row: str, field: str) -> str:
    return f"{rows.name}-{row}-{field}"


def _stands(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _ids(posted: Any) -> list[str]:
    """Return the ids of rows, each once; what is none is no row."""
    return [row for row in dict.fromkeys(posted) if _ID.fullmatch(row) and row != _BLANK][:_MOST_ROWS]
