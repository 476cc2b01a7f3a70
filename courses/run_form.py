"""The forms in which a director plans a run and changes its plan."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from courses.admission import moment
from courses.models.edition import EditionItem
from courses.models.run import CourseRun
from courses.officer_numbers import logins_in
from courses.run_plan import ActivityDates, activity_contradictions, contradictions
from officers.models import Officer

__all__ = ["EditRunForm", "RunForm"]


#: The dates of the run itself.
_DATES = ("starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at")

#: What is asked only where it was refused without.
_ASKED = ("after_key", "why")


class _Moment(forms.DateTimeField):
    """A moment in Lima time, by the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class _Instructors(forms.CharField):
    """Officers by their numbers, one a line; what follows a number is not read."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[Officer]:
        """Return the officers; the sentence of the error names who was not found."""
        logins = logins_in(super().clean(value))
        found = Officer.objects.filter(login__in=[login for login in logins if "\x00" not in login]).in_bulk(
            field_name="login"
        )
        unknown = [login for login in logins if login not in found]
        if unknown:
            raise ValidationError(_("There is no officer with the CIP %(cip)s."), params={"cip": unknown[0][:40]})
        return list(found.values())


class _Plan(forms.Form):
    """The run's dates, seats, way in and instructors, and the dates of each activity that may have some."""

    starts_at = _Moment(label=_("Starts"), help_text=_("All times are Lima times."))
    ends_at = _Moment(label=_("Ends"))
    enrolment_opens_at = _Moment(label=_("Enrolment opens"))
    enrolment_closes_at = _Moment(label=_("Enrolment closes"))
    way_in = forms.ChoiceField(label=_("Way in"), choices=CourseRun.WayIn.choices)
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, validators=[MaxValueValidator(100_000)],
        help_text=_("Empty: as many as come. Who comes after the last seat waits; a freed seat goes to the first."),
    )  # fmt: skip
    instructors = _Instructors(
        label=_("Instructors"), required=False, max_length=2000,
        help_text=_("The CIP of each, one a line. They see who is behind, and the marks of this run."),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[EditionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        words = {"opens": _("%(title)s: opens"), "start_until": _("%(title)s: last moment to begin"),
                 "closes": _("%(title)s: closes"), "results": _("%(title)s: results are published")}  # fmt: skip
        for item in items:
            for name, label in words.items():
                self.fields[f"{name}_{item.activity_uuid}"] = _Moment(
                    label=label % {"title": f"{item.label} {item.title}"}, required=False
                )

    def clean(self) -> dict[str, Any]:
        """Say all at once what contradicts; the services refuse it too, one thing at a time."""
        cleaned: dict[str, Any] = super().clean() or {}
        run = CourseRun(**{name: cleaned.get(name) for name in _DATES})
        of_activities = (activity_contradictions(run, self._activity(item)) for item in self.items)
        # Gathered first: a field with an error is no longer among those that the next are compared with.
        for problem in list(chain(contradictions(run), *of_activities)):
            self.add_error(problem.field, str(problem))
        return cleaned

    @property
    def plan(self) -> dict[str, Any]:
        """What the services take, after validation."""
        apart = {name for name in self.fields if name.endswith(tuple(str(each.activity_uuid) for each in self.items))}
        values = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return {**values, "activities": [self._activity(item) for item in self.items]}

    def _activity(self, item: EditionItem) -> ActivityDates:
        return ActivityDates(
            activity=item.activity_uuid, opens=self._at("opens", item), start_until=self._at("start_until", item),
            closes=self._at("closes", item), results=self._at("results", item),
        )  # fmt: skip

    def _at(self, name: str, item: EditionItem) -> datetime | None:
        at: datetime | None = self.cleaned_data.get(f"{name}_{item.activity_uuid}")
        return at


class RunForm(_Plan):
    """Making a run."""

    code = forms.CharField(
        label=_("Code"), max_length=30, validators=CourseRun._meta.get_field("code").validators,
        help_text=_("It stands on records, such as PC-101-2026-1."),
    )  # fmt: skip
    field_order = ["code"]


class EditRunForm(_Plan):
    """Changing a run; its code stands on records and stays. ``seen``: the newest change that the form shows.

    ``after_key`` and ``why`` are asked only where an exam is opened again whose right answers were open.
    """

    after_key = forms.BooleanField(
        label=_("Right answers were open already; let it be sat all the same"), required=False
    )
    why = forms.CharField(
        label=_("Reason to let it be sat"), max_length=300, required=False, help_text=_("It is kept with your name.")
    )
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def show_present(self, *, seen: int) -> None:
        """After a refusal say beside each field that differs what holds at present, and take that as seen."""
        self.data = {**self.data.dict(), "seen": str(seen)}  # type: ignore[attr-defined]  # what was posted
        for name in self.changed_data:
            if name != "seen":
                self[name].help_text = _("At present: %(value)s") % {"value": self._present(name)}

    def visible_fields(self) -> list[forms.BoundField]:
        """Return the fields without those that nobody has been asked for."""
        asked = any(name in self.errors or self._given(name) for name in _ASKED)
        return [field for field in super().visible_fields() if asked or field.name not in _ASKED]

    def _given(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)

    def _present(self, name: str) -> Any:
        value = self.initial.get(name)
        if isinstance(value, datetime):
            return moment(value)
        return (CourseRun.WayIn(value).label if name == "way_in" and value else value) or "–"
