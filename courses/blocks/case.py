"""A case with questions to discuss."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.text import PROSE

__all__ = ["CaseBlock"]


class CaseBlock(blocks.StructBlock):
    """A made-up situation from the service, and what to discuss about it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("The case"), features=PROSE)
    questions = blocks.ListBlock(
        blocks.TextBlock(label=_("Question"), rows=2, max_length=500), label=_("Questions for discussion"), min_num=1
    )

    class Meta:
        label = _("case")
        icon = "group"
