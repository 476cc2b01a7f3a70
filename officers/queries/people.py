"""Officers as those who manage them look for them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from kernel.folding import fold
from officers.identifiers import is_login, normal_login
from officers.models import Act, Grant, Officer, Rank, Unit
from officers.roles import officers_for

__all__ = ["PeopleFilter", "found_by", "people", "with_number"]

_SEPARATORS = str.maketrans("", "", " .-\u00a0")


@dataclass(frozen=True)
class PeopleFilter:
    """What a list of officers is narrowed to; what is empty or None narrows nothing."""

    q: str = ""
    unit: Unit | None = None
    rank: Rank | None = None
    status: str = ""
    role: str = ""
    #: Whether they have ever logged in.
    logged_in: bool | None = None


def people(by: Officer, wanted: PeopleFilter) -> QuerySet[Officer]:
    """Return the officers whom ``by`` manages, narrowed and in the order of their names, with rank and unit."""
    found = officers_for(by, Act.MANAGE_OFFICERS).filter(found_by(wanted.q)).select_related("rank", "unit")
    if wanted.unit:
        found = found.filter(unit__path__startswith=wanted.unit.path)
    if wanted.rank:
        found = found.filter(rank=wanted.rank)
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.role:
        found = found.filter(Exists(Grant.objects.in_force().filter(officer=OuterRef("pk"), role=wanted.role)))
    if wanted.logged_in is not None:
        found = found.filter(last_login__isnull=not wanted.logged_in)
    # In the order of an index PostgreSQL would rather read all names until fifty match: nothing, where none does.
    # The stored form has no capitals, so that this is the same order without an index.
    by_name = Lower("search_name") if any(len(word) > 2 for word in _words(wanted.q)) else "search_name"
    return found.order_by(by_name, "pk")


def with_number(text: str) -> QuerySet[Officer]:
    """Return whoever logs in with this number or has it as DNI: nobody, one, or two; no door is asked."""
    login = normal_login(text)
    if not is_login(login):
        return Officer.objects.none()
    return Officer.objects.filter(Q(login=login) | Q(dni=login.removeprefix("D")))


def found_by(text: str) -> Q:
    """Return the condition for what was typed: every word a part of a name or of a number, in any order.

    Names borne before count as the present one, and together with it: the given names stay when a surname changes.

    A word of one or two letters has to begin a word of the name (a number, the number): all that contains it would be
    half the force, and no index of trigrams could tell. On PostgreSQL each word is one look-up in the index
    ``officer_search``; the words and the answers are the same on SQLite.
    """
    found = Q()
    for word in _words(text):
        found &= _number(word) if any(char.isdigit() for char in word) else _name(word)
    return found


def _words(text: str) -> list[str]:
    together = fold(text).translate(_SEPARATORS)
    if together.removeprefix("d").isdigit():  # a number as people write it: 31.234.567, D 07654321
        return [together]
    return [
        word.translate(_SEPARATORS) if any(char.isdigit() for char in word) else word
        for word in fold(text.replace(",", " ")).split()
    ]


def _name(word: str) -> Q:
    found = Q()
    for column in ("search_name", "search_former"):
        if len(word) > 2:
            found |= Q(**{f"{column}__contains": word})
        else:
            found |= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
    return found


def _number(word: str) -> Q:
    how = "contains" if len(word) > 2 else "startswith"
    return Q(**{f"login__{how}": word.upper()}) | Q(**{f"dni__{how}": word})
