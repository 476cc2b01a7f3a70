"""A procedure, step by step."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.several import SeveralBlock
from courses.blocks.text import INLINE

__all__ = ["StepBlock", "StepsBlock"]


class StepBlock(blocks.StructBlock):
    """One step: what is done, by whom, and how long it takes where that is known."""

    text = blocks.RichTextBlock(label=_("What is done"), features=INLINE)
    who = blocks.CharBlock(label=_("Who does it"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=1440, required=False)

    class Meta:
        label = _("step")


class StepsBlock(blocks.StructBlock):
    """Numbered steps, each with who does it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    steps = SeveralBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=30)

    class Meta:
        label = _("procedure")
        icon = "list-ol"
