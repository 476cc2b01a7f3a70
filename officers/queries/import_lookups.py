"""What the rows of a file are held against: ranks, units, and the officers whom they name."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from officers.models import Act, FormerName, Officer, PeopleImport, Posting, Rank, Unit
from officers.people_file.columns import plain
from officers.people_file.comparing import SERVING, Directory, Person, Place, Step
from officers.people_file.reading import Row
from officers.queries.grants import administering
from officers.roles import may, officers_for, units_for

__all__ = ["Found", "absent_officers", "directory_for", "find", "serving"]

_FIELDS = (
    "id", "login", "cip", "dni", "email", "given_names", "paternal_surname", "maternal_surname", "status", "rank",
    "unit",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Officers by what rows name them by."""

    by_cip: Mapping[str, Person]
    by_dni: Mapping[str, Person]
    by_email: Mapping[str, Person]


def directory_for(people_import: PeopleImport, by: Officer) -> Directory:
    """Return ranks by code, name and abbreviation, and units by code and name; what two are called is neither's."""
    steps: list[tuple[Rank, Step]] = [
        (rank, Step(rank.pk, f"{rank.category} {rank.arm}", rank.order, rank.bears_cip)) for rank in Rank.objects.all()
    ]
    mine = set(units_for(by, Act.MANAGE_OFFICERS).values_list("pk", flat=True))
    places = [(unit, Place(unit.pk, unit.pk in mine, unit.closed_on)) for unit in Unit.objects.all()]
    return Directory(
        ranks=_named((((rank.code,), (rank.name, rank.abbreviation)), step) for rank, step in steps),
        units=_named((((unit.code,), (unit.name,)), place) for unit, place in places),
        today=timezone.localdate(),
        since=people_import.since,
        exact_names=people_import.exact_names,
        administrators=set(administering().values_list("officer_id", flat=True)),
    )


def _named(rows: Iterable[tuple[tuple[tuple[str, ...], tuple[str, ...]], Any]]) -> dict[str, Any]:
    """Return rows by folded code, and by folded name where no code and no other name reads so."""
    listed = list(rows)
    names = Counter(name for (_codes, names), _row in listed for name in {plain(name) for name in names})
    known = {name: row for (_codes, called), row in listed for name in map(plain, called) if names[name] == 1}
    return {**known, **{plain(code): row for (codes, _names), row in listed for code in codes}}


def find(rows: Collection[Row], by: Officer) -> Found:
    """Return the officers whom some rows name, in four statements whatever their number."""
    emails = {row.email for row in rows if row.email}
    wanted = (
        Q(cip__in={row.cip for row in rows if row.cip})
        | Q(dni__in={row.dni for row in rows if row.dni})
        | Q(email__in=emails)
    )
    found: list[dict[str, Any]] = list(Officer.objects.filter(wanted).values(*_FIELDS))
    keys = [values["id"] for values in found]
    posted = dict(Posting.objects.filter(officer__in=keys, until=None).values_list("officer_id", "since"))
    named = dict(
        FormerName.objects.filter(officer__in=keys).values("officer_id").annotate(last=Max("until"))
        .values_list("officer_id", "last")
    )  # fmt: skip
    mine = _reach(by, keys)
    people = [
        Person(
            **values, mine=values["id"] in mine, is_self=values["id"] == by.pk, posted_since=posted.get(values["id"]),
            named_since=named.get(values["id"]),
        )
        for values in found
    ]  # fmt: skip
    return Found(
        by_cip={person.cip: person for person in people if person.cip},
        by_dni={person.dni: person for person in people if person.dni},
        by_email={person.email: person for person in people if person.email},
    )


def _reach(by: Officer, keys: list[int]) -> set[int]:
    if may(by, Act.MANAGE_OFFICERS):
        return set(keys)
    return set(officers_for(by, Act.MANAGE_OFFICERS).filter(pk__in=keys).values_list("pk", flat=True))


def serving(people_import: PeopleImport, by: Officer) -> int:
    """Return how many serve in the units that the import is about."""
    number: int = _in_service(people_import, by).count()
    return number


def absent_officers(people_import: PeopleImport, by: Officer, listed: Collection[int]) -> Iterator[Person]:
    """Yield those who serve there and are not in the file; whoever imports is not among them."""
    rows = _in_service(people_import, by).exclude(pk=by.pk).order_by("pk").values(*_FIELDS)
    for values in rows.iterator(chunk_size=2000):
        if values["id"] not in listed:
            yield Person(**values, mine=True, is_self=False, posted_since=None, named_since=None)


def _in_service(people_import: PeopleImport, by: Officer) -> Any:
    rows = officers_for(by, Act.MANAGE_OFFICERS).filter(status__in=SERVING)
    return rows.filter(unit__path__startswith=people_import.unit.path) if people_import.unit else rows
