"""Whether a receipt is one of ours, and whether what is stored still is what it states. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingReopening
from assessments.queries.answers import iso
from assessments.queries.receipt import receipt_of
from assessments.receipt_form import RECEIPT, Counted, Statement, responses_sha256
from assessments.receipt_keys import known_keys, verifies
from kernel.canonical import canonical

__all__ = ["NotAReceipt", "check_receipt"]

_NAMES = [field.name for field in fields(Statement)]


class NotAReceipt(ValueError):
    """What was read has not the form of a receipt."""


def check_receipt(file: object) -> list[str]:
    """Return what is wrong with the file of a receipt, a sentence each; none: the record is what it states.

    Raises ``NotAReceipt``. First the paper (signature, and the hash of the responses beside it), then what is stored.
    """
    receipt, responses, key, signature = _read(file)
    return [*_paper(receipt, responses, key, signature), *_record(receipt)]


def _read(file: object) -> tuple[Mapping[str, Any], list[Counted], str, str]:
    try:
        receipt, key = file["receipt"], file["key"]  # type: ignore[index]  # whatever it is, it is read or refused
        responses = [Counted.from_json(each) for each in file["responses"]]  # type: ignore[index]
        signature = file["signature"]  # type: ignore[index]
        if receipt["form"] != RECEIPT or set(receipt) != {"form", *_NAMES}:
            raise NotAReceipt(f"This is no receipt of the form {RECEIPT}.")
        canonical(receipt)
        UUID(receipt["attempt"])
        return receipt, responses, str(key["id"]), str(signature)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise NotAReceipt(f"This is no receipt of the form {RECEIPT}.") from error


def _paper(receipt: Mapping[str, Any], responses: list[Counted], key: str, signature: str) -> Iterator[str]:
    public = known_keys().get(key)
    if public is None:
        yield f"It names the key {key}, which is none of ours."
    elif not verifies(public=public, signature=signature, message=canonical(receipt)):
        yield "Its signature does not fit: somebody changed what it states, or did not get it from here."
    try:
        found = responses_sha256(receipt["attempt"], receipt["draw_sha256"], responses)
    except TypeError:
        found = ""
    if found != receipt["responses_sha256"]:
        yield "The responses in the file have another hash than it states."


def _handed_in_before(attempt: Attempt, receipt: Mapping[str, Any]) -> SittingReopening | None:
    """Return the reopening before which this receipt was given: it states what was handed in until then."""
    rows = SittingReopening.objects.filter(attempt=attempt.pk)
    return next((row for row in rows if iso(row.submitted_at) == receipt["submitted_at"]), None)


def _record(receipt: Mapping[str, Any]) -> Iterator[str]:
    rows = Attempt.objects.select_related("officer", "item").filter(item__isnull=False)
    attempt = rows.filter(public_id=receipt["attempt"]).first()
    earlier = _handed_in_before(attempt, receipt) if attempt is not None else None
    if attempt is None or (attempt.state == Attempt.State.OPEN and earlier is None):
        yield "There is no such attempt, or it has not been submitted."
        return
    stored = receipt_of(attempt, handed_in=earlier)
    now = stored.statement.to_json()
    for name in _NAMES:
        if now[name] != receipt[name]:
            yield f"{name}: it states {receipt[name]}, stored is {now[name]}."
    if not stored.as_stored:
        yield "The responses that are stored have another hash than was recorded at submitting."
