"""A page that lists what a person may see, as filtered."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

__all__ = ["filtered"]


def filtered(
    request: HttpRequest, form: Any, page: Page[Any], cards: Sequence[Any], *, whole: str, part: str
) -> HttpResponse:
    """Show the page (template ``whole``); to htmx only its list (``part``). form: ``wanted`` is what was asked for."""
    partial = request.headers.get("HX-Request") == "true"
    context = {"form": form, "page": page, "cards": cards, "filtered": form.wanted != type(form.wanted)()}
    response = render(request, part if partial else whole, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
