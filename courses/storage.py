"""Where private files lie: no address of their own, and nothing is deleted in passing."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Never

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
        if Path(self.path(name)).exists():
            return
        with self.writing(name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """Give a file to write, which has this name once it is whole; nothing is left of one that failed."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(settings.FILE_UPLOAD_PERMISSIONS)
            Path(beside).replace(target)
        finally:
            Path(beside).unlink(missing_ok=True)

    def url(self, name: str | None) -> Never:
        """Refuse: a file has no address but that of the view that asks the door."""
        raise ValueError("Private files have no address of their own.")

    def delete(self, name: str) -> None:
        """Do nothing: equal files share their bytes."""

    def remove(self, name: str) -> None:
        """Remove a file whose name is that of one row alone, and not of its content."""
        Path(self.path(name)).unlink(missing_ok=True)
