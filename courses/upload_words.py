"""The sentences for files that are not kept (``courses.uploads``)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["REFUSALS"]

#: By code.
REFUSALS: dict[str, str | Promise] = {
    "not_image": _("This is not a picture. Use PNG, JPEG, WebP, GIF or SVG."),
    "too_many_pixels": _("The picture is too large. Reduce it to at most 50 megapixels."),
    "active_drawing": _("The drawing contains a script, a link or something from elsewhere. Export it as plain SVG."),
    "too_intricate": _("The drawing has too many parts. Export it in a simpler form, or as PNG."),
    "not_document": _(
        "This is no document that can be kept. Use PDF, DOCX, XLSX, PPTX, or CSV and TXT in UTF-8; for recordings MP4, "
        "WebM, MP3 or M4A, and VTT for captions."
    ),
    "not_captions": _("These are no captions in WebVTT: the first line is WEBVTT, and each caption has its time."),
    "macros": _("The document contains macros. Save it without them."),
    "too_large_unpacked": _("The document is too large when unpacked."),
    "other_ending": _("The ending of the name does not fit what the file is. Rename it or export it again."),
}
