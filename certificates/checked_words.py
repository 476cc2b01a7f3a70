"""What a check answers, in words: at the counter, in a preview and in a file alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from certificates.queries.checked_file import CheckedFile
from certificates.queries.checking import Checked
from certificates.verdict import VerdictState, words_of_mistake
from courses.models import Course

__all__ = ["Answer", "column_words", "holds", "in_words", "verdict_words"]


@dataclass(frozen=True)
class Answer:
    """An answer as a page shows it. ``each``: of a number of two persons, the answer for each of them."""

    row: Checked
    words: str
    good: bool
    each: tuple["Answer", ...] = ()


def in_words(checked: Checked, course: Course | None = None) -> Answer:
    """Return an answer with its words; ``course``: the one that persons were asked about."""
    each = tuple(in_words(one, course) for one in checked.namesakes)
    return Answer(checked, verdict_words(checked, course), holds(checked), each)


def holds(checked: Checked) -> bool:
    """Whether what was asked for holds today."""
    best = checked.best
    return best is not None and best.state is VerdictState.VALID


def verdict_words(checked: Checked, course: Course | None = None) -> str:
    """Return the verdict in one sentence; ``course``: the one that persons were asked about."""
    best = checked.best
    if not checked.asked:
        return _("No value")
    if checked.mistake:
        return words_of_mistake(checked.mistake)
    if checked.namesakes:
        return _("This number is the CIP of one person and the DNI of another.")
    if not checked.is_person:
        return str(best.state.label if best else VerdictState.UNKNOWN.label)
    if not checked.person:
        return _("No officer whose record you may see has this number.")
    if best is None:
        return _("Has no certificate of this course.") if course else _("Has no certificate.")
    if course:
        return str(best.state.label)
    valid = sum(line.state is VerdictState.VALID for line in checked.certificates)
    if not valid:
        return _("No valid certificate; the newest: %(state)s") % {"state": best.state_words}
    return ngettext("%(count)s valid certificate", "%(count)s valid certificates", valid) % {"count": valid}


def column_words(result: CheckedFile) -> str:
    """Return which column of a file was read, as a spreadsheet names it."""
    return f"{get_column_letter(result.column + 1)} · {result.heads[result.column] or '–'}"
