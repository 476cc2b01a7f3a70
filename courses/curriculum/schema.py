"""Reads the fields of a mapping one by one: the value where it is well formed, a fault where it is not."""

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from courses.curriculum.kinds import Fault, Source
from courses.curriculum.yaml_lines import Lines, UnreadableYAML, read

__all__ = ["KEY", "Fields", "fields_of", "sequence_of"]

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Characters that reverse or hide text on a page and on paper.
_HOSTILE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b]")


class Fields:
    """The fields of one mapping. Every method records a fault and returns a harmless value instead of raising."""

    def __init__(
        self, value: Any, path: str, lines: Lines, faults: list[Fault], way: tuple[str | int, ...] = ()
    ) -> None:
        self._path, self._lines, self._way = path, lines, way
        self.faults = faults
        self._asked: set[str] = set()
        self._value: dict[str, Any] = {}
        if isinstance(value, dict):
            self._value = {str(name): inner for name, inner in value.items()}
        else:
            self.fault("not_a_mapping")

    def line(self, name: str | int | None = None) -> int:
        """Return the line of a field, or of the mapping."""
        way = self._way if name is None else (*self._way, name)
        return self._lines.get(way, self._lines.get(self._way, 1))

    def fault(self, code: str, name: str | None = None, **params: object) -> None:
        """Record a fault at a field."""
        values = {"name": name, **params} if name is not None else params
        self.faults.append(Fault(self._path, self.line(name), code, values))

    def has(self, name: str) -> bool:
        """Whether a field is there and not null."""
        self._asked.add(name)
        return self._value.get(name) is not None

    def raw(self, name: str) -> Any:
        """Return a value as it stands; None when it is missing."""
        self._asked.add(name)
        return self._value.get(name)

    def text(self, name: str, *, longest: int = 4000, required: bool = True) -> str:
        """Return text, without spaces at its ends."""
        value = self.raw(name)
        if value is None or value == "":
            if required:
                self.fault("missing", name)
            return ""
        if not isinstance(value, str):
            self.fault("not_text", name)
            return ""
        return self._words(name, value, longest)

    def key(self, name: str = "key") -> str:
        """Return a key: lower case, digits, hyphens."""
        value = self.text(name, longest=80)
        if value and not KEY.fullmatch(value):
            self.fault("bad_key", name, value=value)
        return value

    def choice(self, name: str, options: Collection[str], *, default: str | None = None) -> str:
        """Return one of ``options``."""
        if default is not None and not self.has(name):
            return default
        value = self.text(name, longest=80)
        if value and value not in options:
            self.fault("unknown_choice", name, value=value, options=", ".join(options))
        return value if value in options else next(iter(options))

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self.raw(name)
        if isinstance(value, bool):
            return value
        if value is not None or default is None:
            self.fault("missing" if value is None else "not_a_flag", name)
        return bool(default)

    def whole(self, name: str, *, low: int, high: int, null: bool = False) -> int | None:
        """Return a whole number within bounds; None where that is allowed."""
        value = self.raw(name)
        if value is None:
            if not null or name not in self._value:
                self.fault("missing", name)
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("not_whole", name)
            return low
        if not low <= value <= high:
            self.fault("out_of_bounds", name, low=low, high=high)
        return value

    def day(self, name: str) -> date:
        """Return a date, written as year-month-day; YAML reads it as one without quotes, with quotes it is text."""
        value = self.raw(name)
        if value is None:
            self.fault("missing", name)
        elif isinstance(value, date) and not isinstance(value, datetime):
            return value
        else:
            try:
                return date.fromisoformat(value)
            except (TypeError, ValueError):
                self.fault("not_a_date", name)
        return date.min

    def decimal(self, name: str, *, low: str, high: str, null: bool = False) -> Decimal | None:
        """Return a number with a fraction, which is written in quotes; None where that is allowed."""
        value = self.raw(name)
        if value is None:
            if not null or name not in self._value:
                self.fault("missing", name)
            return None
        try:
            number = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            self.fault("not_decimal", name)
            return Decimal(low)
        if not Decimal(low) <= number <= Decimal(high):
            self.fault("out_of_bounds", name, low=low, high=high)
        return number

    def texts(self, name: str, *, longest: int = 400, required: bool = True) -> list[str]:
        """Return a list of texts."""
        found = []
        for n, value in enumerate(self._sequence(name, required=required)):
            if isinstance(value, str) and value.strip():
                found.append(self._words(name, value, longest, n))
            else:
                self.faults.append(Fault(self._path, self._at(name, n), "not_text", {"name": name}))
        return found

    def mapping(self, name: str) -> "Fields":
        """Return a mapping."""
        return Fields(self.raw(name), self._path, self._lines, self.faults, (*self._way, name))

    def mappings(self, name: str, *, required: bool = True) -> list["Fields"]:
        """Return a list of mappings."""
        return [
            Fields(value, self._path, self._lines, self.faults, (*self._way, name, n))
            for n, value in enumerate(self._sequence(name, required=required))
        ]

    def done(self) -> None:
        """Record a fault for each field that nobody asked for: a misspelt name would be lost in silence."""
        for name in self._value.keys() - self._asked:
            self.fault("unknown_field", name)

    def _sequence(self, name: str, *, required: bool) -> list[Any]:
        value = self.raw(name)
        if value is None or value == []:
            if required:
                self.fault("missing", name)
            return []
        if not isinstance(value, list):
            self.fault("not_a_list", name)
            return []
        return value

    def _words(self, name: str, value: str, longest: int, n: int | None = None) -> str:
        line = self.line(name) if n is None else self._at(name, n)
        if len(value) > longest:
            self.faults.append(Fault(self._path, line, "too_long", {"name": name, "longest": longest}))
        if _HOSTILE.search(value):
            self.faults.append(Fault(self._path, line, "hidden_characters", {"name": name}))
        return value.strip()

    def _at(self, name: str, n: int) -> int:
        return self._lines.get((*self._way, name, n), self.line(name))


def fields_of(source: Source, text: str | None = None, *, first_line: int = 1) -> tuple[Fields | None, list[Fault]]:
    """Return the fields of a file that is one YAML mapping, or of a part of it; None when it cannot be read."""
    faults: list[Fault] = []
    value = _value(source, text, first_line, faults)
    return (Fields(value[0], source.path, value[1], faults) if value else None), faults


def sequence_of(source: Source, text: str | None = None, *, first_line: int = 1) -> tuple[list[Fields], list[Fault]]:
    """Return the mappings of a file that is a YAML list, or of a part of it."""
    faults: list[Fault] = []
    value = _value(source, text, first_line, faults)
    if value is None:
        return [], faults
    if not isinstance(value[0], list):
        faults.append(Fault(source.path, first_line, "not_a_list", {"name": source.path}))
        return [], faults
    return [Fields(each, source.path, value[1], faults, (n,)) for n, each in enumerate(value[0])], faults


def _value(source: Source, text: str | None, first_line: int, faults: list[Fault]) -> tuple[Any, Lines] | None:
    try:
        return read(source.text if text is None else text, first_line=first_line)
    except UnicodeDecodeError:
        faults.append(Fault(source.path, 1, "not_utf8"))
    except UnreadableYAML as fault:
        faults.append(Fault(source.path, fault.line, fault.code, fault.params))
    return None
