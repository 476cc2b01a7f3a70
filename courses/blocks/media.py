"""Images, documents and recordings within a lesson.

A chooser's name ends as ``courses.gate.claims`` knows it: by that the gate finds the id in what is posted.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.text import PROSE

__all__ = ["DocumentBlock", "ImageBlock", "MediaBlock"]


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


class MediaBlock(blocks.StructBlock):
    """A video or a sound recording, with captions and with what is said in it, for whoever cannot hear or load it."""

    media = DocumentChooserBlock(label=_("Recording"), help_text=_("MP4 or WebM; MP3 or M4A for sound alone."))
    captions = DocumentChooserBlock(label=_("Captions"), help_text=_("A WebVTT file (.vtt)."))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=PROSE,
        help_text=_("What is said and shown, so that the lesson can be learned without the recording."),
    )

    class Meta:
        label = _("recording")
        icon = "media"
