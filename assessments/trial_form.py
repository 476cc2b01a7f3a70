"""What ties the pages of a trial sitting together: no row is written, so the page itself carries what was drawn from.

The ticket is signed, belongs to one officer and one exam as it was then, and holds a day.
"""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from assessments.queries.trial_sitting import TriedExam
from officers.models import Officer

__all__ = ["TrialForm", "ticket_for"]

_SALT = "assessments.trial"
_SECONDS = 24 * 60 * 60


def ticket_for(exam: TriedExam, *, by: Officer, seed: bytes) -> str:
    """Return the ticket of a new trial."""
    return signing.dumps([*_of(exam, by), seed.hex()], salt=_SALT)


class TrialForm(forms.Form):
    """A trial that is handed in, but for its answers (``forms.given_of``). Valid: ``seed`` gives the sitting again."""

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
    def seed(self) -> bytes:
        """What the sitting was drawn from."""
        return bytes.fromhex(self.cleaned_data["ticket"])

    def clean_ticket(self) -> str:
        """Return the seed of a ticket of this officer's, for the exam as it is."""
        try:
            *of, seed = signing.loads(self.cleaned_data["ticket"], salt=_SALT, max_age=_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError(self._refused) from error
        if of != _of(self.exam, self.by):
            raise forms.ValidationError(self._refused)
        return str(seed)


def _of(exam: TriedExam, by: Officer) -> list[str]:
    return [str(by.public_id), str(exam.page.activity_uuid), exam.digest]
