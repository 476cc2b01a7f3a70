"""A refusal becomes an error of the form, and what was typed stays."""

from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.test import RequestFactory

from kernel.refusal import Refusal
from officers.refusals import refusals_to


class _Full(Refusal):
    code = "full"
    message = "Ya no hay sitio."


class _Form(forms.Form):
    name = forms.CharField()


def _view(refusal: Refusal | None, *, name: str | None = "form") -> Any:
    @refusals_to(name)
    def view(request: HttpRequest) -> HttpResponseBase:
        form = _Form(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if refusal:
                raise refusal
            return HttpResponseRedirect("/")
        return TemplateResponse(request, "refused.html", {"form": form})

    return view


def _post(view: Any) -> Any:
    return view(RequestFactory().post("/", {"name": "Rosa"}))


def test_the_sentence_stands_at_its_field_and_the_value_stays() -> None:
    form = _post(_view(_Full(field="name"))).context_data["form"]
    assert form.errors == {"name": ["Ya no hay sitio."]}
    assert form["name"].value() == "Rosa"


@pytest.mark.parametrize("field", [None, "no_such_field"])
def test_without_a_field_it_stands_above_the_form(field: Any) -> None:
    assert _post(_view(_Full(field=field))).context_data["form"].non_field_errors() == ["Ya no hay sitio."]


def test_without_a_form_it_goes_on_to_the_page_of_refusals() -> None:
    for view in (_view(_Full(), name=None), _view(_Full(), name="another")):
        with pytest.raises(_Full):
            _post(view)


def test_what_is_not_refused_is_left_alone() -> None:
    assert _post(_view(None)).status_code == 302
