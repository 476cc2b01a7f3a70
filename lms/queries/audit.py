"""Lines of the audit in words, as one reader may read them."""

from collections.abc import Sequence
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

    ``row``: the name, where the reader may be told it, else its number. ``why`` is withheld with the name of what may
    be reserved. ``act`` and ``changed`` are empty for a reading.
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
    names = words.names(reader, {(entry.on_model, entry.on_id) for entry in entries})
    return [_act(entry, names.get((entry.on_model, entry.on_id))) for entry in entries]


def reading_lines(reader: Officer, readings: Sequence[Reading]) -> list[Line]:
    """Return readings in words, likewise."""
    names = words.names(reader, {(reading.on_model, reading.on_id) for reading in readings})
    return [
        Line(
            at=reading.at, who=reading.reader_name, login=reading.reader_login, act="",
            kind=words.kind_words(reading.on_model), row=names.get((reading.on_model, reading.on_id), reading.on_id),
            model=reading.on_model, key=reading.on_id, changed="", why="",
        )
        for reading in readings
    ]  # fmt: skip


def _act(entry: Entry, name: str | None) -> Line:
    withheld = name is None and words.is_guarded(entry.on_model) and entry.why
    return Line(
        at=entry.at, who=entry.actor_name or _("The system"), login=entry.actor_login, act=words.act_words(entry.act),
        kind=words.kind_words(entry.on_model), row=name or entry.on_id, model=entry.on_model, key=entry.on_id,
        changed=", ".join(words.field_words(entry.on_model, field) for field in entry.changed),
        why=_("Withheld: it speaks of material that you may not see.") if withheld else entry.why,
    )  # fmt: skip
