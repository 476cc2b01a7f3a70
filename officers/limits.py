"""Limits on guessing: wrong passwords are counted, right ones never.

Counted by address and account together, so that a stranger at another address locks nobody out, and
by address alone, so that nobody tries one password on everybody; a browser that an officer has used before counts
as an address of its own (``officers.known_browser``). The count lies in the database: it
is one for all processes, and a cache that is gone takes no limit with it. It costs a log-in one
statement. Tries under way at once are not counted yet: a guesser gains at most one more for each
thread of the server.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models.login_failure import LoginFailure

__all__ = [
    "Limit",
    "TooManyFailures",
    "address_of",
    "count_failure",
    "exact_address_of",
    "forget_failures",
    "refuse_guessing",
]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True)
class Limit:
    """So many within a time; written ``5/15m`` in the settings."""

    amount: int
    within: timedelta

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``5/15m``, ``120/m``: units are s, m, h, d."""
        amount, _slash, span = text.partition("/")
        return cls(int(amount), timedelta(seconds=int(span[:-1] or 1) * _SECONDS[span[-1]]))


class TooManyFailures(Refusal):
    """Too many wrong passwords: even the right one is not looked at until ``until``."""

    code = "too_many_failures"
    message = _("Too many wrong passwords. For safety, wait and try again at %(time)s.")

    def __init__(self, until: datetime) -> None:
        self.until = until
        # The minute after, so that whoever comes at the time that was said is let in.
        shown = timezone.localtime(until + timedelta(minutes=1))
        super().__init__(time=date_format(shown, "H:i"))


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from; an IPv6 address stands for its network, which one person owns."""
    return str(truncate_ip(get_adapter().get_client_ip(request)))


def exact_address_of(request: HttpRequest) -> str:
    """Return the very address that a request comes from."""
    return str(get_adapter().get_client_ip(request))


def refuse_guessing(*, address: str, login: str) -> None:
    """Raise ``TooManyFailures`` when this address has tried too often, for this account or at all."""
    account = Limit.parse(settings.LOGIN_FAILURES_PER_ACCOUNT)
    anybody = Limit.parse(settings.LOGIN_FAILURES_PER_ADDRESS)
    now = timezone.now()
    newest = list(
        LoginFailure.objects.filter(address=address, at__gt=now - max(account.within, anybody.within))
        .order_by("-at")
        .values_list("login", "at")[: anybody.amount]
    )
    of_account = [at for tried, at in newest if tried == login]
    for limit, failures in ((account, of_account), (anybody, [at for _tried, at in newest])):
        if len(failures) >= limit.amount and (until := failures[limit.amount - 1] + limit.within) > now:
            raise TooManyFailures(until)


def count_failure(*, address: str, login: str) -> None:
    """Note a wrong password."""
    LoginFailure.objects.create(address=address, login=login)


def forget_failures() -> int:
    """Delete wrong passwords that no limit counts any more, and return how many; a step of the sweep."""
    longest = max(
        Limit.parse(settings.LOGIN_FAILURES_PER_ACCOUNT).within, Limit.parse(settings.LOGIN_FAILURES_PER_ADDRESS).within
    )
    return LoginFailure.objects.filter(at__lte=timezone.now() - longest).delete()[0]
