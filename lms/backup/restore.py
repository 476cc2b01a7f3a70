"""Restoring a backup into an empty place: verified whole before anything is written."""

import hashlib
import tarfile
import tempfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any

from lms.backup.databases import is_empty, load
from lms.backup.manifest import DATABASES, MANIFEST, MEDIA, Manifest, NotABackup, read

__all__ = ["NotEmpty", "restore", "verify"]

_PIECE = 1024 * 1024


class NotEmpty(Exception):
    """There is something where the backup would go; the message says what."""


def restore(*, file: Path, connection: Any, media: Path, known_migrations: Collection[str]) -> Manifest:
    """Put a backup into an empty database and an empty folder, and return what it says of itself.

    Raises ``NotEmpty`` and ``NotABackup``, both before anything is written. The files go first and the database, all
    or nothing, last: a restore that was cut off leaves a database without tables.
    """
    if not is_empty(connection):
        raise NotEmpty("The database has tables. A backup is restored into an empty one only.")
    if media.exists() and any(media.iterdir()):
        raise NotEmpty(f"There are files in {media}. A backup is restored into an empty folder only.")
    manifest = verify(file)
    if manifest.database != connection.vendor:
        raise NotABackup(f"This is a backup of {manifest.database}; the database here is {connection.vendor}.")
    if unknown := sorted(set(manifest.migrations) - set(known_migrations)):
        raise NotABackup(
            f"A newer version made this backup ({', '.join(unknown)}). Install version {manifest.product}."
        )
    with tarfile.open(file) as tar, tempfile.TemporaryDirectory(prefix="restoring-") as place:
        for member in tar:
            if member.name.startswith(MEDIA):
                _write(tar, member, media / member.name.removeprefix(MEDIA), folder_mode=0o750)
        copy = Path(place) / DATABASES[manifest.database]
        _write(tar, tar.getmember(copy.name), copy)
        load(connection, copy)
    return manifest


def verify(file: Path) -> Manifest:
    """Read a backup to its end and return its manifest; raises ``NotABackup`` unless every file is as it says."""
    try:
        with tarfile.open(file) as tar:
            found = {member.name: _hash(tar, member) for member in tar if _is_ours(member)}
            manifest = read(_content(tar))
    except (tarfile.TarError, OSError, EOFError) as error:
        raise NotABackup(f"This is no backup, or it was cut off: {error}") from error
    del found[MANIFEST]
    if wrong := sorted(name for name in {*found, *manifest.files} if found.get(name) != manifest.files.get(name)):
        raise NotABackup(f"{len(wrong)} files are not as the manifest says, the first: {wrong[0]}")
    return manifest


def _is_ours(member: tarfile.TarInfo) -> bool:
    """Whether an entry is what we write: a plain file that stays below its folder."""
    path = PurePosixPath(member.name)
    if not member.isfile() or path.is_absolute() or ".." in path.parts:
        raise NotABackup(f"There is something in it that no backup of ours holds: {member.name}")
    return True


def _content(tar: tarfile.TarFile) -> bytes:
    try:
        manifest = tar.extractfile(MANIFEST)
    except KeyError as error:
        raise NotABackup("It has no manifest: it was cut off, or is no backup.") from error
    assert manifest is not None  # noqa: S101 - _is_ours let only files pass
    return manifest.read()


def _hash(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file, digest = tar.extractfile(member), hashlib.sha256()
    assert file is not None  # noqa: S101 - _is_ours let only files pass
    read_whole = 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        read_whole += len(piece)
    if read_whole != member.size:
        raise NotABackup(f"It was cut off in {member.name}.")
    return digest.hexdigest()


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, *, folder_mode: int = 0o700) -> None:
    file = tar.extractfile(member)
    assert file is not None  # noqa: S101 - as above
    target.parent.mkdir(mode=folder_mode, parents=True, exist_ok=True)
    with target.open("xb") as out:
        while piece := file.read(_PIECE):
            out.write(piece)
    target.chmod(0o640)
