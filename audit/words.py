"""How the audit is said to people: each app registers the words of its acts and the names of its rows.

A line holds codes and keys, so that it outlives whatever it speaks of; words are made when it is shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

__all__ = [
    "Names",
    "act_words",
    "acts",
    "field_words",
    "found",
    "is_guarded",
    "kind_words",
    "kinds",
    "named",
    "names",
    "public_names",
    "register",
]

#: Returns the names of those of the rows, by key as text, that a reader may be told; one or a few statements.
Names = Callable[[Any, Iterable[str]], Mapping[str, str]]
#: Returns what may be said to every reader of the audit of those of the rows that have no name for him.
PublicNames = Callable[[Iterable[str]], Mapping[str, str]]
#: Returns the keys of the rows that a number belongs to, as people write it, among those that a reader may be told of.
Found = Callable[[Any, str], Iterable[Any]]


@dataclass(frozen=True)
class _Kind:
    names: Names
    guarded: bool


_acts: dict[str, Any] = {}
_kinds: dict[str, _Kind] = {}
_changes: dict[str, Any] = {}
_called: dict[str, Any] = {}
_public: dict[str, PublicNames] = {}
_found: dict[str, Found] = {}


def register(
    *,
    acts: Mapping[str, Any],
    rows: Mapping[type[models.Model], Names],
    changes: Mapping[str, Any] = MappingProxyType({}),
    called: Mapping[type[models.Model], Any] = MappingProxyType({}),
    public: Mapping[type[models.Model], PublicNames] = MappingProxyType({}),
    found: Mapping[type[models.Model], Found] = MappingProxyType({}),
    guarded: bool = False,
) -> None:
    """Add an app's words: ``acts`` by code (lazily translated), and how rows of each kind are named.

    ``changes``: what is written as changed and is no field, such as several dates at once. ``called``: kinds whose
    model has no words of ours. ``public``: what is said of a row without a name. ``found``: how rows are found by
    the number that people know. ``guarded``: the rows may be reserved. Of one that the reader may not be told the
    name of, the reason is withheld as well, since people name in it what they speak of.
    """
    _acts.update(acts)
    _changes.update(changes)
    _called.update({model._meta.label: words for model, words in called.items()})
    _public.update({model._meta.label: of_rows for model, of_rows in public.items()})
    _found.update({model._meta.label: of_number for model, of_number in found.items()})
    _kinds.update({model._meta.label: _Kind(of_rows, guarded) for model, of_rows in rows.items()})


def acts() -> dict[str, str]:
    """Return the words of all acts by their codes, in the order of the words."""
    return dict(sorted(((code, str(words)) for code, words in _acts.items()), key=lambda pair: pair[1].casefold()))


def act_words(act: str) -> str:
    """Return the words of an act; the bare code where its app is gone."""
    return str(_acts.get(act, act))


def kinds() -> dict[str, str]:
    """Return the words of all kinds of row by their labels, in the order of the words."""
    return dict(sorted(((label, kind_words(label)) for label in _kinds), key=lambda pair: pair[1].casefold()))


def kind_words(label: str) -> str:
    """Return the words of a kind of row; the bare label where its model is gone."""
    if label in _called:
        return str(_called[label])
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def field_words(label: str, field: str) -> str:
    """Return the words of what changed on a row; what nobody said stays as it is written."""
    if field in _changes:
        return str(_changes[field])
    try:
        column = apps.get_model(label)._meta.get_field(field)
    except (LookupError, ValueError, FieldDoesNotExist):
        return field
    if isinstance(column, models.Field):
        return str(column.verbose_name)
    return str(column.related_model._meta.verbose_name_plural)  # rows of another kind that name this one


def names(reader: Any, rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the names of rows (pairs of label and key) that the reader may be told, a few statements a kind."""
    return {
        (label, key): name
        for label, keys in _by_label(rows).items()
        if label in _kinds
        for key, name in _kinds[label].names(reader, keys).items()
    }


def public_names(rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what every reader may be told of rows, such as the public title of a reserved course."""
    return {
        (label, key): name
        for label, keys in _by_label(rows).items()
        if label in _public
        for key, name in _public[label](keys).items()
    }


def found(reader: Any, number: str, kind: str = "") -> set[tuple[str, str]]:
    """Return the rows (pairs of label and key) of this kind, or of any, that a number as people write it belongs to."""
    return {
        (label, str(key))
        for label, of_number in _found.items()
        if kind in {"", label}
        for key in of_number(reader, number)
    }


def _by_label(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    keys = defaultdict(set)
    for label, key in rows:
        keys[label].add(key)
    return keys


def is_guarded(label: str) -> bool:
    """Whether what is written about a row without a name is withheld; so for kinds that nobody registered."""
    return label not in _kinds or _kinds[label].guarded


def named(rows: models.QuerySet[Any], keys: Iterable[str], words: Callable[[Any], str] = str) -> dict[str, str]:
    """Return the names of the rows of a queryset by key."""
    return {str(row.pk): words(row) for row in rows.filter(pk__in=list(keys))}
