"""The app; takes a guard off where the run asks for it."""

import os

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """Only in ``faults.settings``."""

    name = "faults"

    def ready(self) -> None:
        """Take off the guard that ``FAULTS_UNGUARDED`` names."""
        from faults.unguarded import take_off  # noqa: PLC0415 - the apps must be there first

        take_off(os.environ.get("FAULTS_UNGUARDED", ""))
