"""Loading the demo into an empty database: people, the shipped curricula, and what happened since."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from lms.demo.events import load_events
from lms.demo.people import load_people, read
from lms.demo.population import make_inhabitants
from lms.demo.states import load_states
from officers.models import Officer

#: Known to everybody on purpose: the demo listens on this machine only.
PASSWORD = "comisaria segura 2026"  # noqa: S105


def is_filled() -> bool:
    """Whether somebody is in the database: then nothing is loaded again."""
    return Officer.objects.exists()


def load() -> None:
    """Fill an empty database, all or nothing."""
    with transaction.atomic():
        people = load_people(PASSWORD)
        call_command("load_curriculum", str(settings.BASE_DIR / "content"), verbosity=0, stdout=StringIO())
        inhabitants = make_inhabitants(read("names"))
        load_events(people, inhabitants)
        load_states(people, inhabitants)
