"""Certificates that say more than the mark that counts by now, for HR."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.views.person import officer_of
from lms.queries.below_paper import below_paper, below_paper_lines

__all__ = ["certificates"]

_PAGE = 50


@never_cache
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """List them within the records that the officer may see."""
    page = Paginator(below_paper(officer_of(request)), _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": below_paper_lines(list(page))}
    return TemplateResponse(request, "lms/cms/below_paper.html", context)
