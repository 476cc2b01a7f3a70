"""The form over a row that somebody else may be changing."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from officers.edits import Edit, edits_since, newest_edit

__all__ = ["EditForm"]


class _Seen(forms.IntegerField):
    """The newest line of the audit when the form was shown. Without it everything counts as unseen."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        """Return the number, 0 for what is none."""
        try:
            return super().clean(value) or 0
        except forms.ValidationError:
            return 0


class EditForm(forms.Form):
    """A form that tells at its fields who changed them after it was shown, and what they read now.

    ``row`` comes with its newest line (``with_newest_edit``). What was typed stays; saved once more, it takes the place
    of the other's. The service asks again under its lock.
    """

    seen = _Seen(required=False, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args: Any, row: models.Model, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = {"seen": newest_edit(row), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Compare with what was done meanwhile."""
        cleaned = super().clean() or {}
        edits = edits_since(self.row, cleaned.get("seen", 0), self.fields)
        if edits:
            self.row.refresh_from_db()  # what it reads now is not older than what is told
            for edit in edits:
                for name in sorted(edit.fields):
                    self.add_error(name, self._told(edit, name))
            self.data = {**self.data.dict(), "seen": edits[-1].line}  # type: ignore[attr-defined]  # a QueryDict
        return cleaned

    def _told(self, edit: Edit, name: str) -> forms.ValidationError:
        return forms.ValidationError(
            _("%(who)s changed this on %(when)s; it now reads “%(value)s”. Save again to write yours over it."),
            code="changed_meanwhile",
            params={
                "who": edit.by or _("The system"),
                "when": date_format(timezone.localtime(edit.at), "SHORT_DATETIME_FORMAT"),
                "value": self._present(name),
            },
        )

    def _present(self, name: str) -> object:
        choice = getattr(self.row, f"get_{name}_display", None)
        value = choice() if choice else getattr(self.row, name)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return "–" if value in (None, "") else value
