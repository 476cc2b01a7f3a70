"""Images and documents within a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

__all__ = ["DocumentBlock", "ImageBlock"]


class ImageBlock(blocks.StructBlock):
    """A figure. The alternative text says what the figure teaches to whoever does not see it."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.TextBlock(
        label=_("Alternative text"),
        rows=2,
        max_length=600,
        help_text=_("What the figure teaches, for whoever does not see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=400, required=False)
    credit = blocks.CharBlock(label=_("Credit"), max_length=200, required=False)

    class Meta:
        label = _("image")
        icon = "image"


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    description = blocks.CharBlock(label=_("Description"), max_length=300, required=False)

    class Meta:
        label = _("document")
        icon = "doc-full"
