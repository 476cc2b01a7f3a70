"""What can be done at once with those who were chosen in a roster."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from courses.models.enrolment import Enrolment
from courses.services.decide_requests import Approved, approve_chosen, decline_chosen, enrol_declined_chosen
from courses.services.move_enrolments import Moved, move_chosen
from courses.services.put_back import put_back_chosen
from courses.services.withdraw import withdraw_chosen

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

__all__ = ["ACTS", "RosterAct"]

_State = Enrolment.State


@dataclass(frozen=True)
class RosterAct:
    """An act: the states that it concerns, its words, the service, and what is said afterwards.

    ``counts_begun``: how many have begun an exam is said first, since they cannot enrol in this run again.
    """

    states: tuple[str, ...]
    label: "StrPromise"
    question: "StrPromise"
    none: "StrPromise"
    run: Callable[..., Any]
    done: Callable[[Any], str]
    danger: bool = False
    moves: bool = False
    counts_begun: bool = False


def _approved(outcome: Approved) -> str:
    text = ngettext(
        "%(count)s request approved: with a seat %(seated)s, waiting for one %(waiting)s.",
        "%(count)s requests approved: with a seat %(seated)s, waiting for one %(waiting)s.",
        outcome.count,
    )
    return text % {"count": outcome.count, "seated": outcome.seated, "waiting": outcome.count - outcome.seated}


def _enrolled(outcome: Approved) -> str:
    text = ngettext(
        "%(count)s officer enrolled: with a seat %(seated)s, waiting for one %(waiting)s.",
        "%(count)s officers enrolled: with a seat %(seated)s, waiting for one %(waiting)s.",
        outcome.count,
    )
    return text % {"count": outcome.count, "seated": outcome.seated, "waiting": outcome.count - outcome.seated}


def _declined(count: int) -> str:
    return ngettext("%(count)s officer declined.", "%(count)s officers declined.", count) % {"count": count}


def _withdrawn(count: int) -> str:
    return ngettext("%(count)s officer withdrawn.", "%(count)s officers withdrawn.", count) % {"count": count}


def _put_back(count: int) -> str:
    return ngettext("%(count)s officer put back.", "%(count)s officers put back.", count) % {"count": count}


def _moved(outcome: Moved) -> str:
    moved = ngettext("%(count)s officer moved.", "%(count)s officers moved.", outcome.count) % {"count": outcome.count}
    said = [moved]
    if outcome.stayed:
        words = ngettext("%(count)s officer stayed.", "%(count)s officers stayed.", outcome.stayed)
        said.append(words % {"count": outcome.stayed})
    if outcome.completed:
        words = ngettext(
            "%(count)s officer completed the course by it.", "%(count)s officers completed the course by it.",
            outcome.completed,
        )  # fmt: skip
        said.append(words % {"count": outcome.completed})
    return " ".join(said)


ACTS: dict[str, RosterAct] = {
    "approve": RosterAct(
        states=(_State.REQUESTED,),
        label=gettext_lazy("Approve"),
        question=gettext_lazy("Approve these requests?"),
        none=gettext_lazy("None of those chosen waits for approval."),
        run=approve_chosen,
        done=_approved,
    ),
    "decline": RosterAct(
        states=(_State.REQUESTED, _State.WAITING),
        label=gettext_lazy("Decline"),
        question=gettext_lazy(
            "Decline these requests and places on the waiting list? The officers cannot ask this run again; those in "
            "charge can still enrol them: find the declined in the roster."
        ),
        none=gettext_lazy("None of those chosen asks or waits for a place."),
        run=decline_chosen,
        done=_declined,
        danger=True,
    ),
    "enrol": RosterAct(
        states=(_State.DECLINED,),
        label=pgettext_lazy("by those in charge", "Enrol"),
        question=gettext_lazy(
            "Enrol these officers, who were declined? Seats are given in the order of asking; whoever has none waits."
        ),
        none=gettext_lazy("None of those chosen was declined. Whoever was withdrawn is put back."),
        run=enrol_declined_chosen,
        done=_enrolled,
    ),
    "withdraw": RosterAct(
        states=Enrolment.OPEN_STATES,
        label=gettext_lazy("Withdraw"),
        question=gettext_lazy(
            "Withdraw these officers from the run? What they did stays on record. While enrolment is open their seats "
            "go to those who wait. Those in charge can undo it until the run ends: find the withdrawn in the roster "
            "and put them back, as far as seats are free."
        ),
        none=gettext_lazy("The enrolments of all those chosen have ended."),
        run=withdraw_chosen,
        done=_withdrawn,
        danger=True,
        counts_begun=True,
    ),
    "put_back": RosterAct(
        states=(_State.WITHDRAWN,),
        label=gettext_lazy("Put back"),
        question=gettext_lazy(
            "Put these officers back into the run? Each has a seat again and goes on where he was, with all that he "
            "did. Nobody is put back when seats are missing."
        ),
        none=gettext_lazy("None of those chosen was withdrawn."),
        run=put_back_chosen,
        done=_put_back,
    ),
    "move": RosterAct(
        states=Enrolment.OPEN_STATES,
        label=gettext_lazy("Move to another run"),
        question=gettext_lazy(
            "Move these officers to another run? What they did goes with them. In a run of another edition what was "
            "done stays done, and an exam not passed yet is judged by the rules of that edition."
        ),
        none=gettext_lazy("The enrolments of all those chosen have ended."),
        run=move_chosen,
        done=_moved,
        moves=True,
    ),
}
