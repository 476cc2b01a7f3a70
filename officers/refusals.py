"""Where a refusal becomes an error of a form: views carry no ``try``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from kernel.refusal import Refusal

__all__ = ["refusals_to"]

_View = Callable[..., HttpResponseBase]


def refusals_to(name: str | None) -> Callable[[_View], _View]:
    """Show what a service refuses as an error of the form that the view's template knows by ``name``.

    The view builds the form with ``Form(request.POST or None)``, acts ``if request.method == "POST"
    and form.is_valid()``, and otherwise returns a ``TemplateResponse``. After a refusal it is asked
    again, as for GET, to show its page with what was typed; the sentence goes to the refusal's field,
    or above the form. Without a form (None) the refusal becomes a page: ``lms.middleware``.
    """

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                form = None
                if name is not None:
                    request.method = "GET"
                    response = view(request, *args, **kwargs)
                    form = _form(response, name)
                if form is None:
                    raise
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                return response

        return guarded

    return decorate


def _form(response: HttpResponseBase, name: str) -> forms.BaseForm | None:
    context = response.context_data if isinstance(response, TemplateResponse) else None
    form = (context or {}).get(name)
    return form if isinstance(form, forms.BaseForm) and form.is_bound else None
