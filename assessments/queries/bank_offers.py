"""What a bank offers to an exam that is being composed: its tags with their number of questions, and its questions."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from assessments.models.bank import Bank
from assessments.queries.ready_versions import ready_versions
from assessments.question_types import registry
from assessments.question_types.plain import plain_text

__all__ = ["Offers", "offers_of"]


@dataclass(frozen=True, slots=True)
class Offers:
    """Tags with the number of questions that have them; questions with what they ask: live and ready."""

    tags: tuple[tuple[str, int], ...]
    questions: tuple[tuple[UUID, str], ...]


def offers_of(bank: Bank) -> Offers:
    """Return what a bank offers: what an exam can ask; one statement."""
    rows = ready_versions(bank.pk).filter(question__retired_at=None).exclude(kind__in=registry.unasked())
    found = list(rows.order_by("question_id").values_list("question__uuid", "content__prompt", "tags"))
    tags = Counter(tag for _uuid, _prompt, named in found for tag in named)
    return Offers(
        tuple(sorted(tags.items())), tuple((uuid, plain_text(prompt)) for uuid, prompt, _tags in found)
    )  # fmt: skip
