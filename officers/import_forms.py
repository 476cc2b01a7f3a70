"""Forms by which files of people are uploaded, read, looked at, imported."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from officers.form_fields import DayField, ReasonField, UnitField
from officers.import_words import COLUMNS, KINDS
from officers.models import Act, ColumnMapping, Officer, PeopleImport
from officers.people_file.columns import Column
from officers.roles import units_for
from officers.services.ask_check import CheckOptions
from officers.services.start_import import MOST_BYTES

__all__ = ["ApplyForm", "ColumnsForm", "RowsForm", "UndoForm", "UploadForm"]

_NEEDED = _("Say in which column the CIP or the DNI stands: officers are known by them.")


class UploadForm(forms.Form):
    """A file of people."""

    file = forms.FileField(
        label=_("File (XLSX or CSV)"),
        help_text=_("One officer a row, with headings above. Up to 250,000 rows and 30 MB. Nothing changes yet."),
    )
    mapping = forms.ModelChoiceField(
        label=_("Columns"), queryset=ColumnMapping.objects.order_by("name"), required=False,
        empty_label=_("Find them by the headings"), help_text=_("You see them on the next page and may change them."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 30 MB."), code="too_large")
        return file


class ColumnsForm(forms.Form):
    """In which column of the file each thing stands, and how the file is meant."""

    since = DayField(label=_("Changes hold from"), help_text=_("For rows without a day of their own."))
    why = ReasonField(help_text=_("Such as the number of the resolution. It stands in the audit of every officer."))
    exact_names = forms.BooleanField(
        label=_("Accents and capitals count in names"), required=False,
        help_text=_("Otherwise HUAMAN in the file is the Huamán on record, and nothing is corrected."),
    )  # fmt: skip
    absent = forms.ChoiceField(
        label=_("Officers who are not in the file"), choices=PeopleImport.Absent.choices, widget=forms.RadioSelect
    )
    unit = UnitField(
        label=_("Only those of this unit and all below it"), required=False,
        help_text=_("For a file of one unit. Empty: of all units that you look after."),
    )  # fmt: skip
    save_as = forms.CharField(
        label=_("Keep these columns under the name"), max_length=60, required=False,
        help_text=_("They are chosen by themselves for the next file with the same headings."),
    )  # fmt: skip
    replace = forms.BooleanField(label=_("They take the place of those kept under this name"), required=False)

    def __init__(self, *args: Any, people_import: PeopleImport, by: Officer, **kwargs: Any) -> None:
        row = people_import
        said = {name: getattr(row, name) for name in ("since", "why", "exact_names", "absent", "unit")}
        initial = {**said, **{_field(column): str(place) for column, place in row.columns.items()}}
        super().__init__(*args, **{**kwargs, "initial": initial})
        choices = [("", _("Not in the file")), *((str(n), _heading(n, each)) for n, each in enumerate(row.headings))]
        columns = {
            _field(column): forms.ChoiceField(label=COLUMNS[column], choices=choices, required=False)
            for column in Column
        }
        self.fields = {**columns, **self.fields}
        self.fields["unit"].offer(units_for(by, Act.MANAGE_OFFICERS))  # type: ignore[attr-defined]  # a UnitField

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The fields that choose a column."""
        return [self[_field(column)] for column in Column]

    @property
    def of_meaning(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self[name] for name in ("since", "why", "exact_names", "absent", "unit", "save_as", "replace")]

    def clean_since(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise ValidationError(_("The day must not lie in the future."), code="date_future")
        return day

    def clean(self) -> dict[str, Any]:
        """Require a number, and each column of the file for one thing."""
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for column in Column:
            place = cleaned.get(_field(column))
            if place and place in taken:
                self.add_error(
                    _field(column), _("This column is chosen for “%(other)s” already.") % {"other": taken[place]}
                )
            elif place:
                taken[place] = str(COLUMNS[column])
        if not any(cleaned.get(_field(column)) for column in (Column.CIP, Column.DNI)) and not self.errors:
            self.add_error(_field(Column.CIP), _NEEDED)
        return cleaned

    @property
    def options(self) -> CheckOptions:
        """What a valid form asks for."""
        said = self.cleaned_data
        columns = {str(column): int(said[_field(column)]) for column in Column if said[_field(column)]}
        names = ("since", "why", "exact_names", "absent", "unit", "save_as", "replace")
        return CheckOptions(columns=columns, **{name: said[name] for name in names})


class RowsForm(forms.Form):
    """What the list of rows is narrowed to."""

    kind = forms.ChoiceField(label=_("What becomes of it"), required=False)
    q = forms.CharField(label=_("CIP, DNI or name"), max_length=100, required=False)

    def __init__(self, *args: Any, people_import: PeopleImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {**KINDS, "absent": _("Not in the file"), "noted": _("Read with a note")}
        listed = [
            (kind, f"{words} ({people_import.counts[kind]})")
            for kind, words in kinds.items()
            if people_import.counts.get(kind)
        ]
        self.fields["kind"].choices = [("", _("All")), *listed]  # type: ignore[attr-defined]  # a ChoiceField


class ApplyForm(forms.Form):
    """The import itself; where many would leave, their number."""

    leaving = forms.IntegerField(
        label=_("Number of officers who leave the service with this file"), required=False, min_value=0,
        max_value=10_000_000, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, many: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not many:
            del self.fields["leaving"]


class UndoForm(forms.Form):
    """Why an import is undone."""

    why = ReasonField()


def _field(column: str) -> str:
    return f"column_{column}"


def _heading(place: int, heading: str) -> str:
    return f"{get_column_letter(place + 1)} · {heading or '–'}"
