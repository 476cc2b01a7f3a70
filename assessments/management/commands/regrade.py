"""``manage.py regrade EXAM --dry-run --json``: whether every mark is what the stored rows give."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.management.exam_named import add_exam, exam_named
from assessments.queries.regrading import regraded


class Command(BaseCommand):
    """Marks again and reports what differs; it changes no mark, since a mark is changed by a decision of a person."""

    help = "Marks the submitted attempts at an exam again and lists what differs. Ends with 1 where anything does."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the exam, and the form."""
        add_exam(parser)
        parser.add_argument("--dry-run", action="store_true", help="change nothing: there is no other way")
        parser.add_argument("--json", action="store_true", required=True, help="write JSON")

    def handle(self, *args: Any, exam: UUID, run: str, dry_run: bool, **options: Any) -> None:
        """Mark again, and report."""
        if not dry_run:
            raise CommandError(
                "Only --dry-run exists: a mark is changed by a decision with a reason, in the CMS (Annulled questions, "
                "Complaints)."
            )
        named = exam_named(exam, run)
        count, different = 0, []
        for attempt in regraded(named.activity, named.run):
            count += 1
            if attempt.differences:
                different.append(attempt.to_json())
        report = {"exam": str(named.activity), "run": named.run, "attempts": count, "different": different}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        if different:
            raise SystemExit(1)
