"""How imports of people are said: columns, what becomes of a row, what is wrong with it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officers.people_file.columns import Column
from officers.people_file.comparing import Kind

__all__ = ["COLUMNS", "KINDS", "finding_words", "foreign_words"]

COLUMNS: Mapping[str, Any] = {
    Column.CIP: gettext_lazy("CIP"),
    Column.DNI: gettext_lazy("DNI"),
    Column.PATERNAL: gettext_lazy("Paternal surname"),
    Column.MATERNAL: gettext_lazy("Maternal surname"),
    Column.GIVEN: gettext_lazy("Given names"),
    Column.RANK: gettext_lazy("Rank"),
    Column.UNIT: gettext_lazy("Code of the unit"),
    Column.EMAIL: gettext_lazy("E-mail"),
    Column.STATUS: gettext_lazy("Status"),
    Column.SINCE: gettext_lazy("Holds from"),
}
KINDS: Mapping[str, Any] = {
    Kind.PROBLEM: gettext_lazy("With problems"),
    Kind.LEFT: gettext_lazy("Leaves the service"),
    Kind.NEW: gettext_lazy("New"),
    Kind.BACK: gettext_lazy("Serves again"),
    Kind.MOVED: gettext_lazy("Transferred"),
    Kind.PROMOTED: gettext_lazy("Promoted"),
    Kind.RANKED: gettext_lazy("Another rank"),
    Kind.STATUS: gettext_lazy("Another status"),
    Kind.RENAMED: gettext_lazy("Name corrected"),
    Kind.NUMBERS: gettext_lazy("CIP, DNI or e-mail"),
    Kind.UNCHANGED: gettext_lazy("Unchanged"),
}
_FINDINGS: Mapping[str, Any] = {
    "number_missing": gettext_lazy("Write the CIP; for civilians, the DNI."),
    "number_rounded": gettext_lazy(
        "The spreadsheet rounded this number. Give the column the format “text” and write the number again."
    ),
    "cip_invalid": gettext_lazy("A CIP has 6 to 8 digits, such as 31234567."),
    "cip_missing": gettext_lazy(
        "Whoever holds a rank of the police has a CIP: write it. Only trainees and civilians may lack one."
    ),
    "dni_invalid": gettext_lazy("A DNI has 8 digits, such as 07654321."),
    "name_invalid": gettext_lazy("Write a name with letters; hyphens, apostrophes and full stops are allowed."),
    "name_too_long": gettext_lazy("This name is longer than %(most)s letters."),
    "email_invalid": gettext_lazy("This is no e-mail address."),
    "email_of_other": gettext_lazy("This e-mail address is another officer’s%(who)s."),
    "status_unknown": gettext_lazy("The status is one of: activo, licencia, retiro, baja."),
    "date_invalid": gettext_lazy("This is no day. Write it as 31/12/2026."),
    "date_future": gettext_lazy("The day must not lie in the future."),
    "date_too_early": gettext_lazy("The day must come after %(began)s, when the present posting began."),
    "name_corrected_later": gettext_lazy("The name was last corrected from %(day)s on; write that day or a later one."),
    "rank_unknown": gettext_lazy("No rank has this code, name or abbreviation."),
    "unit_unknown": gettext_lazy("There is no such unit for you to choose. Write its code."),
    "unit_closed": gettext_lazy("This unit is closed; choose another."),
    "numbers_of_two": gettext_lazy("The CIP is one officer’s and the DNI another’s%(who)s."),
    "dni_of_other": gettext_lazy("This DNI is another officer’s%(who)s, who has another CIP."),
    "twice_in_file": gettext_lazy("The same stands in line %(line)s already."),
    "elsewhere": gettext_lazy("Somebody with this number is registered in a unit that you do not look after."),
    "own_status": gettext_lazy("You cannot change your own status; ask a colleague."),
    "last_administrator": gettext_lazy("This is the last administrator. Have another one named first."),
    "missing_for_new": gettext_lazy("Nobody with this number is registered yet, and for somebody new this is needed."),
    "zeros_put_back": gettext_lazy("Read as %(number)s: the spreadsheet took the zeros from its front."),
}


def finding_words(finding: Sequence[Any]) -> str:
    """Return what is to be said of a row: the column, where there is one, and the sentence."""
    code, column, params = finding
    told = {name: _told(name, value) for name, value in params.items()}
    sentence = str(_FINDINGS[code]) % told if told else str(_FINDINGS[code])
    return f"{COLUMNS[column]}: {sentence}" if column else sentence


def foreign_words(parts: Collection[str]) -> str:
    """Return that a workbook holds what is not looked at; nothing where it does not."""
    if not parts:
        return ""
    return _("This workbook has macros or links to other files. They are not used: the values of its cells are read.")


def _told(name: str, value: str) -> str:
    if name in {"began", "day"}:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    if name == "who":
        return _(" (%(login)s)") % {"login": value} if value else ""
    return value
