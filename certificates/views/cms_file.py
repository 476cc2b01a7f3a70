"""A file of serials or CIPs comes back with a verdict for each of its rows, in their order."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.checked_words import column_words, in_words
from certificates.cms_forms import ExportForm, FileForm
from certificates.queries.checked_file import CheckedFile, check_rows, keep, kept
from certificates.services.export_table import export_table
from certificates.tables import checked_table
from certificates.views.sending import sent
from courses.views.person import officer_of

__all__ = ["checked", "file"]

#: Rows on one page of the preview.
PAGE = 50


@never_cache
def file(request: HttpRequest) -> HttpResponse:
    """Ask for a file; answer it at an address of its own."""
    officer = officer_of(request)
    form = FileForm(request.POST or None, request.FILES or None, by=officer)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        result = check_rows(
            officer, asked["file"].name, form.rows, form.column, timezone.now(), course=asked["course"]
        )  # fmt: skip
        return redirect("certificates_cms:checked", keep(officer, result))
    return TemplateResponse(request, "certificates/cms/file.html", {"form": form})


@never_cache
def checked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how many rows hold and the rows themselves; by POST send them all as a file."""
    officer = officer_of(request)
    result, kind = kept(officer, key), ExportForm(request.POST or None)
    if result is None:
        messages.warning(request, _("This result is no longer kept. Send the file again."))
        return redirect("certificates_cms:file")
    if request.method == "POST" and kind.is_valid():
        table = checked_table(result)
        return sent(
            export_table(table=table, kind=kind.cleaned_data["kind"], by=officer, act="certificate.check_file")
        )  # fmt: skip
    return TemplateResponse(request, "certificates/cms/checked.html", _shown(request, result))


def _shown(request: HttpRequest, result: CheckedFile) -> dict[str, object]:
    rows = [(line, in_words(row, result.course)) for line, row in enumerate(result.answers, result.first_line)]
    only_bad = request.GET.get("only") == "bad"
    listed = [(line, answer) for line, answer in rows if not (only_bad and answer.good)]
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return {
        "result": result,
        "column": column_words(result),
        "counts": Counter(answer.words for _line, answer in rows).most_common(),
        "good": sum(answer.good for _line, answer in rows),
        "all": len(rows),
        "only_bad": only_bad,
        "page": page,
    }
