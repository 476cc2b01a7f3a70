"""The sentences for files that are no table (``kernel.sheets.SheetProblem``)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["PROBLEMS"]

#: By code.
PROBLEMS: dict[str, str | Promise] = {
    "empty": _("The file is empty."),
    "too_many_rows": _("The file has more than 10,000 rows. Divide it."),
    "too_many_columns": _("The file has too many columns. Leave the one with the serials or CIPs."),
    "too_large": _("The file is too large when unpacked. Leave only what is to be verified."),
    "damaged": _("The file is damaged. Open it in a spreadsheet and save it again as XLSX or CSV."),
    "old_format": _("The file is an old XLS, or has a password. Save it as XLSX without a password, or as CSV."),
    "not_a_table": _("The file is neither XLSX nor CSV."),
}
