"""Acts for two persons as their pages show them: what a person may decide, and what he proposed himself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from officers.models import Act, Officer, Proposal
from officers.proposals import acts, kind_of
from officers.roles import may, may_somewhere

__all__ = [
    "ProposalLine", "count_to_decide", "decides", "forget_count", "line_of", "lines_of_own", "own",
    "proposal_in_reach", "resting_on", "to_decide",
]  # fmt: skip

#: A lapsed proposal is still shown as lapsed for so long.
_SHOWN_LAPSED = timedelta(days=30)
#: For so many seconds the menu shows a count as it was.
_COUNTED_FOR = 60


@dataclass(frozen=True)
class ProposalLine:
    """A proposal as a list shows it.

    ``links``: label and address of where the row may be looked at. ``can_confirm``: by whoever looks; ``can_end``:
    decline, or take back.
    """

    public_id: UUID
    act: str
    on: str
    links: Sequence[tuple[str, str]]
    words: str
    by: str
    second: str
    why: str
    made_at: datetime
    until: datetime
    decided_at: datetime | None
    state: str
    is_own: bool
    can_confirm: bool
    can_end: bool


def decides(officer: Officer) -> bool:
    """Whether the officer may propose or confirm something, somewhere."""
    return any(may_somewhere(officer, act) for act in acts())


def to_decide(officer: Officer) -> list[ProposalLine]:
    """Return what waits and the officer may see and decide on, the oldest first, then what lapsed lately.

    His own are among them, to be taken back. Few wait at a time (``LAPSES_AFTER``); for each kind of row it
    takes a fixed number of statements.
    """
    now = timezone.now()
    rows = _of_acts_held(officer).filter(state=Proposal.State.WAITING, until__gt=now - _SHOWN_LAPSED)
    lines = _lines(officer, rows.order_by("made_at", "pk"), now, decidable=True)
    return sorted(lines, key=lambda line: not line.can_end)


def own(officer: Officer) -> QuerySet[Proposal]:
    """Return what the officer proposed, the newest first; a page of it becomes lines with ``lines_of_own``."""
    return Proposal.objects.filter(by=officer).select_related("by__rank", "second__rank").order_by("-made_at", "-pk")


def lines_of_own(officer: Officer, page: Iterable[Proposal]) -> list[ProposalLine]:
    """Return the officer's own proposals with what became of them; what he no longer sees is left unnamed."""
    return _lines(officer, page, timezone.now(), decidable=False)


def line_of(officer: Officer, proposal: Proposal) -> ProposalLine:
    """Return one proposal within reach as a line."""
    return _lines(officer, [proposal], timezone.now(), decidable=False)[0]


def resting_on(officer: Officer, proposal: Proposal) -> Sequence[str]:
    """Return in sentences what rests on the row of a proposal, where the officer sees it."""
    shown = _rows(officer, [proposal]).get((proposal.act, proposal.on_model, proposal.on_id))
    return kind_of(proposal.act).resting(shown[0]) if shown else ()


def proposal_in_reach(officer: Officer, public_id: UUID) -> Proposal | None:
    """Return a proposal about what the officer sees and may decide on, or which he made; else None."""
    proposal = (
        Proposal.objects.filter(public_id=public_id, act__in=acts()).select_related("by__rank", "second__rank").first()
    )
    if proposal is None:
        return None
    if proposal.by_id == officer.pk or _lines(officer, [proposal], timezone.now(), decidable=True):
        return proposal
    return None


def count_to_decide(officer: Officer) -> int:
    """Return how many wait for this officer as the second person; counted once a minute."""
    counted = cache.get_or_set(
        _key(officer), lambda: sum(line.can_confirm for line in to_decide(officer)), _COUNTED_FOR
    )
    return int(counted or 0)


def forget_count(officer: Officer) -> None:
    """Have the count made again: the officer decided."""
    cache.delete(_key(officer))


def _key(officer: Officer) -> str:
    return f"officers.proposals:{officer.pk}"


def _of_acts_held(officer: Officer) -> QuerySet[Proposal]:
    held = [act for act in acts() if may_somewhere(officer, act)]
    return Proposal.objects.filter(act__in=held).select_related("by__rank", "second__rank")


def _lines(officer: Officer, proposals: Iterable[Proposal], now: datetime, *, decidable: bool) -> list[ProposalLine]:
    """Return proposals as lines; ``decidable``: only those on whose row the officer holds the act."""
    listed = [proposal for proposal in proposals if proposal.act in acts()]
    seen = _rows(officer, listed)
    lines = []
    for proposal in listed:
        row, name = seen.get((proposal.act, proposal.on_model, proposal.on_id), (None, ""))
        held = row is not None and may(officer, proposal.act, on=kind_of(proposal.act).scope(row))
        if decidable and not held:
            continue
        waits = proposal.state == Proposal.State.WAITING and proposal.until > now
        is_own = proposal.by_id == officer.pk
        lines.append(
            ProposalLine(
                public_id=proposal.public_id, act=str(Act(proposal.act).label),
                on=name or _("what you do not see any more"),
                links=kind_of(proposal.act).links(row, officer) if row is not None else (),
                words=kind_of(proposal.act).words(row, proposal.arguments) if row is not None else "",
                by=proposal.by.get_short_name(), second=proposal.second.get_short_name() if proposal.second else "",
                why=proposal.why if row is not None else "", made_at=proposal.made_at, until=proposal.until,
                decided_at=proposal.decided_at, state=_state(proposal, waits=waits), is_own=is_own,
                can_confirm=waits and held and not is_own, can_end=waits,
            )
        )  # fmt: skip
    return lines


def _rows(officer: Officer, proposals: Iterable[Proposal]) -> dict[tuple[str, str, str], tuple[Any, str]]:
    """Return the rows that the officer sees, with their names, by act, model and key."""
    wanted = defaultdict(set)
    for proposal in proposals:
        wanted[proposal.act, proposal.on_model].add(proposal.on_id)
    return {
        (act, model, key): shown
        for (act, model), keys in wanted.items()
        for key, shown in kind_of(act).rows(officer, model, keys).items()
    }


def _state(proposal: Proposal, *, waits: bool) -> str:
    if proposal.state == Proposal.State.WAITING and not waits:
        return _("Lapsed")
    return str(proposal.get_state_display())
