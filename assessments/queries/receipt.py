"""The receipt of a submitted attempt: what it states, and the responses that it covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingReopening
from assessments.models.mark import AttemptMark
from assessments.queries.answers import Answer, answers_of, counting, iso
from assessments.receipt_form import Counted, Statement, answered, draw_sha256, responses_sha256
from assessments.receipt_keys import key_id, own_key, sign

__all__ = ["Receipt", "Recorded", "counted_form", "receipt_of", "recorded"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What submitting stores for the receipt: how many answers, and the hash of the responses that counted."""

    answers: int
    responses_sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt. as_stored: whether the responses that are stored still have the hash that submitting recorded."""

    statement: Statement
    responses: tuple[Counted, ...]
    submitted_at: datetime
    as_stored: bool
    key: str
    signature: str

    @property
    def key_id(self) -> str:
        """The id of the key that signed it."""
        return key_id(self.key)

    def to_json(self) -> dict[str, Any]:
        """Give the file that the officer keeps; ``manage.py check_receipt`` reads it."""
        return {
            "receipt": self.statement.to_json(), "responses": [each.to_json() for each in self.responses],
            "key": {"id": self.key_id, "algorithm": "Ed25519", "public": self.key}, "signature": self.signature,
        }  # fmt: skip


def counted_form(answers: Iterable[Answer]) -> list[Counted]:
    """Return answers as the canonical form has them."""
    ordered = sorted(answers, key=lambda answer: answer.slot)
    return [Counted(answer.slot, answer.key, answer.value, iso(answer.at)) for answer in ordered]


def recorded(attempt: Attempt, answers: Iterable[Answer]) -> Recorded:
    """Return what submitting records of the answers that count: no statement."""
    counted = counted_form(answers)
    return Recorded(
        answered(counted), responses_sha256(str(attempt.public_id), draw_sha256(attempt.draw), counted)
    )  # fmt: skip


def receipt_of(attempt: Attempt, *, handed_in: SittingReopening | None = None) -> Receipt:
    """Return the receipt of a submitted attempt; two statements. handed_in: as it was before it was opened again.

    The hash is the one that submitting recorded. An attempt submitted before there were receipts has none: its is
    made from its responses, which are never changed. In a practice the last answer was handed in, whichever try was
    marked.
    """
    submitted_at = handed_in.submitted_at if handed_in else attempt.submitted_at
    if submitted_at is None or attempt.item is None:
        raise Attempt.DoesNotExist
    # Opened again, it was handed in more than once: each time is a marking that records the answers.
    markings = AttemptMark.objects.filter(Q(answers__isnull=False) | Q(number=1), attempt=attempt.pk)
    given = answers_of(attempt.pk)
    if handed_in is not None:
        markings = markings.filter(at__lte=submitted_at)
        given = [answer for answer in given if answer.at <= submitted_at]
    first = markings.order_by("-number")[0]
    answers = list(counting(given).values())
    now = recorded(attempt, answers)
    statement = Statement(
        attempt=str(attempt.public_id), officer=str(attempt.officer.public_id), exam=str(attempt.activity_uuid),
        title=attempt.item.title, number=attempt.number, payload_sha256=attempt.payload_sha256,
        draw_sha256=draw_sha256(attempt.draw), submitted_at=iso(submitted_at),
        submitted_by=handed_in.submitted_by if handed_in else attempt.submitted_by, questions=len(first.slots),
        answers=now.answers if first.answers is None else first.answers,
        responses_sha256=first.responses_sha256 or now.responses_sha256,
    )  # fmt: skip
    return Receipt(
        statement=statement, responses=tuple(counted_form(answers)), submitted_at=submitted_at,
        as_stored=statement.responses_sha256 == now.responses_sha256, key=own_key(),
        signature=sign(statement.signed_bytes()),
    )  # fmt: skip
