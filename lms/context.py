"""What every template may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the name of the site and whom to call."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "login_help": settings.LOGIN_HELP}
