"""An officer's certificates: the list, the page of one, its PDF."""

from typing import TYPE_CHECKING, cast

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.facts import facts_of
from certificates.queries.certificates import certificate_or_404, file_of, lines_of, state_of

if TYPE_CHECKING:
    from officers.models import Officer

__all__ = ["certificate", "mine", "pdf"]


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show an officer's own certificates."""
    return render(request, "certificates/mine.html", {"lines": lines_of(cast("Officer", request.user))})


@require_safe
@never_cache
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """Show a certificate as a page: the accessible form of the document, for its holder and for HR."""
    row = certificate_or_404(cast("Officer", request.user), serial)
    context = {
        "certificate": row,
        "facts": facts_of(row),
        "state": state_of(row, timezone.now()),
        "file": file_of(row),
        "own": row.award.officer_id == request.user.pk,
    }
    return render(request, "certificates/certificate.html", context)


@require_safe
@never_cache
def pdf(request: HttpRequest, serial: str) -> HttpResponseBase:
    """Send the PDF; while it is being made, lead to the page that says so."""
    row = certificate_or_404(cast("Officer", request.user), serial)
    file = file_of(row)
    if file is None:
        return redirect(row)
    name = f"certificado-{row.serial}.pdf"
    return FileResponse(
        default_storage.open(file.file), as_attachment=True, filename=name, content_type="application/pdf"
    )
