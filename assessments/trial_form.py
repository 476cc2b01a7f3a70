"""What ties the pages of a trial sitting together: no row is written, so the page itself carries what it remembers.

The ticket is signed, belongs to one officer and one exam as it was then, and holds a day.
"""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from assessments.queries.trial_sitting import TriedExam
from assessments.queries.trial_state import TrialState
from officers.models import Officer

__all__ = ["TrialForm", "ticket_for"]

_SALT = "assessments.trial"
_SECONDS = 24 * 60 * 60


def ticket_for(exam: TriedExam, state: TrialState, *, by: Officer) -> str:
    """Return the ticket of a trial as it stands."""
    return signing.dumps([*_of(exam, by), state.to_json()], salt=_SALT, compress=True)


class TrialForm(forms.Form):
    """A page of a trial that is sent, but for its answers (``forms.given_of``). Valid: ``state`` is what it knew."""

    ticket = forms.CharField()

    def __init__(self, *args: Any, exam: TriedExam, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exam, self.by = exam, by
        self.fields["ticket"].error_messages["required"] = self._refused

    _refused = _(
        "That trial cannot be marked: the exam has changed since it began, or it began more than a day ago. "
        "Here is a new one."
    )

    @property
    def state(self) -> TrialState:
        """The trial as it stood when the page was shown."""
        state: TrialState = self.cleaned_data["ticket"]
        return state

    def clean_ticket(self) -> TrialState:
        """Return the state of a ticket of this officer's, for the exam as it is."""
        try:
            *of, state = signing.loads(self.cleaned_data["ticket"], salt=_SALT, max_age=_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError(self._refused) from error
        if of != _of(self.exam, self.by):
            raise forms.ValidationError(self._refused)
        return TrialState.from_json(state)


def _of(exam: TriedExam, by: Officer) -> list[str]:
    return [str(by.public_id), str(exam.page.activity_uuid), exam.digest]
