"""Writing down where a version of a question stands: part of saving and of moving it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import Bank
from assessments.models.question import QuestionVersion
from assessments.models.question_step import QuestionStep, VersionState
from assessments.version_moves import FOLLOWS, is_own, moves
from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Officer
from officers.roles import NotPermitted
from officers.services.notify import notify

__all__ = ["MovedMeanwhile", "NeedsSecond", "OwnVersion", "put_step", "state_of"]

_ACTS: dict[str, str] = {
    VersionState.DRAFT: "question.send_back",
    VersionState.IN_REVIEW: "question.review",
    VersionState.READY: "question.ready",
}


class OwnVersion(Refusal):
    """The author of a version was to make it ready where a second person is needed."""

    code = "own_version"
    message = _("You wrote this version yourself. In this bank somebody else makes it ready.")


class NeedsSecond(Refusal):
    """A version was to be made ready by whoever saves it, where a second person is needed."""

    code = "needs_second"
    message = _("In this bank a second person reviews each version: send it for review.")


class MovedMeanwhile(Refusal):
    """The version is no longer where it was when the page was shown."""

    code = "moved_meanwhile"
    message = _("Version %(number)s was moved meanwhile. Look at where it stands now.")


def state_of(version: QuestionVersion) -> str:
    """Return where a version stands by its newest step; without any it would be a draft."""
    newest = version.steps.order_by("-number").first()
    return newest.state if newest else VersionState.DRAFT.value


def put_step(
    version: QuestionVersion, *, to: str, by: Officer | None, why: str = "", at: datetime | None = None
) -> QuestionStep:
    """Append a step. The caller has taken the area's turn (``take_turn``), by which the bank's rule holds still too.

    A new version begins where its author says; after that only what ``moves`` allows is done. by: None for the loader
    of curricula, whose load is the directorate's act. A version that is moved by another person is news to its author.
    Raises ``NotPermitted``, ``OwnVersion``, ``NeedsSecond`` and ``MovedMeanwhile``.
    """
    newest = version.steps.order_by("-number").first()
    bank = Bank.objects.select_related("course").get(questions=version.question_id)
    if by is not None:
        _check(version, newest, bank, to=to, by=by)
    step: QuestionStep = QuestionStep.objects.create(
        version=version, number=newest.number + 1 if newest else 1, state=to, why=why, author_id=version.by_id,
        needs_review=bank.needs_review, by=by, at=at or timezone.now(),
    )  # fmt: skip
    if newest or (by is not None and to != VersionState.DRAFT):  # that it was saved or loaded, its own line says
        record(by=by, act=_ACTS[to], on=version, changed=["state"], why=why)
    if newest and version.by is not None and version.by != by and to != VersionState.IN_REVIEW:
        notify(
            officer=version.by, kind="question.moved", at=step.at,
            address=reverse("assessments_cms:question", args=[version.question.uuid]),
            arguments={"bank": bank.name, "number": version.number, "state": to},
        )  # fmt: skip
    return step


def _check(version: QuestionVersion, newest: QuestionStep | None, bank: Bank, *, to: str, by: Officer) -> None:
    if newest is not None and to not in FOLLOWS[newest.state]:
        raise MovedMeanwhile(number=version.number)
    state = newest.state if newest else VersionState.DRAFT
    if to == VersionState.READY and bank.needs_review and state == VersionState.DRAFT:
        raise NeedsSecond
    if to == VersionState.READY and is_own(version.by_id, bank, by):
        raise OwnVersion
    if (newest or to != VersionState.DRAFT) and to not in moves(state, author=version.by_id, bank=bank, by=by):
        raise NotPermitted
