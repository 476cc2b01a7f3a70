"""What a bank offers to an exam that is being composed: its tags with their number of questions, and its questions."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max

from assessments.models.bank import Bank
from assessments.models.question import QuestionTag, QuestionVersion
from assessments.question_types import registry
from assessments.question_types.plain import plain_text

__all__ = ["Offers", "offers_of"]


@dataclass(frozen=True, slots=True)
class Offers:
    """Tags with the number of live questions that have them; live questions with what they ask."""

    tags: tuple[tuple[str, int], ...]
    questions: tuple[tuple[UUID, str], ...]


def offers_of(bank: Bank) -> Offers:
    """Return what a bank offers; two statements."""
    cases = registry.unasked()
    live = QuestionTag.objects.filter(question__bank=bank, question__retired_at=None)
    live = live.exclude(question__versions__kind__in=cases)
    tags = live.order_by("tag").values_list("tag").annotate(Count("question", distinct=True))
    newest = QuestionVersion.objects.filter(question__bank=bank, question__retired_at=None)
    newest = (
        newest.alias(last=Max("question__versions__number"))
        .filter(number=F("last"))
        .exclude(kind__in=cases)
        .order_by("question_id")
    )
    rows = newest.values_list("question__uuid", "content__prompt")
    return Offers(tuple(tags), tuple((uuid, plain_text(prompt)) for uuid, prompt in rows))
