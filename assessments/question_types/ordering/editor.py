"""Ordering: the form in which it is written."""

from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_rows import RowList, RowsEditor, feedback_field, item_text

__all__ = ["Editor"]


class Editor(RowsEditor):
    """A sequence, written in the right order."""

    kind = "ordering"
    label = _("Ordering")
    hint = _(
        "A sequence to put in order. What counts is how many pairs stand in the right order, beyond the half that "
        "chance gives."
    )
    lists = (
        RowList(
            "item", "items", _("In the right order"),
            _("Write them in the right order, three at least. They are shown in another."),
            _("Add one"), _("Step"), {"text": item_text(_("Text")), "feedback": feedback_field},
        ),
    )  # fmt: skip
