"""Saving one answer, and noting in the log of the sitting where it came from a device that may not write in it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from assessments.services.note_event import note_strange
from assessments.services.save_response import Entry, NoPen, Saved, save_response

__all__ = ["Sender", "save_and_note"]


@dataclass(frozen=True, slots=True)
class Sender:
    """From where an answer comes, as the request says."""

    browser: str
    address: str


def save_and_note(
    *, attempt: UUID, officer: int, session_hash: str, entry: Entry, device: str, sender: Callable[[], Sender]
) -> Saved:
    """Do as ``save_response``, which it asks; an answer that is refused with ``NoPen`` leaves a trace, once a device.

    A session that was carried to another computer is such a device. One that had the pen has its own loads in the log.

    sender: asked only for a trace, since every save would pay for it.
    """
    try:
        return save_response(attempt=attempt, officer=officer, session_hash=session_hash, entry=entry, device=device)
    except NoPen:
        seen = sender()
        note_strange(attempt=attempt, officer=officer, device=device, browser=seen.browser, address=seen.address)
        raise
