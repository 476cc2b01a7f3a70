"""The form into which a list of officers is pasted, or given as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.officer_numbers import lines_in
from kernel.sheets import SheetProblem, read

__all__ = ["ConfirmedForm", "EnrolForm", "ListedForm"]

#: Lines of one list: more than any run has seats, and a file of the whole force by mistake is not looked up.
_MOST = 20_000
_MOST_BYTES = 5 * 1024**2
_TOO_MANY = _("This list has more than %(most)s lines. Divide it.")

_PROBLEMS = {
    "empty": _("This file is empty."),
    "too_many_rows": _TOO_MANY,
    "too_many_columns": _("This file has too many columns. One with the CIPs is enough."),
    "too_large": _("This file is too large."),
    "old_format": _("This workbook is of an old format, or has a password. Save it as XLSX or CSV."),
}
_NOT_A_TABLE = _("This file cannot be read as a table. Save it as XLSX or CSV, or paste the numbers.")


class ListedForm(forms.Form):
    """Lines that name officers, as they stand in a field."""

    numbers = forms.CharField(
        label=_("CIPs"), required=False, max_length=2_000_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One officer a line. Whole rows of a spreadsheet may be pasted; lost leading zeros are found."),
    )  # fmt: skip

    def clean_numbers(self) -> list[str]:
        """Return what each line says, in its place; a heading above the numbers says nothing."""
        return lines_in(self.cleaned_data["numbers"])

    def clean(self) -> dict[str, Any]:
        """Refuse an empty list and one without measure."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"numbers", "file"} & set(self.errors) and not cleaned.get("numbers"):
            self.add_error("numbers", _("Paste at least one CIP, or choose a file."))
        if len(cleaned.get("numbers") or []) > _MOST:
            self.add_error("numbers", ValidationError(_TOO_MANY, params={"most": _MOST}))
        return cleaned


class ConfirmedForm(ListedForm):
    """The same list once more, and why its officers are enrolled."""

    why = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the audit, such as the order by which they were named."),
    )  # fmt: skip


class EnrolForm(ListedForm):
    """The same, or a file."""

    file = forms.FileField(label=_("or a file"), required=False, help_text=_("XLSX or CSV, one officer a row."))

    def clean_file(self) -> list[str]:
        """Return what each row of the file says."""
        file = self.cleaned_data["file"]
        if file is None:
            return []
        if file.size > _MOST_BYTES:
            raise ValidationError(_PROBLEMS["too_large"])
        try:
            rows = read(file.read(), most_rows=_MOST, most_columns=100)
        except SheetProblem as problem:
            text = _PROBLEMS.get(problem.code, _NOT_A_TABLE)
            raise ValidationError(text, params={"most": _MOST}) from problem
        return lines_in("\n".join("\t".join(cells) for cells in rows))

    def clean(self) -> dict[str, Any]:
        """Put the rows of the file after the lines of the field."""
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("file"):
            cleaned["numbers"] = [*cleaned.get("numbers", []), *cleaned["file"]]
        return super().clean()
