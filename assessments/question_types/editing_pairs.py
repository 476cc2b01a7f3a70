"""What the forms of matching, categories and matrix share: items that name the choices which belong to them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_rows import RowsEditor
from assessments.question_types.plain import plain_text

__all__ = ["PairsEditor", "several_rights", "the_right"]


class PairsEditor(RowsEditor):
    """Choices, then items with what is right for each."""

    choices_of = "choice"
    own: ClassVar[tuple[str, ...]] = ("penalty",)

    penalty = forms.BooleanField(
        label=_("A wrong choice takes off"), required=False,
        help_text=_("So much that guessing earns nothing on average. What is left blank takes nothing off."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the kind's own fields."""
        return {**super().initial_of(content), **{name: getattr(content, name) for name in cls.own}}

    @classmethod
    def row_text(cls, content: Any, row: Any) -> str:
        """Say also which choices belong to an item."""
        if not hasattr(row, "rights"):
            return super().row_text(content, row)
        texts = {choice.id: plain_text(choice.text) for choice in content.choices}
        right = ", ".join(texts[each] for each in row.rights)
        return "\n".join(text for text in (row.text, f"→ {right}", row.feedback) if text)


def the_right() -> forms.Field:
    """Return the field for the one choice that belongs to an item."""
    return forms.ChoiceField(label=_("Belongs to it"), required=False)


def several_rights() -> forms.Field:
    """Return the field for the choices that hold in a row."""
    return forms.MultipleChoiceField(label=_("Right in this row"), required=False)
