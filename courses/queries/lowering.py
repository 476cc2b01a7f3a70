"""Proposals to lower a classification: what waits, for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from courses.gate import reach
from courses.held import KINDS, Held, scope_of
from courses.models.course import Classification, Course
from officers.models import Act, Officer, Proposal
from officers.roles import may

__all__ = ["WaitingLowering", "held_row", "proposal_in_reach", "waiting"]


@dataclass(frozen=True)
class WaitingLowering:
    """One proposal as the page shows it; ``own``: made by whoever looks, who cannot be the second person."""

    public_id: UUID
    name: str
    present: str
    wanted: str
    by: str
    why: str
    made_at: datetime
    until: datetime
    own: bool


def held_row(officer: Officer, kind: str, pk: int) -> Held | None:
    """Return the row when the officer sees it and may propose to lower it; else None."""
    if kind == "course":
        found = [course for course in reach.courses(officer, Act.LOWER_CLASSIFICATION) if course.pk == pk]
        return found[0] if found else None
    rows = reach.images(officer) if kind == "image" else reach.documents(officer) if kind == "document" else None
    row: Held | None = rows.filter(pk=pk).first() if rows is not None else None
    return row if row is not None and may(officer, Act.LOWER_CLASSIFICATION, on=scope_of(row)) else None


def waiting(officer: Officer) -> list[WaitingLowering]:
    """Return the proposals that wait about what the officer sees and may decide on, the oldest first."""
    proposals = Proposal.objects.filter(
        act=Act.LOWER_CLASSIFICATION, state=Proposal.State.WAITING, until__gt=timezone.now()
    )
    found = []
    for proposal in proposals.select_related("by__rank").order_by("made_at"):
        row = _row(officer, proposal)
        if row is not None:
            wanted = Classification(proposal.arguments["classification"]).label
            found.append(
                WaitingLowering(
                    public_id=proposal.public_id,
                    name=_name(row),
                    present=row.get_classification_display(),
                    wanted=str(wanted),
                    by=proposal.by.get_short_name(),
                    why=proposal.why,
                    made_at=proposal.made_at,
                    until=proposal.until,
                    own=proposal.by_id == officer.pk,
                )
            )
    return found


def proposal_in_reach(officer: Officer, public_id: UUID) -> Proposal | None:
    """Return the proposal when it is about what the officer sees and may decide on; else None."""
    proposal = Proposal.objects.filter(act=Act.LOWER_CLASSIFICATION, public_id=public_id).first()
    return proposal if proposal is not None and _row(officer, proposal) is not None else None


def _row(officer: Officer, proposal: Proposal) -> Held | None:
    kinds = [kind for kind, model in KINDS.items() if model._meta.label == proposal.on_model]
    return held_row(officer, kinds[0], int(proposal.on_id)) if kinds else None


def _name(row: Held) -> str:
    return row.code if isinstance(row, Course) else row.title
