"""Which version of a question is asked: the newest that is ready."""

from collections import Counter

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assessments.models.question import Question, QuestionVersion
from assessments.models.question_step import QuestionStep, VersionState
from assessments.question_types import registry

__all__ = ["newest_number", "not_ready", "not_ready_by_tag", "ready_number", "ready_versions", "state"]

_READY = {"steps__state": VersionState.READY}


def ready_number(question: str = "question") -> Subquery:
    """Return the number of the newest ready version of a question (its name in the row); NULL where none is."""
    versions = QuestionVersion.objects.filter(question=OuterRef(question), **_READY).values("question")
    return Subquery(versions.annotate(ready=Max("number")).values("ready"))


def newest_number(question: str = "question") -> Subquery:
    """Return the number of the newest version of a question, whatever its state."""
    versions = QuestionVersion.objects.filter(question=OuterRef(question)).values("question")
    return Subquery(versions.annotate(newest=Max("number")).values("newest"))


def state() -> Coalesce:
    """Return where a version stands."""
    steps = QuestionStep.objects.filter(version=OuterRef("pk")).order_by("-number")
    return Coalesce(Subquery(steps.values("state")[:1]), Value(VersionState.DRAFT.value))


def ready_versions(bank: int) -> QuerySet[QuestionVersion]:
    """Return the newest ready version of each question of a bank, retired ones and cases too.

    Without those about a case that has no ready version: such a question cannot be asked either.
    """
    of_case = QuestionStep.objects.filter(version__question=OuterRef("case"), state=VersionState.READY)
    versions: QuerySet[QuestionVersion] = QuestionVersion.objects.filter(question__bank=bank, number=ready_number())
    return versions.filter(Q(case=None) | Exists(of_case))


def not_ready(bank: int) -> QuerySet[Question]:
    """Return the live questions of a bank that no exam can ask yet."""
    asked = Question.objects.filter(bank=bank, retired_at=None).exclude(versions__kind__in=registry.unasked())
    return asked.exclude(pk__in=ready_versions(bank).values("question"))


def not_ready_by_tag(bank: int) -> Counter[str]:
    """Return how many live questions with each tag no exam can ask yet; one statement."""
    return Counter(not_ready(bank).filter(tags__isnull=False).values_list("tags__tag", flat=True))
