"""Who in a unit holds a course: the list, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.cms_forms import CoverageForm, ExportForm
from certificates.paging import BoundedPaginator
from certificates.queries.coverage import coverage, coverage_lines
from certificates.services.export_table import MOST_ROWS, Table, export_table
from certificates.tables import coverage_columns, coverage_rows
from certificates.views.sending import sent
from courses.views.person import officer_of
from officers.models import Officer
from officers.refusals import refusals_to

__all__ = ["export", "holders"]

#: Officers on one page of the list.
PAGE = 50


@never_cache
@require_safe
def holders(request: HttpRequest) -> HttpResponse:
    """Show who holds a course in the units that were asked about."""
    officer, now = officer_of(request), timezone.now()
    today = timezone.localdate(now)
    form = CoverageForm(request.GET or None, by=officer)
    officers = Officer.objects.none()
    if form.is_valid():
        officers = coverage(officer, **form.cleaned_data, today=today)
    page = BoundedPaginator(officers, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": coverage_lines(page, today), "now": now}
    return TemplateResponse(request, "certificates/cms/coverage.html", context)


@require_POST
@refusals_to(None)
def export(request: HttpRequest) -> HttpResponse:
    """Send what the address lists as a file; it is written down who took it."""
    officer, now = officer_of(request), timezone.now()
    today = timezone.localdate(now)
    form, kind = CoverageForm(request.GET, by=officer), ExportForm(request.POST)
    if not (form.is_valid() and kind.is_valid()):
        return redirect(f"{reverse('certificates_cms:coverage')}?{request.GET.urlencode()}")
    officers = coverage(officer, **form.cleaned_data, today=today)[: MOST_ROWS + 1]
    rows = coverage_rows(coverage_lines(officers, today))
    table = Table(_("Who holds the course"), coverage_columns(), rows, form.narrowed)
    as_, fields = kind.cleaned_data["kind"], form.narrowed_fields
    return sent(export_table(table=table, kind=as_, by=officer, act="record.export", fields=fields, at=now))
