"""``manage.py receipt_keys``: the public keys by which anybody can check a receipt."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.receipt_keys import known_keys


class Command(BaseCommand):
    """Writes a key a line: its id and its public bytes in base64, the one that signs now first."""

    help = "Lists the public keys of receipts, to be published. No private key is written."

    def handle(self, *args: Any, **options: Any) -> None:
        """List."""
        for name, public in known_keys().items():
            self.stdout.write(f"{name} {public}")
