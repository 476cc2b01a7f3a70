"""``manage.py check_receipt FILE``: whether what is stored still is what an officer's receipt states."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.queries.receipt_check import NotAReceipt, check_receipt


class Command(BaseCommand):
    """Says what is wrong, a line each, and ends with 1; or that the record matches."""

    help = "Checks the receipt of an exam: its signature, its responses, and the record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file."""
        parser.add_argument("file", help="the JSON file that the officer kept; - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Check."""
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            wrong = check_receipt(json.loads(text))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except RecursionError as error:
            raise CommandError("This is no receipt.") from error
        except NotAReceipt as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{file} is not JSON: {error}") from error
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            raise SystemExit(1)
        self.stdout.write("The record matches this receipt.")
