"""Where private files lie: no address of their own, and nothing is deleted in passing."""

import os
import tempfile
from pathlib import Path
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

    def put(self, name: str, content: bytes) -> None:
        """Store bytes under exactly this name, whole or not at all; what is there already stays."""
        target = Path(self.path(name))
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        Path(beside).replace(target)

    def url(self, name: str | None) -> Never:
        """Refuse: a file has no address but that of the view that asks the door."""
        raise ValueError("Private files have no address of their own.")

    def delete(self, name: str) -> None:
        """Do nothing: equal files share their bytes."""
