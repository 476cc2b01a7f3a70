"""Where private files lie: no address of their own, and nothing is deleted in passing."""

from typing import Never

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property


class PrivateStorage(FileSystemStorage):
    """Files under ``MEDIA_ROOT`` that the web server does not serve; our own view does, after the door.

    ``delete`` does nothing, since rows of equal content share a file; a sweep removes what no row names.
    """

    @cached_property
    def base_location(self) -> str:
        """Return the folder."""
        return str(settings.MEDIA_ROOT)

    def url(self, name: str | None) -> Never:
        """Refuse: a file has no address but that of the view that asks the door."""
        raise ValueError("Private files have no address of their own.")

    def delete(self, name: str) -> None:
        """Do nothing: equal files share their bytes."""
