"""Lines of the audit in words, as one reader may read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from audit import words
from audit.models import Entry, Reading
from officers.models import Officer

__all__ = ["Line", "entry_lines", "reading_lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """One act or reading.

    ``row``: the name, where the reader may be told it, else what everybody may be told and its number. ``why`` is
    withheld with the name of what may be reserved. ``act`` and ``changed`` are empty for a reading.
    """

    at: datetime
    who: str
    login: str
    act: str
    kind: str
    row: str
    model: str
    key: str
    changed: str
    why: str


def entry_lines(reader: Officer, entries: Sequence[Entry]) -> list[Line]:
    """Return acts in words; as many statements as there are kinds of row, however many lines."""
    rows = {(entry.on_model, entry.on_id) for entry in entries}
    names = words.names(reader, rows)
    shown = _shown(rows, names)
    return [_act(entry, shown[entry.on_model, entry.on_id], names) for entry in entries]


def reading_lines(reader: Officer, readings: Sequence[Reading]) -> list[Line]:
    """Return readings in words, likewise."""
    rows = {(reading.on_model, reading.on_id) for reading in readings}
    shown = _shown(rows, words.names(reader, rows))
    return [
        Line(
            at=reading.at, who=reading.reader_name, login=reading.reader_login, act="",
            kind=words.kind_words(reading.on_model), row=shown[reading.on_model, reading.on_id],
            model=reading.on_model, key=reading.on_id, changed="", why="",
        )
        for reading in readings
    ]  # fmt: skip


def _shown(rows: set[tuple[str, str]], names: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return what is said of rows: the name, else what everybody may be told beside the number."""
    public = words.public_names(rows - set(names))
    said = {row: f"{about} (#{row[1]})" for row, about in public.items()}
    return {row: names.get(row) or said.get(row) or row[1] for row in rows}


def _act(entry: Entry, row: str, names: Mapping[tuple[str, str], str]) -> Line:
    is_named = (entry.on_model, entry.on_id) in names
    withheld = not is_named and words.is_guarded(entry.on_model) and entry.why
    return Line(
        at=entry.at, who=entry.actor_name or _("The system"), login=entry.actor_login, act=words.act_words(entry.act),
        kind=words.kind_words(entry.on_model), row=row, model=entry.on_model, key=entry.on_id,
        changed=", ".join(words.field_words(entry.on_model, field) for field in entry.changed),
        why=_("Withheld: it speaks of material that you may not see.") if withheld else entry.why,
    )  # fmt: skip
