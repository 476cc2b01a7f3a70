"""How a version of a question may be moved on, and by whom. The page and the service ask the same."""

from assessments.models.bank import Bank
from assessments.models.question_step import VersionState
from officers.models import Act, Officer
from officers.roles import may

__all__ = ["FOLLOWS", "is_own", "moves"]

#: What may come after a state. A draft is made ready at once only where no second person is needed.
FOLLOWS: dict[str, frozenset[str]] = {
    VersionState.DRAFT: frozenset({VersionState.IN_REVIEW, VersionState.READY}),
    VersionState.IN_REVIEW: frozenset({VersionState.DRAFT, VersionState.READY}),
    VersionState.READY: frozenset(),
}


def moves(state: str, *, author: int | None, bank: Bank, by: Officer) -> frozenset[str]:
    """Return the states to which a person may move a version. author: by id; None: the loader."""
    edits = may(by, Act.EDIT_CONTENT, on=bank.scope)
    reviews = may(by, Act.REVIEW_QUESTION, on=bank.scope)
    if state == VersionState.IN_REVIEW:
        makes_ready = (reviews and not is_own(author, bank, by)) or (edits and not bank.needs_review)
        allowed = {VersionState.DRAFT} if reviews else set()
    else:
        makes_ready = edits and not bank.needs_review
        allowed = {VersionState.IN_REVIEW} if edits else set()
    return FOLLOWS[state] & (allowed | ({VersionState.READY} if makes_ready else set()))


def is_own(author: int | None, bank: Bank, by: Officer) -> bool:
    """Whether somebody else must look at the version, since it is this person's own."""
    return bank.needs_review and author == by.pk
