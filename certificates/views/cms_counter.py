"""The counter: scan or type, the answer in one line, and the next."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from certificates.checked_words import holds, verdict_words
from certificates.cms_forms import CounterForm
from certificates.queries.checking import check
from courses.views.person import officer_of

__all__ = ["counter"]

#: So many answers stay below.
_LAST = 10


@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """Answer what was scanned or typed; the page carries what was asked before, so that nothing is stored."""
    now, before = timezone.now(), request.POST.getlist("before")[:_LAST]
    form = CounterForm(request.POST or None)
    asked = [form.cleaned_data["asked"], *before] if form.is_valid() else before
    asked = [text[:200] for text in asked][: _LAST + 1]
    answers = [(row, verdict_words(row), holds(row)) for row in check(officer_of(request), asked, now)]
    context = {
        "form": form if form.errors else CounterForm(),
        "answer": answers[0] if form.is_valid() else None,
        "answers": answers[1:] if form.is_valid() else answers,
        "asked": asked[:_LAST],
        "now": now,
    }
    return TemplateResponse(request, "certificates/cms/counter.html", context)
