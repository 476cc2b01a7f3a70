"""``manage.py add_officer``: the first people of an installation, by whoever has its command line."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kernel.refusal import Refusal
from officers.models import Area, Rank, Role, Unit
from officers.services.grant_role import grant_role
from officers.services.issue_password import issue_password
from officers.services.register_officer import register_officer

_WHY = "Registered on the command line"


class Command(BaseCommand):
    """Registers a person, gives a role, and prints a password that works once."""

    help = "Registers a person with a password for the first log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what a person is known by."""
        parser.add_argument("--cip", default=None)
        parser.add_argument("--dni", default=None)
        parser.add_argument("--given-names", required=True)
        parser.add_argument("--paternal-surname", required=True)
        parser.add_argument("--maternal-surname", default="")
        parser.add_argument("--rank", required=True, help="Code of the rank.")
        parser.add_argument("--unit", required=True, help="Code of the unit.")
        parser.add_argument("--role", choices=Role.values, default=None)
        parser.add_argument(
            "--area", default=None, help="Code of the area in which the role holds; without it, everywhere."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Register, or say what is wrong."""
        try:
            rank, unit = Rank.objects.get(code=options["rank"]), Unit.objects.get(code=options["unit"])
            area = Area.objects.get(code=options["area"]) if options["area"] else None
        except (Rank.DoesNotExist, Unit.DoesNotExist, Area.DoesNotExist) as error:
            raise CommandError(f"{error} Check --rank, --unit and --area.") from error
        today = timezone.localdate()
        try:
            with transaction.atomic():
                officer = register_officer(
                    cip=options["cip"], dni=options["dni"], given_names=options["given_names"],
                    paternal_surname=options["paternal_surname"], maternal_surname=options["maternal_surname"],
                    rank=rank, unit=unit, since=today, by=None,
                )  # fmt: skip
                if options["role"]:
                    grant_role(officer=officer, role=options["role"], area=area, by=None, reason=_WHY, since=today)
                password = issue_password(officer=officer, by=None, why=_WHY)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{officer.login} {password}")
