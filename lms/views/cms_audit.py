"""The audit in the CMS: acts, and readings of reserved material."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.queries.lines import Wanted, entries, page_of, readings
from courses.views.person import officer_of
from lms.audit_filter import AuditFilter, ReadingFilter
from lms.queries.audit import Line, entry_lines, reading_lines
from lms.services.export_audit import export_audit
from officers.models import Officer
from officers.refusals import refusals_to

__all__ = ["acts", "material_read"]

#: Lines of one page.
PAGE = 50


@dataclass(frozen=True)
class _List:
    """One of the two lists: its filter, its rows, how they are worded, the act of exporting them and their file."""

    name: str
    form: type[ReadingFilter]
    rows: Callable[[Wanted], Any]
    lines: Callable[[Officer, Any], list[Line]]
    export: str
    file: Any


_ACTS = _List("acts", AuditFilter, entries, entry_lines, export="audit.export", file=_("audit-acts"))
_READINGS = _List(
    "readings", ReadingFilter, readings, reading_lines, export="audit.export_readings", file=_("audit-readings")
)


def acts(request: HttpRequest) -> HttpResponseBase:
    """Show what was done; posted, the same list as CSV."""
    return _answer(request, _ACTS)


def material_read(request: HttpRequest) -> HttpResponseBase:
    """Show who was shown reserved material; posted, the same list as CSV."""
    return _answer(request, _READINGS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def _answer(request: HttpRequest, shown: _List) -> HttpResponseBase:
    form = shown.form(request.POST or request.GET, by=officer_of(request))
    if request.method == "POST" and form.is_valid():
        return _download(shown, form, officer_of(request))
    return _page(request, shown, form)


def _page(request: HttpRequest, shown: _List, form: ReadingFilter) -> HttpResponse:
    places = {name: request.GET.get(name, "") for name in ("before", "after")}
    page = page_of(shown.rows(form.wanted), size=PAGE, **places)
    context = {"shown": shown.name, "form": form, "page": page, "lines": shown.lines(officer_of(request), page.lines)}
    return TemplateResponse(request, "lms/cms/audit.html", context)


def _download(shown: _List, form: ReadingFilter, by: Officer) -> StreamingHttpResponse:
    rows, asked = shown.rows(form.wanted), form.asked_words
    pieces = export_audit(act=shown.export, rows=rows, lines=shown.lines, asked=asked, by=by)
    name = f"{shown.file}-{timezone.localtime():%Y%m%d-%H%M}.csv"
    return StreamingHttpResponse(
        pieces,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
