"""The knowledge check: an ungraded question, answered and explained in place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.several import SeveralBlock

__all__ = ["CheckBlock", "CheckOptionBlock"]


class CheckOptionBlock(blocks.StructBlock):
    """One option, and what is said to whoever chose it."""

    text = blocks.TextBlock(label=_("Option"), rows=2, max_length=500)
    right = blocks.BooleanBlock(label=_("This is the right one"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback"), rows=2, max_length=800)

    class Meta:
        label = _("option")


class CheckBlock(blocks.StructBlock):
    """A question with two to six options, exactly one of them right."""

    question = blocks.TextBlock(label=_("Question"), rows=3, max_length=1000)
    options = SeveralBlock(CheckOptionBlock(), label=_("Options"), min_num=2, max_num=6)
    explanation = blocks.TextBlock(label=_("Explanation"), rows=3, max_length=1500)

    class Meta:
        label = _("knowledge check")
        icon = "help"

    def clean(self, value: Any) -> Any:
        """Refuse unless exactly one option is right; a draft is saved half-written."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if sum(bool(option["right"]) for option in cleaned["options"]) != 1:
            error = ValidationError(_("Mark exactly one option as the right one."), code="one_right")
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned
