"""What the page of further answers shows of a version: what was decided, and what one more would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils import timezone

from assessments.models.further_answer import FurtherAnswer
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import Changed, changes_by_accepting, digest
from assessments.question_types.further import Accepted, Further, FurtherField
from assessments.question_types.further_words import further_words
from officers.models import Act, Proposal

__all__ = ["Decided", "DryRun", "Waiting", "decided_on", "dry_run", "waiting_on"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the page tells it. second: empty where no mark could fall."""

    what: str
    why: str
    by: str
    second: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for its second person. query: under which the page lists its effects."""

    what: str
    why: str
    by: str
    query: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a further answer would change, where no mark may fall and where it may."""

    raises: Sequence[Changed]
    as_it_comes: Sequence[Changed]

    @property
    def seen(self) -> str:
        """What names both lists: what is done must be what was looked at."""
        return f"{digest(self.raises)}.{digest(self.as_it_comes)}"

    @property
    def falls(self) -> int:
        """How many would have a mark that falls."""
        return sum(changed.falls for changed in self.as_it_comes)

    @property
    def passing(self) -> int:
        """How many that had failed would pass the exam."""
        return sum(changed.passes for changed in self.as_it_comes)

    @property
    def no_longer(self) -> int:
        """How many would no longer pass an exam that they had passed."""
        return sum(changed.no_longer_passes for changed in self.as_it_comes)

    @property
    def completed(self) -> int:
        """How many of them have completed the course."""
        return sum(changed.completed for changed in self.as_it_comes)

    @property
    def below_paper(self) -> int:
        """How many certificates would say more than the mark that counts then."""
        return sum(changed.below_paper for changed in self.as_it_comes)


def dry_run(version: QuestionVersion, further: Further) -> DryRun:
    """Return what accepting this would change; ``check_further`` has let it through."""
    raises, as_it_comes = (changes_by_accepting(version, Accepted(further, raises_only=only)) for only in (True, False))
    return DryRun(raises, as_it_comes)


def decided_on(version: QuestionVersion, fields: Sequence[FurtherField]) -> list[Decided]:
    """Return what was accepted of a version so far, the newest first; fields: of its content as it was asked."""
    rows = FurtherAnswer.objects.filter(version=version).select_related("by", "second").order_by("-number")
    return [
        Decided(
            further_words(fields, row.further), row.why, row.by.get_full_name(),
            row.second.get_full_name() if row.second else "", row.at,
        )
        for row in rows
    ]  # fmt: skip


def waiting_on(version: QuestionVersion, fields: Sequence[FurtherField]) -> Waiting | None:
    """Return what waits to be accepted of a version by a second person."""
    rows = Proposal.objects.filter(
        act=Act.DECIDE_MARK, on_model=version._meta.label, on_id=str(version.pk), state=Proposal.State.WAITING,
        until__gt=timezone.now(),
    )  # fmt: skip
    row = rows.select_related("by").first()
    if row is None:
        return None
    further = row.arguments["further"]
    return Waiting(further_words(fields, further), row.why, row.by.get_full_name(), f"?{urlencode(further)}")
