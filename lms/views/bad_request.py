"""What is said of a request that cannot be read: a page, or JSON to whoever asks for it."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENT_TOO_MUCH", "UNREADABLE", "bad_request"]


@dataclass(frozen=True)
class _Said:
    code: str
    title: str | Promise
    message: str | Promise


SENT_TOO_MUCH = _Said(
    "too_many_fields",
    _("This was not saved"),
    _(
        "The form has more fields than are read at once. What you typed is still in the form: go back, divide it into "
        "smaller parts and save each of them."
    ),
)
UNREADABLE = _Said(
    "bad_request",
    _("What was sent could not be read"),
    _("Nothing was changed. Go back, reload the page and send the form again."),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 in words of ours; what was sent is not read again."""
    too_much = isinstance(exception, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig)
    said = SENT_TOO_MUCH if too_much else UNREADABLE
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"error": {"code": said.code, "message": str(said.message)}}, status=400)
    return render(request, "400.html", {"said": said}, status=400)
