"""The sentences that the browser says during a sitting; ``{…}`` is filled in there (``static/js/exam-*.js``)."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.services.save_response import TooLong

__all__ = ["browser_words"]


def browser_words(*, part_ends: bool = False) -> Mapping[str, str]:
    """Return the sentences by name, in the reader's language. part_ends: the clock is that of a section."""
    return _words_in(get_language(), part_ends)


@cache
def _words_in(_language: str | None, part_ends: bool) -> Mapping[str, str]:
    """Look them up once a language: every page of a sitting carries all of them."""
    return _sitting_words() | (_part_words() if part_ends else {})


def _part_words() -> dict[str, str]:
    return {
        "over": _("The time of this section is over. What was saved counts; the exam goes on."),
        "over_waits_one": _("The time of this section is over. 1 answer waits for the connection."),
        "over_waits_many": _("The time of this section is over. {count} answers wait for the connection."),
        "over_unreached": _(
            "The time of this section is over. What was saved counts; the exam goes on when the connection returns."
        ),
    }


def _sitting_words() -> dict[str, str]:
    return {
        "saved": _("Saved {time}"),
        "waiting": pgettext("one answer", "On this device; waits to be sent"),
        "waits_one": _("1 answer waits for the connection"),
        "waits_many": _("{count} answers wait for the connection"),
        "typing": _("Not saved yet"),
        "pen": _("You are continuing on another device since {time}. This page can only be read."),
        "no_pen": _("You are continuing on another device. What waits here is sent when you continue here."),
        "login": _("Your session has ended. Log in again in another tab; what waits is sent from here afterwards."),
        "no_session": _("Your session has ended"),
        "sending": _("Sending…"),
        "newer": _(
            "In another window you answered “{answer}” at {time}. Your answer here does not count unless you choose it."
        ),
        "no_answer": _("no answer"),
        "kept": _("Kept as evidence; the time was over, so it does not count."),
        "kept_one": _("1 answer that waited has arrived. The time was over, so it is kept as evidence."),
        "kept_many": _("{count} answers that waited have arrived. The time was over, so they are kept as evidence."),
        "sent": _("Everything that waited has been sent."),
        "stale": _(
            "An answer that waited does not count: the question had another one. Go back to the questions to choose."
        ),
        "answered": _("Question {number}, answered"),
        "unanswered": _("Question {number}, not answered"),
        "progress": _("{answered} of {total} questions answered"),
        "left": _("{minutes} minutes are left."),
        "left_one": _("1 minute is left."),
        "over": _("The time is over. What was saved is submitted."),
        "over_waits_one": _("The time is over. 1 answer waits for the connection; do not close this page."),
        "over_waits_many": _("The time is over. {count} answers wait for the connection; do not close this page."),
        "over_unreached": _(
            "The time is over. What was saved is submitted; the review opens when the connection returns."
        ),
        "submit_waits": _("Answers are still waiting for the connection. They are sent first; then you can submit."),
        "no_line": _("There is no connection. Nothing waits to be sent; try again when it returns."),
        "seal": _(
            "Or seal what you have answered: it is delivered by itself when the connection returns, and you can change"
            " nothing more."
        ),
        "too_much": _(
            "Too much waits to be sealed; it is sent answer by answer when the connection returns. Keep this page open,"
            " or open the exam again on this device."
        ),
        "too_long": str(TooLong.message),
        "sealed": _(
            "Sealed at {time}. It is delivered by itself when the connection returns, or when you open this exam again"
            " on this device. What arrives after the end is kept and does not count."
        ),
        "sealed_sum": _("Sealed; waits for the connection"),
        "enclosed": pgettext("one answer", "Sealed on this device; waits to be delivered"),
        "sealed_stale": _(
            "Delivered and submitted. Some questions had a newer answer, given elsewhere: that one counts, and yours is"
            " kept."
        ),
        "opened": _("What was sealed is sent answer by answer. Load the page again to submit."),
        "not_submitted": _(
            "What was sealed has been delivered, but the exam is not submitted. {why} Load the page again."
        ),
        "leave_waits": _("Answers are still waiting for the connection. Leave the page when they have been sent."),
        "no_check": _("The answer cannot be checked without a connection. Try again when it returns."),
        "memory": _("This browser keeps nothing: do not close the page while answers wait."),
    }
