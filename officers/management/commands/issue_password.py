"""``manage.py issue_password``: lets somebody in who cannot get in, by whoever has the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.refusal import Refusal
from officers.identifiers import normal_login
from officers.models import Officer
from officers.services.issue_password import issue_password


class Command(BaseCommand):
    """Sets a password that asks for another at the next log-in, and prints it."""

    help = "Gives an officer a password for one log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whom, and why."""
        parser.add_argument("login", help="The CIP, or D and the DNI.")
        parser.add_argument("--why", required=True, help="The reason: who asked, and how he was recognised.")

    def handle(self, *args: Any, login: str, why: str, **options: Any) -> None:
        """Issue, or say what is wrong."""
        officer = Officer.objects.filter(login=normal_login(login)).first()
        if officer is None:
            raise CommandError(f"Nobody logs in as {login}.")
        try:
            self.stdout.write(issue_password(officer=officer, by=None, why=why))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
