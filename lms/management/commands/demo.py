"""``manage.py demo``: the embedded product with made-up people, ready to look at."""

import math
import os
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.demo.load import PASSWORD, is_filled, load
from lms.demo.people import logins
from lms.demo.states import missing_states
from lms.management.commands.worker import Batch


class Command(BaseCommand):
    """Migrates, loads the demo into an empty database, and serves."""

    help = "Prepares the demo and serves it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--prepare-only`` and ``--states``."""
        parser.add_argument("--prepare-only", action="store_true", help="Load, and serve nothing.")
        parser.add_argument("--states", action="store_true", help="List the states that nothing in the demo is in.")

    def handle(self, *args: Any, prepare_only: bool = False, states: bool = False, **options: Any) -> None:
        """Prepare what is missing; a filled database is left as it is."""
        if states:
            self.stdout.write("\n".join(missing_states()))
            return
        if settings.SETTINGS_MODULE != "lms.settings.dev":
            raise CommandError("The demo is for lms.settings.dev only: it makes people with a known password.")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not is_filled():
            self.stdout.write("Loading curricula, people and what happened…")
            load()
            # What loading queued belongs to it: until it is done, no search finds anything.
            Batch(threading.Event(), until=math.inf).run()
        self.stdout.write(f"\n  Aula Segura   password of all: {PASSWORD}\n")
        for login in logins():
            self.stdout.write(f"    {login.login:<10} {login.name:<34} {login.shows}")
        self.stdout.write("\n  Ctrl-C ends it; 'make reset-demo' starts over.\n")
        if not prepare_only:
            call_command("serve", port=int(os.environ.get("PORT", "8000")))
