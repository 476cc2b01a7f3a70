"""What must be given or be so before an exam begins, as its frozen payload states it. Pure.

A password is in a payload as its salted hash only. The proctor's code is in none: it follows from the server's secret,
the run, the exam and the half hour, so that each sitting has another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Self

__all__ = ["CODE_LASTS", "EntryGiven", "EntryRules", "is_network", "is_within", "window_of_code"]

#: So long a code is shown; it is taken for as long again, for whoever heard it just before it changed.
CODE_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What an exam asks for before it begins.

    password: its hash; empty: none. code: whether the proctor's code is asked for. networks: at which it may be begun
    and its questions seen; none: at any. pledge: what the officer ticks; empty: nothing. after_earlier: whether what
    the course requires before it must be done.
    """

    password: str = ""
    code: bool = False
    networks: tuple[str, ...] = ()
    pledge: str = ""
    after_earlier: bool = False

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read the ways in of an exam's payload."""
        stored = payload.get("entry", {})
        return cls(
            password=stored.get("password", ""), code=stored.get("code", False),
            networks=tuple(stored.get("networks", ())), pledge=stored.get("pledge", ""),
            after_earlier=stored.get("after_earlier", False),
        )  # fmt: skip

    def lets_in(self, address: str) -> bool:
        """Whether questions are shown to a device with this address."""
        return not self.networks or is_within(address, self.networks)

    def to_json(self) -> dict[str, Any]:
        """Give what is set as JSON values."""
        rules = {
            "password": self.password, "code": self.code, "networks": list(self.networks), "pledge": self.pledge,
            "after_earlier": self.after_earlier,
        }  # fmt: skip
        return {name: value for name, value in rules.items() if value}


@dataclass(frozen=True, slots=True)
class EntryGiven:
    """What an officer gives who is about to begin, and the address from which he does; empty: unknown.

    asked: the hash of the password that he was asked for, so that it can be looked at before anything is locked.
    """

    password: str = ""
    code: str = ""
    pledged: bool = False
    address: str = ""
    asked: str = ""


def is_network(text: str) -> bool:
    """Whether a text is an address or a range of them, such as 10.20.0.0/16."""
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address is in one of the ranges."""
    try:
        here = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(here, "ipv4_mapped", None)
    return any((mapped or here) in ip_network(network) for network in networks)


def window_of_code(at: datetime) -> tuple[int, datetime]:
    """Return the number of the half hour of a moment, and when it ends."""
    seconds = int(CODE_LASTS.total_seconds())
    number = int(at.timestamp()) // seconds
    return number, datetime.fromtimestamp((number + 1) * seconds, tz=UTC)
