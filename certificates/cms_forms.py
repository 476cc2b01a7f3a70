"""Forms of HR's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.models import CertificateBundle, Revocation
from certificates.queries.checked_file import column_asked
from certificates.queries.coverage import Who
from certificates.queries.holder import Correction
from certificates.queries.search import CertificateFilter, StateWanted, courses_to_ask
from certificates.queries.units import units_named
from certificates.services.export_table import Kind
from certificates.sheet_words import PROBLEMS
from courses.models import Course
from kernel.sheets import SheetProblem, read
from officers.models import Act, Officer, Unit

__all__ = [
    "BundleForm",
    "CounterForm",
    "CourseField",
    "ExportForm",
    "NarrowingForm",
    "ReasonForm",
    "ReissueForm",
    "RevocationForm",
    "SearchForm",
    "UnitsField",
]

#: So many units may share the words that were typed.
_MOST_UNITS = 20
#: What a file to verify may hold; one row more for its heads.
_MOST_BYTES, _MOST_ROWS, _MOST_COLUMNS = 10 * 1024**2, 10_000, 50


def _date_picker() -> forms.DateInput:
    """Return the browser's own picker, which reads the standard's form of a date and no country's."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class UnitsField(forms.CharField):
    """Units as a person types them; cleaned into the units, each of which stands for all below it.

    A list to choose from would be 2,000 long.
    """

    by: Officer

    def __init__(self, **kwargs: Any) -> None:
        words = _("A code, or a part of the name. What lies below it is included.")
        super().__init__(**{"label": _("Unit"), "help_text": words, "max_length": 160, "required": False, **kwargs})

    def clean(self, value: Any) -> list[Unit]:
        """Return the units; say so where there is none, or too many."""
        text = super().clean(value)
        if not text:
            return []
        units = units_named(self.by, Act.VIEW_RECORD, text)
        if not units:
            raise ValidationError(_("No unit of yours has this code or name."), code="unknown_unit")
        if len(units) > _MOST_UNITS:
            raise ValidationError(_("Many units are called so. Write more of the name, or the code."), code="many")
        return units


class CourseField(forms.ModelChoiceField[Course]):
    """Courses by code and public title."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what stands on the paper."""
        return f"{obj.code} {obj.public_title or ''}".strip()


class NarrowingForm(forms.Form):
    """What narrows a list."""

    @property
    def narrowed_fields(self) -> list[str]:
        """The names of the fields in which something was chosen or typed, of a valid form."""
        return [name for name, value in self.cleaned_data.items() if value]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the first field narrows the list."""
        return self.is_valid() and bool(set(self.narrowed_fields) - {next(iter(self.fields))})

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """The same as people read it: label and value."""
        return [(str(self.fields[name].label), self._words(name)) for name in self.narrowed_fields]

    def _words(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(field, CourseField):
            return field.label_from_instance(value)
        if isinstance(field, UnitsField):
            return ", ".join(unit.name for unit in value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(self[name].field.widget.choices)[value])
        return str(value)


class ExportForm(forms.Form):
    """As which kind of file."""

    kind = forms.ChoiceField(choices=Kind.choices)

    def clean_kind(self) -> Kind:
        """Return the kind itself."""
        return Kind(self.cleaned_data["kind"])


class BundleForm(forms.Form):
    """How the papers of a run are put together."""

    kind = forms.ChoiceField(choices=CertificateBundle.Kind.choices)

    def clean_kind(self) -> CertificateBundle.Kind:
        """Return the kind itself."""
        return CertificateBundle.Kind(self.cleaned_data["kind"])


class RevocationForm(forms.Form):
    """Why a certificate shall be taken back."""

    category = forms.ChoiceField(
        label=_("Category"), choices=[("", "---------"), *Revocation.Category.choices],
        help_text=_("Anyone who verifies the certificate reads it."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the second person, the history and the audit; the public does not read it."),
    )  # fmt: skip


class ReissueForm(forms.Form):
    """What is wrong on a paper, of that in which it differs from the records, and why it shall be replaced."""

    wrong = forms.MultipleChoiceField(
        label=_("What is wrong on the paper"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out what was right on that day, such as a unit that has only been renamed since."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the second person, the history and the audit; the public does not read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, corrections: Sequence[Correction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.field.value, each.field.label) for each in corrections]
        self.fields["wrong"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["wrong"].initial = [value for value, _label in choices]


class ReasonForm(forms.Form):
    """An act that says why."""

    why = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CounterForm(forms.Form):
    """What was scanned or typed at the counter; the field is empty and ready for the next."""

    asked = forms.CharField(
        label=_("Serial, code on the paper, CIP or DNI"), max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Scan the code on the paper, or write a serial, CIP or DNI.")},
    )  # fmt: skip


class FileForm(forms.Form):
    """A file of serials or CIPs; ``rows`` and ``column`` are its table and what is asked in it."""

    file = forms.FileField(
        label=_("File (XLSX or CSV)"), help_text=_("One column has serials, CIPs or DNIs; up to 10,000 rows.")
    )
    course = CourseField(
        label=_("Course that persons are asked about"), queryset=Course.objects.none(), required=False,
        empty_label=_("Any course"), to_field_name="code", help_text=_("For a file of CIPs: who holds this course."),
    )  # fmt: skip

    rows: list[list[str]]
    column: int

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_to_ask(by)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_file(self) -> Any:
        """Read the table; say what is wrong with it."""
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB."), code="too_large")
        try:
            self.rows = read(file.read(), most_rows=_MOST_ROWS + 1, most_columns=_MOST_COLUMNS)
        except SheetProblem as problem:
            raise ValidationError(str(PROBLEMS[problem.code]), code=problem.code) from problem
        column = column_asked(self.rows)
        if column is None:
            raise ValidationError(_("No column of the file has serials, CIPs or DNIs."), code="nothing_asked")
        self.column = column
        return file


class SearchForm(NarrowingForm):
    """Which certificates are wanted."""

    q = forms.CharField(
        label=_("Serial, CIP, DNI or name"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    units = UnitsField()
    course = CourseField(
        label=_("Course"),
        queryset=Course.objects.none(),
        required=False,
        empty_label=_("All courses"),
        to_field_name="code",
    )
    run = forms.CharField(label=_("Code of the run"), max_length=30, required=False)
    issued_from = forms.DateField(label=_("Issued from"), widget=_date_picker(), required=False)
    issued_to = forms.DateField(label=_("Issued until"), widget=_date_picker(), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *StateWanted.choices], required=False)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].by = by  # type: ignore[attr-defined]  # a UnitsField
        self.fields["course"].queryset = courses_to_ask(by)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_run(self) -> str:
        """Return the code as it is stored."""
        return str(self.cleaned_data["run"]).upper()

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("issued_from"), cleaned.get("issued_to")
        if first and last and last < first:
            self.add_error("issued_to", _("The end is before the beginning."))
        return cleaned

    @property
    def wanted(self) -> CertificateFilter:
        """What a valid form asks for."""
        return CertificateFilter(**self.cleaned_data)


class CoverageForm(NarrowingForm):
    """Which course is asked about, where, and of whom."""

    course = CourseField(label=_("Course"), queryset=Course.objects.none(), to_field_name="code")
    units = UnitsField()
    who = forms.ChoiceField(label=_("Whom to show"), choices=Who.choices, required=False)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].by = by  # type: ignore[attr-defined]  # a UnitsField
        self.fields["course"].queryset = courses_to_ask(by)  # type: ignore[attr-defined]  # a ModelChoiceField
