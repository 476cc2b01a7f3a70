"""Forms by which people are found, registered, corrected, transferred."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.edit_form import EditForm
from officers.form_fields import ColumnField, DayField, ReasonField, UnitField
from officers.models import Act, Officer, Rank, Role
from officers.queries.people import PeopleFilter
from officers.roles import units_for

__all__ = ["AddOfficerForm", "NameForm", "NumbersForm", "PeopleForm", "StatusForm", "TransferForm", "UndoTransferForm"]


class _LaddersIterator(forms.models.ModelChoiceIterator[Rank]):
    """Ranks under the name of their ladder, as people look for them."""

    def __iter__(self) -> Iterator[Any]:
        ladders: dict[str, list[Any]] = {}
        for rank in self.queryset:
            ladder = rank.get_category_display()
            if rank.arm != Rank.Arm.NONE:
                ladder = f"{ladder} · {rank.get_arm_display()}"
            ladders.setdefault(ladder, []).append(self.choice(rank))
        yield ("", self.field.empty_label)
        yield from ladders.items()


class _RankField(forms.ModelChoiceField[Rank]):
    """A rank, chosen from ladders."""

    iterator = _LaddersIterator

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Rank"), "queryset": Rank.objects.all(), **kwargs})


class PeopleForm(forms.Form):
    """What a list of officers is narrowed to."""

    q = forms.CharField(label=_("CIP, DNI or name"), max_length=100, required=False)
    unit = UnitField(label=_("Unit and all below it"), required=False, help_text="")
    rank = _RankField(required=False, empty_label=_("All"))
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *Officer.Status.choices])
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
    log_in = forms.ChoiceField(
        label=_("Has logged in"), required=False, choices=[("", _("All")), ("yes", _("Yes")), ("no", _("Never"))]
    )

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units_for(by, Act.MANAGE_OFFICERS))  # type: ignore[attr-defined]  # a UnitField

    @property
    def wanted(self) -> PeopleFilter:
        """The filter, after validation."""
        chosen = self.cleaned_data
        log_in = {"yes": True, "no": False}.get(chosen["log_in"])
        return PeopleFilter(
            q=chosen["q"], unit=chosen["unit"], rank=chosen["rank"], status=chosen["status"], role=chosen["role"],
            logged_in=log_in,
        )  # fmt: skip


class AddOfficerForm(forms.Form):
    """A new person and the first posting."""

    cip = ColumnField(
        Officer, "cip", help_text=_("6 to 8 digits. It is the log-in name. Only trainees and civilians may lack it.")
    )
    dni = ColumnField(Officer, "dni", help_text=_("8 digits. Required where there is no CIP."))
    given_names = ColumnField(Officer, "given_names")
    paternal_surname = ColumnField(Officer, "paternal_surname")
    maternal_surname = ColumnField(Officer, "maternal_surname")
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    rank = _RankField()
    unit = UnitField()
    since = DayField(label=_("Serves there since"), initial=timezone.localdate)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_open_units(self.fields["unit"], by)


class NumbersForm(EditForm):
    """CIP, DNI and e-mail."""

    cip = ColumnField(Officer, "cip", help_text=_("The log-in name changes with it."))
    dni = ColumnField(Officer, "dni")
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    why = ReasonField()


class NameForm(EditForm):
    """How a person is called from a day on."""

    given_names = ColumnField(Officer, "given_names")
    paternal_surname = ColumnField(Officer, "paternal_surname")
    maternal_surname = ColumnField(Officer, "maternal_surname")
    since = DayField(label=_("Holds from"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the resolution or the entry of the civil register."))


class TransferForm(EditForm):
    """Another unit, another rank, or both."""

    unit = UnitField()
    rank = _RankField()
    since = DayField(label=_("From"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the number of the resolution."))

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_open_units(self.fields["unit"], by)


class UndoTransferForm(EditForm):
    """Why a transfer is undone. It names what it is about, so that the second is told of a change of these."""

    why = ReasonField(help_text=_("Such as what was mistaken."))


class StatusForm(EditForm):
    """Whether a person serves."""

    status = forms.ChoiceField(label=_("Status"), choices=Officer.Status.choices, widget=forms.RadioSelect)
    why = ReasonField()


def _offer_open_units(field: Any, by: Officer) -> None:
    field.offer(units_for(by, Act.MANAGE_OFFICERS).filter(closed_on=None))
