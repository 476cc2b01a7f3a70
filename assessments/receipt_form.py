"""The canonical forms of what was answered and of its receipt, as ``docs/exams.md`` gives them. Pure; no Django.

An officer's receipt must mean the same in ten years: a change of these forms is a new name beside the old one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from kernel.canonical import canonical, sha256

__all__ = ["RECEIPT", "RESPONSES", "Counted", "Statement", "answered", "draw_sha256", "responses_sha256"]

#: Names of the forms, which stand in them.
RESPONSES = "aula-segura/responses/1"
RECEIPT = "aula-segura/receipt/1"


@dataclass(frozen=True, slots=True)
class Counted:
    """A response that counted when the attempt was submitted.

    key: ``client.sequence``. value: in the attempt's own option keys; None: blank. at: in UTC, to the millisecond.
    """

    slot: int
    key: str
    value: str | list[str] | None
    at: str

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values."""
        return {"slot": self.slot, "key": self.key, "value": self.value, "at": self.at}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave; raises KeyError and TypeError."""
        return cls(stored["slot"], stored["key"], stored["value"], stored["at"])


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receipt states and its signature covers. Officer, exam and attempt by their UUIDs; questions: asked."""

    attempt: str
    officer: str
    exam: str
    title: str
    number: int
    payload_sha256: str
    draw_sha256: str
    submitted_at: str
    submitted_by: str
    questions: int
    answers: int
    responses_sha256: str

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values, with the name of its form."""
        return {"form": RECEIPT, **asdict(self)}

    def signed_bytes(self) -> bytes:
        """Return what is signed: its canonical form."""
        return canonical(self.to_json())


def draw_sha256(draw: Mapping[str, Any]) -> str:
    """Return the hash of a stored draw: what the keys of the answers mean, and which versions were asked.

    It tells nothing, since the draw holds hashes of contents that nobody outside can make.
    """
    return sha256(draw)


def responses_sha256(attempt: str, draw: str, counted: Iterable[Counted]) -> str:
    """Return the hash of the responses as counted, in the order of their slots. draw: its ``draw_sha256``."""
    ordered = sorted(counted, key=lambda each: each.slot)
    responses = [each.to_json() for each in ordered]
    return sha256({"form": RESPONSES, "attempt": attempt, "draw": draw, "responses": responses})


def answered(counted: Sequence[Counted]) -> int:
    """Return how many questions have an answer that is not blank."""
    return sum(each.value is not None for each in counted)
