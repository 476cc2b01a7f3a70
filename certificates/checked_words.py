"""What a check answers, in words: at the counter, in a preview and in a file alike."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.queries.checking import Checked
from certificates.verdict import VerdictState, words_of_mistake
from courses.models import Course

__all__ = ["holds", "verdict_words"]


def holds(checked: Checked) -> bool:
    """Whether what was asked for holds today."""
    best = checked.best
    return best is not None and best.state is VerdictState.VALID


def verdict_words(checked: Checked, course: Course | None = None) -> str:
    """Return the verdict in one sentence; ``course``: the one that persons were asked about."""
    best = checked.best
    if not checked.asked:
        return ""
    if checked.mistake:
        return words_of_mistake(checked.mistake)
    if not checked.is_person:
        return str(best.state.label if best else VerdictState.UNKNOWN.label)
    if not checked.person:
        return _("No officer whose record you may see has this number.")
    if best is None:
        return _("Has no certificate of this course.") if course else _("Has no certificate.")
    if course:
        return str(best.state.label)
    valid = sum(line.state is VerdictState.VALID for line in checked.certificates)
    return ngettext("%(count)s valid certificate", "%(count)s valid certificates", valid) % {"count": valid}
