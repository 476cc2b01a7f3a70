"""Who writes in a sitting: one device at a time holds its pen. Pure.

``Attempt.pens`` lists the devices that ever held it as ``[device, since]``, the one that holds it last; None: nobody
has opened the sitting yet. A third entry, ``true``, says that the device lost it and sent answers since, as the log of
the sitting has it. It is a column of the attempt, since a save must find it in the row that it locks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

__all__ = ["Pens", "device_name"]

#: So many devices are remembered; whoever uses more has forgotten the first.
MOST = 20


@dataclass(frozen=True, slots=True)
class Pens:
    """Those who held the pen, as (device, since); the last one holds it. noted: those that sent answers without it."""

    held: tuple[tuple[str, datetime], ...] = ()
    noted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, stored: Sequence[Sequence[Any]] | None) -> Self:
        """Read what an attempt stores."""
        held = tuple((device, datetime.fromisoformat(since)) for device, since, *_noted in stored or ())
        return cls(held, frozenset(device for device, _since, *noted in stored or () if noted))

    def to_json(self) -> list[list[Any]]:
        """Give them as JSON values."""
        return [
            [device, since.isoformat(), *([True] if device in self.noted else [])] for device, since in self.held
        ]  # fmt: skip

    @property
    def since(self) -> datetime | None:
        """Since when the pen is where it is; None: nobody has it."""
        return self.held[-1][1] if self.held else None

    def is_elsewhere(self, device: str) -> bool:
        """Whether another device holds it."""
        return bool(self.held) and self.held[-1][0] != device

    def is_strange(self, device: str) -> bool:
        """Whether others held it, and this device never did."""
        return bool(self.held) and all(device != known for known, _since in self.held)

    def taken_by(self, device: str, at: datetime) -> "Pens":
        """Return them after a device has taken the pen."""
        others = tuple(pen for pen in self.held if pen[0] != device)
        return Pens((*others, (device, at))[-MOST:], self.noted - {device})

    def with_noted(self, device: str) -> "Pens":
        """Return them once the log has it that a device sends answers without the pen."""
        return Pens(self.held, self.noted | {device})


def device_name(attempt: UUID, browser: str) -> str:
    """Return by what a browser is known in one attempt; it says nothing about it in another.

    browser: a secret word of its own (``officers.known_browser``).
    """
    return sha256(b"sitting.pen:" + attempt.bytes + browser.encode()).hexdigest()[:32]


def first_pen(device: str, at: datetime) -> list[list[Any]]:
    """Return what an attempt stores once a first device has opened it."""
    return Pens().taken_by(device, at).to_json()
