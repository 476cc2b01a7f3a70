"""Why an answer earned what it did, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.question_types import words

__all__ = ["reason_words"]


def reason_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences for why an answer earned what it did."""
    own = {
        "annulled": _("Annulled: it counts as right for everybody"),
        "further_try": _("Not at the first try, which takes something off"),
    }
    known = {**words.reasons(), **own}
    return tuple(str(known[reason]) for reason in reasons if reason in known)
