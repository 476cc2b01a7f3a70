"""The counter: scan or type, the answer in one line, and the next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.checked_words import in_words
from certificates.cms_forms import CounterForm
from certificates.kept_for import keep_for, kept_for
from certificates.queries.checking import check
from courses.views.person import officer_of

__all__ = ["counter"]

#: Under which the list of a counter is kept; where nobody scans for so long a new one begins.
_KIND = "asked_before"
#: So many answers are shown: the newest, and those before it.
_LAST = 11


@never_cache
def counter(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Answer what was scanned or typed, at an address of its own: ``key`` is of what was asked up to then."""
    officer, now = officer_of(request), timezone.now()
    asked = (kept_for(officer, _KIND, key) or []) if key else []
    form = CounterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = keep_for(officer, _KIND, [form.cleaned_data["asked"], *asked][:_LAST])
        return redirect("certificates_cms:answered", kept)
    if key and not asked and not form.is_bound:
        messages.warning(request, _("These answers are no longer kept. Ask again."))
        return redirect("certificates_cms:counter")
    answers = [in_words(row) for row in check(officer, asked, now)]
    newest = 0 if form.is_bound else 1
    context = {"form": form, "answer": answers[:newest], "before": answers[newest:], "now": now}
    return TemplateResponse(request, "certificates/cms/counter.html", context)
