"""What stands where Wagtail's screens for users and groups would be."""

from typing import Any

from wagtail.admin.viewsets.base import ViewSet


class NoScreens(ViewSet):
    """A viewset without an address."""

    def get_urlpatterns(self) -> list[Any]:
        """Return nothing."""
        return []
