"""The versions of questions that wait for whoever reviews them."""

from django.db.models import QuerySet

from assessments.models.question import QuestionVersion
from assessments.models.question_step import VersionState
from assessments.queries.questions import banks_of
from assessments.queries.ready_versions import newest_number, state
from officers.models import Act, Officer

__all__ = ["waiting_for"]


def waiting_for(officer: Officer) -> QuerySet[QuestionVersion]:
    """Return the newest versions of live questions that this person may review; not his own where that matters."""
    banks = banks_of(officer, Act.REVIEW_QUESTION)
    versions = QuestionVersion.objects.filter(question__bank__in=banks, question__retired_at=None)
    waiting = versions.filter(number=newest_number()).annotate(state=state()).filter(state=VersionState.IN_REVIEW)
    found: QuerySet[QuestionVersion] = waiting.exclude(question__bank__needs_review=True, by=officer)
    return found
