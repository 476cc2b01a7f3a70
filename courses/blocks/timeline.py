"""What happened when."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.several import SeveralBlock
from courses.blocks.text import INLINE

__all__ = ["TimelineBlock", "TimelineEntryBlock"]


class TimelineEntryBlock(blocks.StructBlock):
    """One entry. The date is written as it is known: a day, a month, a year or a span."""

    date = blocks.CharBlock(label=_("Date"), max_length=60)
    text = blocks.RichTextBlock(label=_("What happened"), features=INLINE)

    class Meta:
        label = _("entry")


class TimelineBlock(blocks.StructBlock):
    """Dated entries, in the order in which they are written."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, required=False)
    entries = SeveralBlock(TimelineEntryBlock(), label=_("Entries"), min_num=2, max_num=40)

    class Meta:
        label = _("timeline")
        icon = "history"
