"""Single choice: the form in which it is written."""

from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_options import OptionsEditor

__all__ = ["Editor"]


class Editor(OptionsEditor):
    """Options, of which one is marked as right."""

    kind = "single_choice"
    label = _("Single choice")
    hint = _("One of several options is right and earns all the points.")
