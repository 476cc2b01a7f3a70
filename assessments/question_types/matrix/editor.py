"""Matrix: the form in which it is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_pairs import PairsEditor, several_rights
from assessments.question_types.editing_rows import RowList, choice_list, feedback_field, item_text

__all__ = ["Editor"]


class Editor(PairsEditor):
    """Columns, and rows with those that are right in them."""

    kind = "matrix"
    label = _("Table of rows and columns")
    hint = _("In each row one column holds, or several. An answer earns the mean of its rows.")
    lists = (
        choice_list(
            legend=_("Columns"), add=_("Add a column"), one=_("Column"),
            help_text=_("Shown in this order: short words, such as Yes, No, It depends."),
        ),
        RowList(
            "item", "items", _("Rows"), _("Each with what is right in it. Rows that stay empty are left out."),
            _("Add a row"), _("Row"),
            {"text": item_text(_("Text")), "right": several_rights, "feedback": feedback_field},
        ),
    )  # fmt: skip
    own = ("several", "penalty")

    several = forms.BooleanField(
        label=_("Several columns may be marked in a row"), required=False,
        help_text=_("A row then earns the share of its right marks, less the share of its wrong ones."),
    )  # fmt: skip
