"""How allauth is fitted to a closed service whose people log in by CIP."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; accounts come from HR."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody registers himself."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> Any:
        """Return the log-in as it is; it is checked where officers are made."""
        return username
