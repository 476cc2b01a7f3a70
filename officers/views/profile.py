"""My profile."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from officers.queries.profile import profile_of
from officers.views.privacy import notice

if TYPE_CHECKING:
    from officers.models import Officer


def profile(request: HttpRequest) -> HttpResponse:
    """Show what is held about the officer, where he served, and how his data is treated."""
    shown = profile_of(cast("Officer", request.user))
    context = {"profile": shown, "languages": settings.LANGUAGES, "mails": settings.EMAIL_NOTICES, **notice()}
    return render(request, "officers/profile.html", context)
