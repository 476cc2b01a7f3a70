"""The papers of a run in one file: asking for it, following the task, taking it."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.cms_forms import BundleForm
from certificates.queries.bundles import bundle_or_404, bundles_of, ready_or_404, run_or_404
from certificates.services.ask_bundle import ask_bundle
from certificates.services.make_bundle import KEPT, SHEETS
from certificates.services.take_bundle import take_bundle
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["ask", "bundle", "bundles", "file"]

_PAGE = 50


@require_POST
@refusals_to(None)
def ask(request: HttpRequest, run: str) -> HttpResponse:
    """Have the papers of a run put into one file."""
    officer, form = officer_of(request), BundleForm(request.POST)
    row = run_or_404(officer, run)
    if not form.is_valid():
        return redirect("certificates_cms:bundles")
    made = ask_bundle(run=row, kind=form.cleaned_data["kind"], by=officer)
    return redirect("certificates_cms:bundle", made.public_id)


@never_cache
@require_safe
def bundles(request: HttpRequest) -> HttpResponse:
    """List the files that the officer asked for."""
    page = Paginator(bundles_of(officer_of(request)), _PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "certificates/cms/bundles.html", {"page": page, "days": KEPT.days})


@never_cache
@require_safe
def bundle(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """Show how far a file is, and where it is taken."""
    row = bundle_or_404(officer_of(request), bundle)
    context = {"bundle": row, "days": KEPT.days, "sheets": SHEETS}
    return TemplateResponse(request, "certificates/cms/bundle.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, bundle: UUID) -> HttpResponseBase:
    """Send the file; it is written down who took it."""
    officer = officer_of(request)
    row = ready_or_404(officer, bundle)
    take_bundle(bundle=row, by=officer)
    name = f"{row.run.code}-{row.asked_at:%Y%m%d}.{row.file.rpartition('.')[2]}"
    return FileResponse(default_storage.open(row.file), as_attachment=True, filename=name)
