"""What a backup says of itself: the last file in it, so that one that was cut off has none."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["DATABASES", "FORMAT", "MANIFEST", "MEDIA", "Manifest", "NotABackup", "read"]

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
#: The file of the database by the kind of database.
DATABASES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}


class NotABackup(Exception):
    """A file is no whole backup, or not one for this place; the message says why, to who runs the command."""


@dataclass(frozen=True)
class Manifest:
    """When and by which version the backup was made, of which kind of database, and the SHA-256 of every file."""

    made_at: str
    product: str
    database: str
    #: The newest migrations, as "app.name": a program that does not know them cannot run on this database.
    migrations: list[str]
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """Return the file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """Return what a manifest says; raises ``NotABackup``."""
    try:
        values: dict[str, Any] = json.loads(content)
        manifest = Manifest(**values)
    except (ValueError, TypeError) as error:
        raise NotABackup("The manifest cannot be read.") from error
    if manifest.format != FORMAT:
        raise NotABackup(f"This is a backup of format {manifest.format}; this program reads format {FORMAT}.")
    if DATABASES.get(manifest.database) not in manifest.files:
        raise NotABackup("The manifest names no database.")
    return manifest
