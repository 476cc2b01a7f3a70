"""The form in which a director makes a run."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.edition import EditionItem
from courses.models.run import CourseRun
from courses.services.make_run import ActivityDates

__all__ = ["RunForm"]


class _Moment(forms.DateTimeField):
    """A moment in Lima time, by the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class RunForm(forms.Form):
    """The run's dates, and those of each activity that may have some."""

    code = forms.CharField(
        label=_("Code"), max_length=30, validators=CourseRun._meta.get_field("code").validators,
        help_text=_("It stands on records, such as PC-101-2026-1."),
    )  # fmt: skip
    starts_at = _Moment(label=_("Starts"), help_text=_("All times are Lima times."))
    ends_at = _Moment(label=_("Ends"))
    enrolment_opens_at = _Moment(label=_("Enrolment opens"))
    enrolment_closes_at = _Moment(label=_("Enrolment closes"))

    def __init__(self, *args: Any, items: Sequence[EditionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        words = {"opens": _("%(title)s: opens"), "start_until": _("%(title)s: last moment to begin"),
                 "closes": _("%(title)s: closes")}  # fmt: skip
        for item in items:
            for name, label in words.items():
                self.fields[f"{name}_{item.activity_uuid}"] = _Moment(
                    label=label % {"title": f"{item.label} {item.title}"}, required=False
                )

    @property
    def activities(self) -> list[ActivityDates]:
        """The dates of activities, after validation."""
        return [
            ActivityDates(
                activity=item.activity_uuid, opens=self._at("opens", item),
                start_until=self._at("start_until", item), closes=self._at("closes", item),
            )
            for item in self.items
        ]  # fmt: skip

    @property
    def dates(self) -> dict[str, Any]:
        """Code and dates of the run itself, after validation."""
        names = ("code", "starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at")
        return {name: self.cleaned_data[name] for name in names}

    def _at(self, name: str, item: EditionItem) -> datetime | None:
        at: datetime | None = self.cleaned_data[f"{name}_{item.activity_uuid}"]
        return at
