"""Categories: the form in which it is written."""

from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_pairs import PairsEditor, the_right
from assessments.question_types.editing_rows import RowList, choice_list, feedback_field, item_text

__all__ = ["Editor"]


class Editor(PairsEditor):
    """Categories, and items with the one to which they belong."""

    kind = "categories"
    label = _("Sorting into categories")
    hint = _("Each item goes into a category. An answer earns the share of the items that are in the right one.")
    lists = (
        choice_list(
            legend=_("Categories"), add=_("Add a category"), one=_("Category"),
            help_text=_("Shown in this order. Rows that stay empty are left out."),
        ),
        RowList(
            "item", "items", _("Items"), _("Each with its category. They are shown in a new order each time."),
            _("Add an item"), _("Item"),
            {"text": item_text(_("Text")), "right": the_right, "feedback": feedback_field},
        ),
    )  # fmt: skip
