"""One certificate as HR sees it: what it says, how it stands, what happened to it, what waits."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.facts import facts_of
from certificates.queries.certificates import certificate_or_404, file_of, state_of
from certificates.queries.history import history_of, waiting_on
from certificates.services.revoke import scope_of
from courses.views.person import officer_of
from officers.models import Act
from officers.roles import may

__all__ = ["certificate"]


@never_cache
@require_safe
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """Show a certificate of a record that the officer may see."""
    officer, now = officer_of(request), timezone.now()
    row = certificate_or_404(officer, serial)
    context = {
        "certificate": row,
        "facts": facts_of(row),
        "state": state_of(row, now),
        "file": file_of(row),
        "history": history_of(row),
        "waiting": waiting_on(row, officer, now),
        "may_revoke": may(officer, Act.REVOKE_CERTIFICATE, on=scope_of(row)),
        "may_reissue": may(officer, Act.REISSUE_CERTIFICATE, on=scope_of(row)),
        "now": now,
    }
    return TemplateResponse(request, "certificates/cms/certificate.html", context)
