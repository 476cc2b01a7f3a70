"""The table of what is shown of a finished attempt, as an author fills it in."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessments.review_rules import PRESETS, Moment, Thing, table_of
from assessments.review_words import MOMENTS, THINGS

__all__ = ["ReviewTable"]


class ReviewTable(forms.Widget):
    """A table of checkboxes: a row a moment, a column a thing. Its value is the JSON of ``review_rules.Table``."""

    def format_value(self, value: Any) -> dict[str, list[str]]:
        """Return the table to show; one that was not filled in is as the preset that suits an exam."""
        try:
            stored = json.loads(value) if isinstance(value, str) else value
            return table_of(stored).to_json() if stored else PRESETS["after_close"].to_json()
        except (ValueError, KeyError, AttributeError):
            return PRESETS["after_close"].to_json()

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the table as HTML."""
        ticked = self.format_value(value)
        rows = [
            (MOMENTS[moment], moment.value, [(THINGS[thing], thing.value, thing in ticked[moment]) for thing in Thing])
            for moment in Moment
        ]
        context = {"name": name, "rows": rows, "things": THINGS.values(), "id": (attrs or {}).get("id", "")}
        return render_to_string("assessments/cms/review_table.html", context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return what was ticked; None where the form has no such table."""
        if f"{name}-there" not in data:
            return None
        known = {thing.value for thing in Thing}
        ticked = {
            moment.value: [thing for thing in data.getlist(f"{name}-{moment}") if thing in known] for moment in Moment
        }
        return json.dumps(ticked)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether the form has no such table: boxes that are not ticked are not sent."""
        return f"{name}-there" not in data
