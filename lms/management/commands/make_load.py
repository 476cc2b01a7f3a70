"""``manage.py make_load``: a database as large as the whole police's, to measure with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from lms.demo.many import Size, make_load
from officers.models import Officer


class Command(BaseCommand):
    """Fills an empty database; refuses one that somebody works with."""

    help = "Makes 150,000 officers, 2,000 units and 1,000,000 enrolments in an empty database, the same every time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how many of each."""
        size = Size()
        parser.add_argument("--officers", type=int, default=size.officers)
        parser.add_argument("--units", type=int, default=size.units)
        parser.add_argument("--enrolments", type=int, default=size.enrolments)

    def handle(self, *args: Any, officers: int, units: int, enrolments: int, **options: Any) -> None:
        """Make it, then have PostgreSQL count what is there, which its plans rest on."""
        if Officer.objects.exists():
            raise CommandError("There are officers here. Name an empty database by DATABASE_URL, and migrate it.")
        try:
            make_load(Size(officers=officers, units=units, enrolments=enrolments), tell=self.stdout.write)
        except ValueError as error:
            raise CommandError(str(error)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
