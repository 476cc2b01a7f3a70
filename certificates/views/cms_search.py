"""Certificates in the CMS: the search, and what it found as a file."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.cms_forms import ExportForm, SearchForm
from certificates.models import Certificate
from certificates.paging import BoundedPaginator
from certificates.queries.record import officers_found
from certificates.queries.search import found_certificates, search
from certificates.services.export_table import MOST_ROWS, Table, export_table
from certificates.tables import certificate_columns, certificate_rows
from certificates.views.sending import sent
from courses.views.person import officer_of
from officers.refusals import refusals_to

if TYPE_CHECKING:
    from certificates.models.certificate import CertificateQuerySet

__all__ = ["certificates", "export"]

#: Certificates on one page of the list.
PAGE = 50


@never_cache
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the certificates that were searched for, of the records that the officer may see."""
    officer, now = officer_of(request), timezone.now()
    form = SearchForm(request.GET, by=officer)
    rows: CertificateQuerySet = Certificate.objects.none()
    if form.is_valid():
        rows = search(officer, form.wanted, today=timezone.localdate(now))
    page = BoundedPaginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "people": officers_found(officer, form.cleaned_data.get("q", "")),
        "found": found_certificates(cast("CertificateQuerySet", page.object_list), now),
        "now": now,
        "run": form.wanted.run if form.is_valid() else "",
    }
    return TemplateResponse(request, "certificates/cms/search.html", context)


@require_POST
@refusals_to(None)
def export(request: HttpRequest) -> HttpResponse:
    """Send what the address lists as a file; it is written down who took it."""
    officer, now = officer_of(request), timezone.now()
    form, kind = SearchForm(request.GET, by=officer), ExportForm(request.POST)
    if not (form.is_valid() and kind.is_valid()):
        return redirect(f"{reverse('certificates_cms:certificates')}?{request.GET.urlencode()}")
    rows = search(officer, form.wanted, today=timezone.localdate(now))[: MOST_ROWS + 1]
    found = certificate_rows(found_certificates(rows, now))
    table = Table(_("Certificates"), certificate_columns(), found, form.narrowed)
    as_, fields = kind.cleaned_data["kind"], form.narrowed_fields
    return sent(export_table(table=table, kind=as_, by=officer, act="certificate.export", fields=fields, at=now))
