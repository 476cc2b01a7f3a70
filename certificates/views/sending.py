"""Sending a file that was made for whoever asked."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from certificates.services.export_table import ExportedFile

__all__ = ["sent"]


def sent(file: ExportedFile) -> HttpResponse:
    """Return the answer that the browser saves."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    return response
