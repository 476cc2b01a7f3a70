"""Where a person lands."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Send officers to their learning and everybody else to the catalogue."""
    return redirect("courses:my_learning" if request.user.is_authenticated else "courses:catalogue")
