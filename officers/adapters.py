"""How allauth is fitted to a closed service whose people log in by CIP."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from officers.known_browser import place_of, remember_browser
from officers.language import remember_language
from officers.limits import count_failure, refuse_guessing
from officers.models import Officer
from officers.services.choose_password import choose_password


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; accounts come from HR. Wrong passwords are counted, right ones never."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for an unknown log-in, a wrong password and a closed account.
        "username_password_mismatch": _("The CIP or the password is not right. Check both and try again."),
        "enter_current_password": _("This is not your present password. Write it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody registers himself."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Return False: log-in is a page and nothing else."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> Any:
        """Return the log-in as it is; it is checked where officers are made."""
        return username

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse whoever has guessed too often, before a password is looked at."""
        login = credentials.get("username", "")
        refuse_guessing(address=place_of(request, login), login=login)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password."""
        login = credentials.get("username", "")
        count_failure(address=place_of(request, login), login=login)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Go on to where the person wanted to go, in the language of the person."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, Officer):
            remember_language(response, user.language)
            remember_browser(request, response, user.login)
        return response

    def set_password(self, user: Any, password: str) -> None:
        """Store the password that the person chose."""
        choose_password(officer=user, password=password)
