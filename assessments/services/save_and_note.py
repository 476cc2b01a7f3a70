"""Saving one answer, and noting in the log of the sitting where it came from a device that may not write in it."""

from dataclasses import dataclass
from uuid import UUID

from assessments.services.note_event import note_strange
from assessments.services.save_response import Entry, NoPen, Saved, save_response

__all__ = ["Sender", "save_and_note"]


@dataclass(frozen=True, slots=True)
class Sender:
    """From where an answer comes. device: its name in the attempt; browser, address: what the request says."""

    device: str
    browser: str
    address: str


def save_and_note(*, attempt: UUID, officer: int, session_hash: str, entry: Entry, sender: Sender) -> Saved:
    """Do as ``save_response``, which it asks; an answer that is refused with ``NoPen`` leaves a trace, once a device.

    A session that was carried to another computer is such a device. One that had the pen has its own loads in the log.
    """
    try:
        return save_response(
            attempt=attempt, officer=officer, session_hash=session_hash, entry=entry, device=sender.device
        )
    except NoPen:
        note_strange(
            attempt=attempt, officer=officer, device=sender.device, browser=sender.browser, address=sender.address
        )
        raise
