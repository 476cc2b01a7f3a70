"""``manage.py backup FOLDER``: the database and the private files as one file, while the service runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from lms.backup.databases import ProgramMissing
from lms.backup.make import make_backup
from lms.backup.manifest import NotABackup
from lms.health import newest_migrations
from lms.models import LastRun
from lms.queries.operation import product_version
from lms.services.note_run import note_run


class Command(BaseCommand):
    """Makes a backup and remembers when."""

    help = "Writes a backup of the database and the private files into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder."""
        parser.add_argument("folder", type=Path, help="Where backups lie; another disk than the service's.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write the file, then note it: a backup that failed leaves the time of the one before."""
        try:
            made = make_backup(
                folder=folder, connection=connection, media=Path(settings.MEDIA_ROOT), product=product_version(),
                migrations=sorted(f"{app}.{name}" for app, name in newest_migrations()),
            )  # fmt: skip
        except (ProgramMissing, NotABackup, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        size = made.stat().st_size
        note_run(work=LastRun.Work.BACKUP, file=made.name, size=size)
        self.stdout.write(f"{made} ({size // 1024} KiB)")
