"""Where a person lands."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Send whoever has logged in to their learning and everybody else to the catalogue.

    Asked of the session, not of the officer: where it leads, the officer is read anyway.
    """
    return redirect("courses:my_learning" if SESSION_KEY in request.session else "courses:catalogue")
