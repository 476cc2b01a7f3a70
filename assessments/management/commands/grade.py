"""``manage.py grade --stdin --json``: grade answers that belong to no attempt; no database is touched."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.loose_grading import grade_loose


class Command(BaseCommand):
    """Reads a list of items from standard input and writes what each earns, in the same order."""

    help = "Grades a list of {kind, content, response} by the rules of the kinds. An item that is wrong says so itself."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the two forms, of which there is one each."""
        parser.add_argument("--stdin", action="store_true", required=True, help="read the list from standard input")
        parser.add_argument("--json", action="store_true", required=True, help="write JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grade."""
        try:
            items = json.load(sys.stdin)
        except (ValueError, RecursionError) as error:
            raise CommandError(f"Standard input is not JSON: {error}") from error
        if not isinstance(items, list):
            raise CommandError("Standard input must hold a list of items.")
        lines = [json.dumps(grade_loose(item), ensure_ascii=False) for item in items]
        self.stdout.write("[" + ",\n ".join(lines) + "]")
