"""The notices of an officer, in words."""

from dataclasses import dataclass
from datetime import datetime

from officers.models import Notice, Officer
from officers.notices import words_of

__all__ = ["NoticeLine", "latest_notices"]

#: Older ones are history; nobody pages through them.
_SHOWN = 100


@dataclass(frozen=True)
class NoticeLine:
    """A notice as it is shown."""

    id: int
    words: str
    address: str
    at: datetime
    is_new: bool


def latest_notices(officer: Officer) -> list[NoticeLine]:
    """Return the newest notices, the newest first; one query."""
    return [
        NoticeLine(notice.pk, words_of(notice), notice.address, notice.at, notice.read_at is None)
        for notice in Notice.objects.filter(officer=officer).order_by("-at", "-pk")[:_SHOWN]
    ]
