"""Why an answer earned what it did, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from assessments.queries.decisions import ANNULLED
from assessments.queries.given_marks import BY_MARKER
from assessments.queries.hand_changes import BY_HAND
from assessments.queries.tries import FURTHER_TRY
from assessments.question_types import words
from assessments.question_types.further import FURTHER

__all__ = ["reason_words"]


_OWN = {
    ANNULLED: _("Annulled: it counts as right for everybody"),
    FURTHER: _("By a later decision about this question"),
    BY_MARKER: _("Marked by a person"),
    BY_HAND: _("Changed after a complaint was upheld"),
    FURTHER_TRY: _("Not at the first try, which takes something off"),
}


def reason_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences for why an answer earned what it did."""
    known = words.reasons()
    said = (_OWN.get(reason) or known.get(reason) for reason in reasons)
    return tuple(str(sentence) for sentence in said if sentence is not None)
