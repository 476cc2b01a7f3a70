"""Acts for two persons: what runs when the second one confirms.

The app whose act it is registers a ``Kind``; this app knows none. ``propose`` and
``confirm_proposal`` ask for the right of each person on the scope that the kind names.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.audit_words import register_steps
from officers.models import Act, Officer, Proposal
from officers.roles import Scope

__all__ = [
    "LAPSES_AFTER", "Kind", "Links", "NoSuchRow", "Resting", "Rows", "Run", "Words", "acts", "kind_of", "register",
    "row_of",
]  # fmt: skip

#: A proposal that nobody confirms within this time lapses.
LAPSES_AFTER = timedelta(days=14)


class Run(Protocol):
    """The service of an act, called in the transaction of the confirmation."""

    def __call__(self, *, on: Any, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Any:
        """Do it: ``by`` proposed, ``second`` confirms; a ``Refusal`` leaves the proposal waiting."""
        ...


class Rows(Protocol):
    """Which rows a person may see, and how each is shown."""

    def __call__(self, officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Any, str]]:
        """Return, by key, those rows of the model that the officer may see, each with its name.

        A fixed number of statements, whatever the number of keys; what ``scope`` asks of a row is loaded.
        """
        ...


class Words(Protocol):
    """What would be done, as a sentence."""

    def __call__(self, row: Any, arguments: dict[str, Any]) -> str:
        """Return the words in the reader's language; asks no database."""
        ...


class Links(Protocol):
    """Where the row may be looked at."""

    def __call__(self, row: Any, reader: Officer) -> Sequence[tuple[str, str]]:
        """Return label and address of those pages that the reader may open; asks no database but for rights."""
        ...


class Resting(Protocol):
    """What rests on the row and would be without its ground."""

    def __call__(self, row: Any) -> Sequence[str]:
        """Return it in sentences; asked for one proposal at a time, by whoever is about to confirm it."""
        ...


def _no_links(row: Any, reader: Officer) -> Sequence[tuple[str, str]]:
    return ()


def _nothing(row: Any) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Kind:
    """How an act for two persons is done, where (the scope of the row), who sees the row, and in which words."""

    run: Run
    scope: Callable[[Any], Scope | None]
    rows: Rows
    words: Words
    links: Links = _no_links
    resting: Resting = _nothing


class NoSuchRow(Refusal):
    """The row that a proposal names is gone."""

    code = "no_such_row"
    message = _("What this proposal is about no longer exists.")


_kinds: dict[str, Kind] = {}


def register(
    act: Act,
    run: Run,
    *,
    rows: Rows,
    words: Words,
    scope: Callable[[Any], Scope | None] = lambda row: None,
    links: Links = _no_links,
    resting: Resting = _nothing,
) -> None:
    """Say what an act for two persons does; without ``scope`` both need a grant without a scope."""
    _kinds[act] = Kind(run=run, scope=scope, rows=rows, words=words, links=links, resting=resting)
    register_steps(act)


def acts() -> list[str]:
    """Return the acts for two persons."""
    return list(_kinds)


def kind_of(act: str) -> Kind:
    """Return how an act is done; ``KeyError`` for an act that is not for two persons: an error of the program."""
    return _kinds[act]


def row_of(proposal: Proposal) -> models.Model:
    """Return the row that a proposal is about; raises ``NoSuchRow``."""
    row: models.Model | None = apps.get_model(proposal.on_model)._default_manager.filter(pk=proposal.on_id).first()
    if row is None:
        raise NoSuchRow
    return row
