"""``manage.py restore FILE``: a backup into an empty database and an empty folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lms.backup.databases import ProgramMissing
from lms.backup.manifest import NotABackup
from lms.backup.restore import NotEmpty, restore, verify


class Command(BaseCommand):
    """Verifies a backup and restores it, or only verifies it."""

    help = "Restores a backup into an empty place."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, and ``--verify-only``."""
        parser.add_argument("file", type=Path, help="A backup made by manage.py backup.")
        parser.add_argument("--verify-only", action="store_true", help="Read it to its end and restore nothing.")

    def handle(self, *args: Any, file: Path, verify_only: bool = False, **options: Any) -> None:
        """Restore; whatever speaks against it is one sentence, before anything is written."""
        known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
        try:
            manifest = (
                verify(file)
                if verify_only
                else restore(file=file, connection=connection, media=Path(settings.MEDIA_ROOT), known_migrations=known)
            )
        except (ProgramMissing, NotABackup, NotEmpty, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        done = "is whole" if verify_only else "is restored; now run manage.py migrate, then start the service"
        self.stdout.write(
            f"The backup of {manifest.made_at}, version {manifest.product}, {len(manifest.files)} files, {done}."
        )
