"""A quotation, word for word, with where it stands."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.text import INLINE

__all__ = ["QuoteBlock"]


class QuoteBlock(blocks.StructBlock):
    """The words of another. Without a source it would be nobody's, so it has one."""

    text = blocks.RichTextBlock(label=_("Quotation"), features=INLINE)
    source = blocks.CharBlock(
        label=_("Source"), max_length=300, help_text=_("Author, work, year and page, as it would be cited.")
    )

    class Meta:
        label = _("quotation")
        icon = "openquote"
