"""``manage.py export_attempts EXAM --json``: responses, marks and versions of every attempt, as they are stored."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from assessments.management.exam_named import add_exam, exam_named
from assessments.queries.exported import exported


class Command(BaseCommand):
    """Writes one JSON list, an attempt a line; read and written in portions, whatever their number."""

    help = "Writes the attempts at an exam as JSON. Officers stand in it by their public id alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the exam, and the form."""
        add_exam(parser)
        parser.add_argument("--json", action="store_true", required=True, help="write JSON")

    def handle(self, *args: Any, exam: UUID, run: str, **options: Any) -> None:
        """Export."""
        named = exam_named(exam, run)
        before = "["
        for attempt in exported(named.activity, named.run):
            self.stdout.write(before + json.dumps(attempt, ensure_ascii=False), ending="")
            before = ",\n "
        self.stdout.write("]" if before != "[" else "[]")
