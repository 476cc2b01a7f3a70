"""What two persons decide about marks: a further answer of a question, or late answers of an attempt."""

from collections.abc import Collection
from typing import Any

from assessments import further_proposals, late_proposals
from assessments.models.attempt import Attempt
from assessments.models.question import QuestionVersion
from assessments.services.accept_further import accept_proposed
from assessments.services.count_late import count_late
from officers import proposals
from officers.models import Act, Officer
from officers.roles import Scope

__all__ = ["register"]


def register() -> None:
    """Register the act; called from ``ready``."""
    proposals.register(Act.DECIDE_MARK, _run, scope=_scope_of, rows=_rows, words=_words)


def _run(*, on: Any, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Any:
    run = count_late if isinstance(on, Attempt) else accept_proposed
    return run(on=on, arguments=arguments, by=by, second=second, why=why)


def _scope_of(row: Attempt | QuestionVersion) -> Scope | None:
    return late_proposals.scope_of(row) if isinstance(row, Attempt) else further_proposals.scope_of(row)


def _rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Any, str]]:
    if model == Attempt._meta.label:
        return {**late_proposals.rows(officer, keys)}
    return {**further_proposals.rows(officer, model, keys)}


def _words(row: Attempt | QuestionVersion, arguments: dict[str, Any]) -> str:
    return late_proposals.words(arguments) if isinstance(row, Attempt) else further_proposals.words(row, arguments)
