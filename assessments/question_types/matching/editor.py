"""Matching: the form in which it is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_pairs import PairsEditor, the_right
from assessments.question_types.editing_rows import RowList, choice_list, feedback_field, item_text

__all__ = ["Editor"]


class Editor(PairsEditor):
    """Choices, some of which may belong to nothing, and items with their partners."""

    kind = "matching"
    label = _("Matching")
    hint = _("To each item its partner. An answer earns the share of the items that have the right one.")
    lists = (
        choice_list(
            legend=_("Choices"), add=_("Add a choice"), one=_("Choice"),
            help_text=_(
                "Partners of the items, and some that belong to none. They are shown in a new order each time."
            ),
        ),
        RowList(
            "item", "items", _("Items"), _("Each with its partner. Rows that stay empty are left out."),
            _("Add an item"), _("Item"),
            {"text": item_text(_("Text")), "right": the_right, "feedback": feedback_field},
        ),
    )  # fmt: skip
    own = ("shared", "penalty")

    shared = forms.BooleanField(label=_("One choice may belong to several items"), required=False)
