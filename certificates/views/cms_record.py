"""An officer's training record: on one page, to print, and as a PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.queries.record import officer_or_404, record_of
from certificates.services.take_record import take_record
from certificates.views.sending import sent
from courses.views.person import officer_of
from officers.models import Act
from officers.roles import Scope, may

__all__ = ["pdf", "record"]


@never_cache
@require_safe
def record(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Show the record of an officer whose unit the right extends to."""
    by = officer_of(request)
    row = officer_or_404(by, officer)
    context = {
        "record": record_of(row, by=by, now=timezone.now()),
        "manages": may(by, Act.MANAGE_OFFICERS, on=Scope(unit=row.unit)),
    }
    return TemplateResponse(request, "certificates/cms/record.html", context)


@require_POST
def pdf(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Send the record as a PDF; it is written down who took it."""
    by = officer_of(request)
    return sent(take_record(officer=officer_or_404(by, officer), by=by))
