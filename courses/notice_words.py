"""The words of notices about enrolments."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officers.notices import register, register_public_words

__all__ = ["register_words"]


_ENROLMENT = gettext_lazy("There is news about an enrolment of yours.")
#: What a mail may say: no course, no mark, no reason, and not whether somebody failed.
_PUBLIC = {
    "enrolment.made": gettext_lazy("You are enrolled in a course."),
    "enrolment.requested": gettext_lazy("Your request for a place in a course was received."),
    "enrolment.waits": gettext_lazy("You are on the waiting list of a course."),
    "enrolment.seated": gettext_lazy("A seat in a course is yours: you may begin."),
    "enrolment.dates": gettext_lazy("The dates of a course of yours have changed."),
    "enrolment.moved": _ENROLMENT,
    "enrolment.declined": _ENROLMENT,
    "enrolment.completed": _ENROLMENT,
    "enrolment.failed": _ENROLMENT,
    "enrolment.expired": _ENROLMENT,
    "enrolment.withdrawn": _ENROLMENT,
    "enrolment.put_back": _ENROLMENT,
}


def _made(arguments: dict[str, Any]) -> str:
    return _("You are enrolled in “%(course)s”, run %(run)s.") % arguments


def _requested(arguments: dict[str, Any]) -> str:
    return _("You have asked for a place in “%(course)s”, run %(run)s. You are told when it is decided.") % arguments


def _waits(arguments: dict[str, Any]) -> str:
    text = _("You are on the waiting list of “%(course)s”, run %(run)s. The next free seat is given in order.")
    return text % arguments


def _seated(arguments: dict[str, Any]) -> str:
    return _("A seat is yours in “%(course)s”, run %(run)s: you may begin.") % arguments


def _dates(arguments: dict[str, Any]) -> str:
    return _("The dates of “%(course)s”, run %(run)s, have changed. Look at them in its outline.") % arguments


def _moved(arguments: dict[str, Any]) -> str:
    return _("You now take “%(course)s” in the run %(run)s; what you did counts there. Reason: %(why)s") % arguments


def _edition(arguments: dict[str, Any]) -> str:
    said = [_("“%(course)s”, run %(run)s, goes on in edition %(number)s; what you did counts.") % arguments]
    for key, words in (
        ("gained", _("By its rules you have passed: %(titles)s.")),
        ("again", _("Read again: %(titles)s.")),
    ):
        if arguments[key]:
            said.append(words % {"titles": ", ".join(arguments[key])})
    if arguments["added"]:
        said.append(_("Look at the outline: there is something new to do."))
    return " ".join(said)


def _declined(arguments: dict[str, Any]) -> str:
    return _("Your request for “%(course)s”, run %(run)s, was declined. Reason: %(why)s") % arguments


def _completed(arguments: dict[str, Any]) -> str:
    if arguments["mark"]:
        return _("You have completed “%(course)s” with the final mark %(mark)s.") % arguments
    return _("You have completed “%(course)s”.") % arguments


def _failed(arguments: dict[str, Any]) -> str:
    if arguments["reason"] == "exam":
        return _("You did not pass “%(course)s”: an exam has no attempts left. Enrol in the next run.") % arguments
    return _("You did not complete “%(course)s” before its run ended. Enrol in the next run.") % arguments


def _expired(arguments: dict[str, Any]) -> str:
    return _("The run of “%(course)s” ended before you had a place in it.") % arguments


def _withdrawn(arguments: dict[str, Any]) -> str:
    return _("You were withdrawn from “%(course)s”. Reason: %(why)s") % arguments


def _put_back(arguments: dict[str, Any]) -> str:
    text = _("You are back in “%(course)s”, run %(run)s, and go on where you were. Reason: %(why)s")
    return text % arguments


def register_words() -> None:
    """Register the words of this app's notices; called from ``ready``."""
    register_public_words(_PUBLIC)
    register("enrolment.made", _made)
    register("enrolment.requested", _requested)
    register("enrolment.waits", _waits)
    register("enrolment.seated", _seated)
    register("enrolment.dates", _dates)
    register("enrolment.moved", _moved)
    register("enrolment.edition", _edition)
    register("enrolment.declined", _declined)
    register("enrolment.completed", _completed)
    register("enrolment.failed", _failed)
    register("enrolment.expired", _expired)
    register("enrolment.withdrawn", _withdrawn)
    register("enrolment.put_back", _put_back)
