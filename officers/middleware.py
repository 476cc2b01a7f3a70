"""Everything is closed unless a view says that it is open."""

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware

__all__ = ["LoginRequiredMiddleware"]


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Sends anonymous visitors to the log-in page, for known and unknown addresses alike."""
