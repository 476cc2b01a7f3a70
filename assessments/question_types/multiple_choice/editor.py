"""Multiple choice: the form in which it is written."""

from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_options import OptionsEditor

__all__ = ["Editor"]


class Editor(OptionsEditor):
    """Options, of which any number is marked as right."""

    kind = "multiple_choice"
    label = _("Multiple choice")
    hint = _(
        "Several options may be right. An answer earns the share of the right ones that it marks, less the share of "
        "the wrong ones that it marks, and never less than nothing."
    )
    mark = "checkbox"
