"""Answers that a browser sealed while it had no line: what was sent, and whether its chain holds. Pure.

Each answer names the time that the device claims for it, and the hash of the chain up to it: SHA-256 over the link
before and the canonical form of the answer, in this order, with a line feed between them. The first link rests on the
attempt, the last one, the seal, on how many answers there are and when the device sealed them. So none can be changed,
left out, put in or moved without every later hash being another (``docs/exams.md``).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kernel.canonical import canonical, sha256

__all__ = ["FORM", "MAX_ANSWERS", "Envelope", "Sealed", "broken_at", "claimed", "sealed"]

FORM = "aula-segura/envelope/1"
#: More do not wait in one browser.
MAX_ANSWERS = 500
#: Between them lies what a clock may claim: every calendar and time zone has it.
_EARLIEST, _LATEST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) for year in (2000, 2100))


@dataclass(frozen=True, slots=True)
class Sealed:
    """An answer in an envelope; at: milliseconds since 1970 by the device's clock. sha256: the chain up to it."""

    client: int
    sequence: int
    slot: int
    value: object
    base: str
    at: int
    sha256: str

    @property
    def key(self) -> str:
        """Its number: ``client.sequence``."""
        return f"{self.client}.{self.sequence}"

    def canonical_form(self) -> dict[str, Any]:
        """Give what its link is a hash of."""
        return {
            "at": self.at, "base": self.base, "client": self.client, "sequence": self.sequence, "slot": self.slot,
            "value": self.value,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was sealed, in the order in which it was given. sha256: the seal."""

    sealed_at: int
    answers: tuple[Sealed, ...]
    sha256: str


def broken_at(attempt: UUID, envelope: Envelope) -> int | None:
    """Return the first link that does not follow from what is before it: from 1; the seal has the last number.

    None: the chain holds.
    """
    given = [*(answer.sha256 for answer in envelope.answers), envelope.sha256]
    for number, (hashed, told) in enumerate(zip(_links(attempt, envelope), given, strict=True), start=1):
        if hashed != told:
            return number
    return None


def sealed(attempt: UUID, sealed_at: int, answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return an envelope as a browser makes it, of answers without their hashes."""
    bare = tuple(Sealed(**answer, sha256="") for answer in answers)
    *links, seal = _links(attempt, Envelope(sealed_at, bare, ""))
    return {
        "form": FORM, "sealed_at": sealed_at, "sha256": seal,
        "answers": [{**answer, "sha256": link} for answer, link in zip(answers, links, strict=True)],
    }  # fmt: skip


def claimed(at: int | None) -> datetime | None:
    """Return the moment that a device claims; None where its clock names a year of no sitting of ours."""
    return datetime.fromtimestamp(at / 1000, tz=UTC) if at is not None and _EARLIEST <= at < _LATEST else None


def _links(attempt: UUID, envelope: Envelope) -> Iterator[str]:
    """Yield the hashes that should stand there; each follows from what came before, not from what is told."""
    link = sha256({"attempt": str(attempt), "form": FORM})
    for answer in envelope.answers:
        link = _next(link, answer.canonical_form())
        yield link
    yield _next(link, {"answers": len(envelope.answers), "sealed_at": envelope.sealed_at})


def _next(link: str, form: object) -> str:
    return hashlib.sha256(link.encode() + b"\n" + canonical(form)).hexdigest()
