"""What a row of a file would change of what is on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from kernel.folding import fold
from officers.people_file.columns import Column, plain
from officers.people_file.reading import Row

__all__ = [
    "NAMES",
    "NUMBERS",
    "SERVING",
    "Change",
    "Compared",
    "Directory",
    "Kind",
    "Person",
    "Place",
    "Step",
    "compare",
]

NAMES = ("given_names", "paternal_surname", "maternal_surname")
NUMBERS = ("cip", "dni", "login", "email")
SERVING = frozenset({"active", "on_leave"})
Value = str | int | None
Change = tuple[Value, Value]


class Kind(StrEnum):
    """What would become of the person of a row, in the order in which rows are shown. A row may have several."""

    PROBLEM = "problem"
    LEFT = "left"
    NEW = "new"
    BACK = "back"
    MOVED = "moved"
    PROMOTED = "promoted"
    RANKED = "ranked"
    STATUS = "status"
    RENAMED = "renamed"
    NUMBERS = "numbers"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Step:
    """A rank: its key, its place in a ladder, and whether whoever holds it has a CIP."""

    id: int
    ladder: str
    order: int
    bears_cip: bool


@dataclass(frozen=True)
class Place:
    """A unit: its key, whether whoever imports looks after it, and since when it is closed."""

    id: int
    mine: bool
    closed_on: date | None


@dataclass(frozen=True)
class Person:
    """An officer as on record. ``mine``: whoever imports looks after the unit; ``is_self``: it is he himself."""

    id: int
    login: str
    cip: str | None
    dni: str | None
    email: str | None
    given_names: str
    paternal_surname: str
    maternal_surname: str
    status: str
    rank: int | None
    unit: int | None
    mine: bool
    is_self: bool
    #: The first day of the present posting, and the day from which the present name holds.
    posted_since: date | None
    named_since: date | None

    @property
    def shown(self) -> str:
        """Surnames and names."""
        return f"{self.paternal_surname} {self.maternal_surname}, {self.given_names}".replace(" ,", ",")


@dataclass
class Directory:
    """What rows are held against: ranks and units by folded code or name, and what earlier rows of the file said.

    A name that two bear names neither.
    """

    ranks: Mapping[str, Step | None]
    units: Mapping[str, Place | None]
    today: date
    since: date
    #: Whether accents and capitals of a name count.
    exact_names: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    #: Who could still give every role, by the keys of officers; whom the file lets leave is taken away.
    administrators: set[int] = field(default_factory=set)

    @cached_property
    def place_of(self) -> Mapping[int, Place]:
        """Units by their keys."""
        return {place.id: place for place in self.units.values() if place}

    @cached_property
    def step_of(self) -> Mapping[int, Step]:
        """Ranks by their keys."""
        return {step.id: step for step in self.ranks.values() if step}

    def twice(self, key: str, line: int) -> int | None:
        """Return the line that said the same before, and remember this one otherwise."""
        first = self.seen.setdefault(key, line)
        return None if first == line else first

    def loses_last(self, officer: int) -> bool:
        """Whether nobody is left who gives every role once this officer has left, after those before."""
        if officer not in self.administrators:
            return False
        self.administrators.remove(officer)
        return not self.administrators


@dataclass(frozen=True)
class Compared:
    """What a row comes to: kinds, changes by field (before, after), the officer if there is one, and from when."""

    kinds: Sequence[Kind]
    changes: Mapping[str, Change]
    person: Person | None
    since: date | None


def compare(row: Row, by_cip: Person | None, by_dni: Person | None, email_of: Person | None, of: Directory) -> Compared:
    """Compare a row with whoever bears its CIP, its DNI and its e-mail; problems are added to the row.

    What the file does not say stays as it is: an empty cell erases nothing.
    """
    person = _person(row, by_cip, by_dni, of)
    rank, unit = _rank(row, of), _unit(row, of)
    if email_of and email_of != person:
        row.blame("email_of_other", Column.EMAIL, who=email_of.login if email_of.mine else "")
    since = row.since or of.since
    if since > of.today:
        row.blame("date_future", Column.SINCE)
    if row.problems:
        return Compared([Kind.PROBLEM], {}, None, None)
    if person is None:
        changes = _registered(row, rank, unit)
        kinds = [Kind.NEW]
    else:
        changes = _changed(row, person, rank, unit, exact_names=of.exact_names)
        _hold_against_rules(row, person, changes, since, of)
        kinds = _kinds(changes, of)
    if row.problems:
        return Compared([Kind.PROBLEM], {}, None, None)
    return Compared(kinds, changes, person, since if changes else None)


def _person(row: Row, by_cip: Person | None, by_dni: Person | None, of: Directory) -> Person | None:
    """Return the officer of a row; its numbers must not lead to two, nor two rows to one."""
    if by_cip and by_dni and by_cip.id != by_dni.id:
        row.blame("numbers_of_two", Column.DNI, who=by_dni.login if by_dni.mine else "")
        return None
    person = by_cip or by_dni
    if by_dni and not by_cip and row.cip and by_dni.cip:
        row.blame("dni_of_other", Column.DNI, who=by_dni.login if by_dni.mine else "")
        return None
    for column, key in ((Column.CIP, row.cip), (Column.DNI, row.dni), (Column.EMAIL, row.email and fold(row.email))):
        if key and (first := of.twice(f"{column} {key}", row.line)):
            row.blame("twice_in_file", column, line=str(first))
            return None
    if person and (first := of.twice(f"officer {person.id}", row.line)):
        row.blame("twice_in_file", line=str(first))
        return None
    if person and not person.mine:
        row.blame("elsewhere")
    return person


def _rank(row: Row, of: Directory) -> Step | None:
    if not row.rank:
        return None
    step = of.ranks.get(plain(row.rank))
    if step is None:
        row.blame("rank_unknown", Column.RANK)
    return step


def _unit(row: Row, of: Directory) -> Place | None:
    if not row.unit:
        return None
    place = of.units.get(plain(row.unit))
    if place is None or not place.mine:
        row.blame("unit_unknown", Column.UNIT)
        return None
    return place


def _registered(row: Row, rank: Step | None, unit: Place | None) -> dict[str, Change]:
    """Return the values of a new officer; a row that lacks one is at fault."""
    needed = {
        Column.GIVEN: row.given_names,
        Column.PATERNAL: row.paternal_surname,
        Column.RANK: rank,
        Column.UNIT: unit,
    }
    for column, value in needed.items():
        if not value:
            row.blame("missing_for_new", column)
    if unit and unit.closed_on:
        row.blame("unit_closed", Column.UNIT)
    if rank and rank.bears_cip and not row.cip:
        row.blame("cip_missing", Column.CIP)
    if row.problems or rank is None or unit is None:
        return {}
    values: dict[str, Value] = {
        "cip": row.cip, "dni": row.dni, "login": row.cip or f"D{row.dni}", "email": row.email,
        "given_names": row.given_names, "paternal_surname": row.paternal_surname,
        "maternal_surname": row.maternal_surname, "status": row.status or "active", "rank": rank.id, "unit": unit.id,
    }  # fmt: skip
    return {name: (None, value) for name, value in values.items()}


def _changed(
    row: Row, person: Person, rank: Step | None, unit: Place | None, *, exact_names: bool
) -> dict[str, Change]:
    """Return what the row says otherwise than the record."""
    said: dict[str, Value] = {
        "cip": row.cip, "dni": row.dni, "email": row.email, "status": row.status,
        "rank": rank.id if rank else None, "unit": unit.id if unit else None,
        **{name: getattr(row, name) for name in NAMES},
    }  # fmt: skip
    if person.email and row.email and person.email.casefold() == row.email.casefold():
        said["email"] = None
    if not exact_names:
        for name in NAMES:
            if fold(getattr(row, name)) == fold(getattr(person, name)):
                said[name] = None
    changes: dict[str, Change] = {
        name: (getattr(person, name), value) for name, value in said.items() if value and value != getattr(person, name)
    }
    if "cip" in changes and changes["cip"][1] != person.login:
        changes["login"] = (person.login, changes["cip"][1])
    elif "dni" in changes and not person.cip:
        changes["login"] = (person.login, f"D{changes['dni'][1]}")
    return changes


def _hold_against_rules(row: Row, person: Person, changes: Mapping[str, Change], since: date, of: Directory) -> None:
    """Blame what the single acts refuse as well."""
    serves = (changes["status"][1] if "status" in changes else person.status) in SERVING
    unit = changes["unit"][1] if "unit" in changes else person.unit
    place = of.place_of.get(unit) if isinstance(unit, int) else None
    if place and place.closed_on and ("unit" in changes or ("status" in changes and serves)):
        row.blame("unit_closed", Column.UNIT)
    if "status" in changes and person.is_self:
        row.blame("own_status", Column.STATUS)
    if person.status in SERVING and not serves and of.loses_last(person.id):
        row.blame("last_administrator", Column.STATUS)
    if {"rank", "unit"} & set(changes) and (person.rank is None or person.unit is None):
        if "rank" not in changes and person.rank is None:
            row.blame("missing_for_new", Column.RANK)
        if "unit" not in changes and person.unit is None:
            row.blame("missing_for_new", Column.UNIT)
    if {"rank", "unit"} & set(changes) and person.posted_since and since <= person.posted_since:
        row.blame("date_too_early", Column.SINCE, began=person.posted_since.isoformat())
    if set(NAMES) & set(changes) and person.named_since and since < person.named_since:
        row.blame("name_corrected_later", Column.SINCE, day=person.named_since.isoformat())


def _kinds(changes: Mapping[str, Change], of: Directory) -> list[Kind]:
    kinds = []
    if "status" in changes:
        before, after = changes["status"]
        kinds.append(
            Kind.STATUS if (before in SERVING) == (after in SERVING) else Kind.BACK if after in SERVING else Kind.LEFT
        )
    if "unit" in changes:
        kinds.append(Kind.MOVED)
    if "rank" in changes:
        kinds.append(_rank_kind(*changes["rank"], of))
    if set(NAMES) & set(changes):
        kinds.append(Kind.RENAMED)
    if set(NUMBERS) & set(changes):
        kinds.append(Kind.NUMBERS)
    return sorted(kinds, key=list(Kind).index) or [Kind.UNCHANGED]


def _rank_kind(before: Value, after: Value, of: Directory) -> Kind:
    old, new = (of.step_of.get(each) if isinstance(each, int) else None for each in (before, after))
    rises = old and new and old.ladder == new.ladder and new.order > old.order
    return Kind.PROMOTED if rises else Kind.RANKED
