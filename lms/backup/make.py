"""Making a backup: one file with the database, the private files and a manifest."""

import hashlib
import io
import os
import tarfile
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from lms.backup.databases import dump
from lms.backup.manifest import DATABASES, MANIFEST, MEDIA, Manifest

__all__ = ["make_backup"]

#: Personal data: for the account that runs the service and nobody else.
_MODE = 0o600


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.hash.update(content)
        return content


def make_backup(*, folder: Path, connection: Any, media: Path, product: str, migrations: list[str]) -> Path:
    """Write a backup into ``folder`` and return it; it has its name only when it is whole and on the disk.

    The database is copied first, the files after it. Private files are written before the row that names them, never
    over one another, and never deleted (``courses.storage``): so all that the copy names is there when the files are
    copied, and what came meanwhile does no harm.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as place:
        copy, whole = Path(place) / DATABASES[connection.vendor], Path(place) / "whole.tar"
        dump(connection, copy)
        with whole.open("xb") as file:
            os.fchmod(file.fileno(), _MODE)
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                files = {copy.name: _add(tar, copy.name, copy)}
                copy.unlink()
                for path in sorted(media.rglob("*")):
                    if path.is_file() and not path.is_symlink():
                        # Only a file that is being written, or a bundle whose few days are over, goes away.
                        with suppress(FileNotFoundError):
                            name = f"{MEDIA}{path.relative_to(media).as_posix()}"
                            files[name] = _add(tar, name, path)
                _add_manifest(tar, Manifest(now.isoformat(), product, connection.vendor, migrations, files))
            file.flush()
            os.fsync(file.fileno())
        target = folder / f"aula-segura-{now:%Y%m%d-%H%M%S}.tar"
        whole.rename(target)
    _settle(folder)
    return target


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file and return the SHA-256 of the bytes that went in."""
    with path.open("rb") as file:
        member = tar.gettarinfo(arcname=name, fileobj=file)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        hashed = _Hashed(file)
        tar.addfile(member, hashed)
    return hashed.hash.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = manifest.as_bytes()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), _MODE
    tar.addfile(member, io.BytesIO(content))


def _settle(folder: Path) -> None:
    """Have the disk keep the new name too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
