"""``manage.py forget_clock --why TEXT``: after the database's clock had run far ahead and was set right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.services.note_clock import forget_clock


class Command(BaseCommand):
    """Lets exams be judged by the database's clock again."""

    help = "Forgets a moment that the clock reached by mistake; exams that are over by it can be sat again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the reason."""
        parser.add_argument("--why", required=True, help="the reason, for the audit")

    def handle(self, *args: Any, why: str, **options: Any) -> None:
        """Forget it."""
        ahead = forget_clock(why=why)
        self.stdout.write(f"Forgotten: {ahead.isoformat()}" if ahead else "No moment lies ahead of the clock.")
