"""Words: rich text, headings, and callouts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["INLINE", "PROSE", "CalloutBlock", "CalloutStyle", "HeadingBlock"]

#: What authors may use in running text. Headings, images and tables are blocks of their own; nothing is embedded.
PROSE = ["bold", "italic", "ol", "ul", "blockquote", "link", "document-link", "term"]
INLINE = ["bold", "italic", "link", "term"]


class CalloutStyle(models.TextChoices):
    """What a callout is about; each has its own colour and word."""

    DOCTRINE = "doctrine", _("Doctrine")
    LEGAL = "legal", _("Legal basis")
    WARNING = "warning", _("Warning")
    TIP = "tip", _("Field tip")


class HeadingBlock(blocks.StructBlock):
    """A heading within a lesson; the lesson's title is level 1."""

    text = blocks.CharBlock(label=_("Text"), max_length=200)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("Section")), ("3", _("Subsection"))], default="2")

    class Meta:
        label = _("heading")
        icon = "title"


class CalloutBlock(blocks.StructBlock):
    """A box beside the main line of thought."""

    style = blocks.ChoiceBlock(label=_("Kind"), choices=CalloutStyle.choices, default=CalloutStyle.DOCTRINE)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        label = _("callout")
        icon = "info-circle"
