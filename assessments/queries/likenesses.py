"""The questions that one is much like, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from assessments.models.likeness import Likeness
from assessments.models.question import Question, QuestionVersion
from assessments.queries.questions import banks_of
from assessments.question_types.plain import plain_text
from officers.models import Officer

__all__ = ["Alike", "alike_to"]


@dataclass(frozen=True, slots=True)
class Alike:
    """A question that another one is much like; hundredths: 100 where the words are the same."""

    uuid: UUID
    words: str
    bank: str
    hundredths: int

    @property
    def same(self) -> bool:
        """Whether the words are the same."""
        return self.hundredths == 100


def alike_to(question: Question, officer: Officer) -> Sequence[Alike]:
    """Return the live questions within the reader's reach that one is much like, the most alike first."""
    newest = QuestionVersion.objects.filter(question=OuterRef("other")).order_by("-number")
    rows = Likeness.objects.filter(question=question, other__retired_at=None, other__bank__in=banks_of(officer))
    read = rows.annotate(prompt=Subquery(newest.values("content__prompt")[:1])).order_by("-hundredths", "other")
    values = read.values_list("other__uuid", "prompt", "other__bank__name", "hundredths")
    return [Alike(uuid, plain_text(prompt), bank, hundredths) for uuid, prompt, bank, hundredths in values]
