"""The forms of a roster: what it is narrowed to, and what is done with those who were chosen."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.queries.pace import Step
from courses.queries.roster import Order, Situation, Wanted
from officers.form_fields import LongSelect
from officers.models import Unit

__all__ = ["ActForm", "RosterForm"]


class RosterForm(forms.Form):
    """Filters, search and order; a field with an error narrows nothing."""

    q = forms.CharField(label=_("Name or CIP"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", pgettext_lazy("states", "All")), *Enrolment.State.choices]
    )
    situation = forms.ChoiceField(
        label=_("Situation"), required=False, choices=[("", pgettext_lazy("situations", "All")), *Situation.choices]
    )
    unit = forms.ChoiceField(label=_("Unit and all below it"), required=False, widget=LongSelect)
    next = forms.ChoiceField(label=_("Next activity"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=Order.choices)

    def __init__(self, *args: Any, units: Sequence[Unit], steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        indented = [(key, f"{'– ' * (unit.path.count('/') - 2)}{unit.name}") for key, unit in self.units.items()]
        self.fields["unit"].choices = [("", pgettext_lazy("units", "All")), *indented]  # type: ignore[attr-defined]
        named = [(str(step.uuid), f"{step.label} {step.title}") for step in steps]
        self.fields["next"].choices = [("", pgettext_lazy("activities", "All")), *named]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it was understood."""
        self.is_valid()
        asked = self.cleaned_data
        ahead = asked.get("next", "")
        return Wanted(
            q=asked.get("q", ""),
            state=asked.get("state", ""),
            situation=asked.get("situation", ""),
            unit=self.units.get(asked.get("unit", "")),
            next=UUID(ahead) if ahead else None,
            order=asked.get("order") or Order.NAME,
        )


class _RunField(forms.ModelChoiceField[CourseRun]):
    """Runs, each with the edition that it teaches."""

    def label_from_instance(self, obj: Any) -> str:
        """Return code and edition."""
        return _("%(run)s, edition %(number)s") % {"run": obj.code, "number": obj.edition.number}


class ActForm(forms.Form):
    """Why something is done with those who were chosen, and for a move where to."""

    why = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The officers concerned read it, and it stands in the audit."),
    )  # fmt: skip
    to = _RunField(label=_("To the run"), queryset=CourseRun.objects.none(), empty_label=None)
    leave = forms.BooleanField(
        label=_("Whoever cannot be moved may stay"), required=False,
        help_text=_("Else nobody is moved when somebody sits an exam, or has been in the other run before."),
    )  # fmt: skip

    def __init__(self, *args: Any, targets: QuerySet[CourseRun] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if targets is None:
            del self.fields["to"], self.fields["leave"]
        else:
            self.fields["to"].queryset = targets  # type: ignore[attr-defined]  # a ModelChoiceField
            self.order_fields(["to", "why", "leave"])
