"""Originals and scaled copies of the library, for whoever works on content. The gate has asked the door."""

import mimetypes

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from courses.handing import hand
from courses.models import CourseDocument, CourseImage, CourseRendition
from courses.services.note_reading import note_reading
from courses.views.person import officer_of

__all__ = ["document", "image", "rendition"]


def image(request: HttpRequest, image_id: int) -> HttpResponseBase:
    """Hand out an image as it was uploaded."""
    row = get_object_or_404(CourseImage, pk=image_id)
    note_reading(by=officer_of(request), held=row, on=row)
    return _hand(request, row.file.name, row.filename)


def rendition(request: HttpRequest, image_id: int, rendition_id: int) -> HttpResponseBase:
    """Hand out a scaled copy of an image."""
    row = get_object_or_404(CourseRendition.objects.select_related("image"), pk=rendition_id, image=image_id)
    note_reading(by=officer_of(request), held=row.image, on=row.image)
    return _hand(request, row.file.name, row.file.name.rsplit("/", 1)[-1])


def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Hand out a document."""
    row = get_object_or_404(CourseDocument, pk=document_id)
    note_reading(by=officer_of(request), held=row, on=row)
    return _hand(request, row.file.name, row.filename)


def _hand(request: HttpRequest, stored: str, name: str) -> HttpResponseBase:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return hand(request, stored, media_type=media_type, name=name, tag=stored, keep="never")
