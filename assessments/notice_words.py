"""The words of notices about exams."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.admission import moment
from officers.notices import register, register_public_words

__all__ = ["register_words"]


def _override(arguments: dict[str, Any]) -> str:
    attempts, minutes, until = (arguments[name] for name in ("attempts", "minutes", "until"))
    given = []
    if attempts:
        given.append(ngettext("%(count)s more attempt", "%(count)s more attempts", attempts) % {"count": attempts})
    if minutes:
        given.append(ngettext("%(count)s more minute", "%(count)s more minutes", minutes) % {"count": minutes})
    if until:
        given.append(_("time until %(at)s") % {"at": moment(datetime.fromisoformat(until))})
    return _("In “%(exam)s” you were given: %(what)s.") % {"exam": arguments["exam"], "what": ", ".join(given)}


def _annulled(arguments: dict[str, Any]) -> str:
    if arguments["before"] == arguments["after"]:
        return _("A question of “%(exam)s” was annulled; your mark stays %(after)s.") % arguments
    return _("A question of “%(exam)s” was annulled: your mark is %(after)s, before %(before)s.") % arguments


def _complaint(arguments: dict[str, Any]) -> str:
    number, exam = arguments["slot"], arguments["exam"]
    about = _("question %(number)s") % {"number": number} if number else _("the mark")
    said = {
        "under_review": _("Your complaint about %(about)s of “%(exam)s” is under review."),
        "upheld": _("Your complaint about %(about)s of “%(exam)s” was upheld."),
        "dismissed": _("Your complaint about %(about)s of “%(exam)s” was dismissed."),
    }
    return said[arguments["state"]] % {"about": about, "exam": exam}


def _mark_changed(arguments: dict[str, Any]) -> str:
    return _("Your mark in “%(exam)s” is %(after)s, before %(before)s: a complaint of yours was upheld.") % arguments


def _late_counted(arguments: dict[str, Any]) -> str:
    if not arguments["after"]:
        text = _(
            "Answers of yours in “%(exam)s” that came late count. A person marks them, and you get your mark then. "
            "Your mark before was %(before)s."
        )
        return text % arguments
    if arguments["before"] == arguments["after"]:
        return _("Answers of yours in “%(exam)s” that came late were counted; your mark stays %(after)s.") % arguments
    return (
        _("Answers of yours in “%(exam)s” that came late were counted: your mark is %(after)s, before %(before)s.")
        % arguments
    )


def _marked_again(arguments: dict[str, Any]) -> str:
    if arguments["before"] == arguments["after"]:
        return _("An answer of yours in “%(exam)s” was marked again; your mark stays %(after)s.") % arguments
    return (
        _("An answer of yours in “%(exam)s” was marked again: your mark is %(after)s, before %(before)s.") % arguments
    )


def _accepted(arguments: dict[str, Any]) -> str:
    if arguments["before"] == arguments["after"]:
        return _("A question of “%(exam)s” was marked again; your mark stays %(after)s.") % arguments
    return _("A question of “%(exam)s” was marked again: your mark is %(after)s, before %(before)s.") % arguments


def _sitting_annulled(arguments: dict[str, Any]) -> str:
    said = (
        _("Your sitting of “%(exam)s” was annulled by the examination board and counts as an attempt used: %(why)s")
        if arguments["is_used"]
        else _("Your sitting of “%(exam)s” was annulled by the examination board; you have the attempt again: %(why)s")
    )
    return said % arguments


def _sitting_reopened(arguments: dict[str, Any]) -> str:
    text = _("Your sitting of “%(exam)s” is open again until %(at)s; what you had answered is still there: %(why)s")
    return text % {**arguments, "at": moment(datetime.fromisoformat(arguments["until"]))}


def _marked(arguments: dict[str, Any]) -> str:
    return _("“%(exam)s” has been marked: your mark is %(after)s.") % arguments


def _moved(arguments: dict[str, Any]) -> str:
    if arguments["state"] == "ready":
        return _("Version %(number)s of a question of yours in the bank %(bank)s is ready.") % arguments
    text = _("Version %(number)s of a question of yours in the bank %(bank)s was sent back: its page says why.")
    return text % arguments


def register_words() -> None:
    """Register them; called from ``ready``."""
    news = gettext_lazy("There is news about an exam of yours.")
    kinds = (
        *("override.given", "question.annulled", "question.accepted", "complaint.answered", "mark.changed"),
        *("late.counted", "sitting.annulled", "sitting.reopened", "marking.finished", "marking.again"),
    )
    register_public_words(dict.fromkeys(kinds, news))
    register_public_words({"question.moved": gettext_lazy("There is news about a question that you wrote.")})
    register("question.moved", _moved)
    register("complaint.answered", _complaint)
    register("mark.changed", _mark_changed)
    register("late.counted", _late_counted)
    register("sitting.annulled", _sitting_annulled)
    register("sitting.reopened", _sitting_reopened)
    register("marking.finished", _marked)
    register("marking.again", _marked_again)
    register("override.given", _override)
    register("question.annulled", _annulled)
    register("question.accepted", _accepted)
