"""Failed tasks in the CMS: tried again or discarded."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.views.person import officer_of
from lms.forms import DiscardForm
from lms.queries.queue import failed_rows, failed_task
from lms.services.discard_task import discard_task
from lms.services.retry_task import NotFailed, retry_task
from officers.refusals import refusals_to

__all__ = ["discard", "failed", "retry"]

#: Tasks on one page.
PAGE = 50


@never_cache
@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    """Show the tasks that failed."""
    page = Paginator(failed_rows(), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "tasks": [failed_task(row) for row in page]}
    return TemplateResponse(request, "lms/cms/failed_tasks.html", context)


@require_POST
@refusals_to(None)
def retry(request: HttpRequest, task: UUID) -> HttpResponse:
    """Try one again."""
    retry_task(task=task, by=officer_of(request))
    messages.success(request, _("The task is in the queue again."))
    return redirect("lms_tasks:failed")


@never_cache
@refusals_to("form")
def discard(request: HttpRequest, task: UUID) -> HttpResponse:
    """Discard one, with a reason."""
    form = DiscardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        discard_task(task=task, by=officer_of(request), why=form.cleaned_data["why"])
        messages.success(request, _("The task is discarded."))
        return redirect("lms_tasks:failed")
    row = failed_rows().filter(pk=task).first()
    if row is None:
        raise NotFailed
    return TemplateResponse(request, "lms/cms/discard_task.html", {"form": form, "task": failed_task(row)})
