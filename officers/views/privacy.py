"""The privacy notice, for everybody."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def notice() -> dict[str, Any]:
    """Return what a template needs to include the notice in force: one template a version, never changed."""
    version = settings.PRIVACY_NOTICE_VERSION
    return {
        "privacy_version": version,
        "privacy_template": f"officers/privacy/{version}.html",
        "privacy_contact": settings.PRIVACY_CONTACT,
    }


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the notice in force."""
    return render(request, "officers/privacy.html", notice())
