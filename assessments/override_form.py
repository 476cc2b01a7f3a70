"""The form in which officers of a run are given more in one of its exams."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.services.give_override import MOST_ATTEMPTS, MOST_FACTOR, MOST_MINUTES, Given
from courses.admission import moment
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.officer_numbers import mixed_in

__all__ = ["OverrideForm", "RunOverrideForm"]

#: So many officers at a time.
MOST_PEOPLE = 3000


class _AfterKey(forms.Form):
    """A form that asks, where right answers of the exam were open already, whether it is to be sat all the same."""

    after_key = forms.BooleanField(required=False)

    def __init__(self, *args: Any, open_since: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_since is None:
            del self.fields["after_key"]
            return
        words = _("Right answers have been open to those who took it since %(at)s; let it be sat all the same")
        self.fields["after_key"].label = words % {"at": moment(open_since)}
        self.fields["after_key"].help_text = _("Each of these sittings says so to whoever decides on marks.")

    @property
    def agreed(self) -> bool:
        """Whether that was said, after validation."""
        return bool(self.cleaned_data.get("after_key"))


class _Factor(forms.DecimalField):
    """How many times the time; nothing where it is left out or 1."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Times the time"), required=False, min_value=1, max_value=MOST_FACTOR, decimal_places=2,
            help_text=_(
                "For example 1.5: half as much again, of the exam and of each section with its own time. Of this and "
                "of more minutes what gives more holds."
            ),
        )  # fmt: skip

    def clean(self, value: Any) -> Decimal | None:
        """Return it; a decimal comma is one."""
        cleaned: Decimal | None = super().clean(value.replace(",", ".") if isinstance(value, str) else value)
        return None if cleaned == 1 else cleaned


class OverrideForm(_AfterKey):
    """Whom, what and why."""

    field_order = ["people", "attempts", "minutes", "factor", "until", "after_key", "why"]
    people = forms.CharField(
        label=_("CIP of each officer"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line, with commas between them, or as rows of a spreadsheet. All have to be enrolled in this run."
        ),
    )  # fmt: skip
    attempts = forms.IntegerField(
        label=_("More attempts"), required=False, min_value=0, max_value=MOST_ATTEMPTS,
        help_text=_("They are added. An exam that was not passed is opened again."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("More minutes"), required=False, min_value=0, max_value=MOST_MINUTES,
        help_text=_("They are added for every attempt; a sitting under way ends so much later at once."),
    )  # fmt: skip
    factor = _Factor()
    until = forms.DateTimeField(
        label=_("May begin and sit until"), required=False, help_text=_("Lima time, within the run."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is kept with your name. The officer is not shown it.")
    )

    def __init__(self, *args: Any, run: CourseRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._run = run
        #: Primary keys of the enrolments, after validation.
        self.enrolments: list[int] = []

    def clean_people(self) -> str:
        """Find the newest enrolment of each in the run."""
        typed: str = self.cleaned_data["people"]
        logins = mixed_in(typed)
        if len(logins) > MOST_PEOPLE:
            raise ValidationError(_("At most %(count)s officers at a time."), params={"count": MOST_PEOPLE})
        rows = Enrolment.objects.filter(run=self._run, officer__login__in=list(logins)).order_by("pk")
        found = dict(rows.values_list("officer__login", "pk"))
        missing = [text for login, text in logins.items() if login not in found]
        if missing:
            words = ngettext(
                "Not enrolled in this run: %(people)s.", "Not enrolled in this run: %(people)s.", len(missing)
            )  # fmt: skip
            shown = ", ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
            raise ValidationError(words, params={"people": shown})
        self.enrolments = list(found.values())
        return typed

    @property
    def given(self) -> Given:
        """What is given, after validation."""
        data = self.cleaned_data
        return Given(
            attempts=data["attempts"] or 0, minutes=data["minutes"] or 0, until=data["until"], factor=data["factor"]
        )


class RunOverrideForm(_AfterKey):
    """What everybody in a run gets, and why."""

    field_order = ["attempts", "minutes", "factor", "after_key", "why"]
    attempts = forms.IntegerField(
        label=_("More attempts"), required=False, min_value=0, max_value=MOST_ATTEMPTS,
        help_text=_("For everybody in the run, who enrols later too. Whoever has more of his own keeps it."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("More minutes"), required=False, min_value=0, max_value=MOST_MINUTES,
        help_text=_("For every attempt; sittings under way end later at once. A later date is set in the run itself."),
    )  # fmt: skip
    factor = _Factor()
    why = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with your name."))
