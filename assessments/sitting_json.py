"""The JSON that the page of a sitting sends: one answer, or an envelope of them."""

import json
import re
from typing import Any, Never

from django.http import HttpRequest

from assessments.envelope import FORM, MAX_ANSWERS, Envelope, Sealed, claimed
from assessments.services.save_response import BadAnswer, Entry, TooLong
from kernel.canonical import canonical

__all__ = ["base_in", "entry_of", "envelope_of", "number_in"]

#: The body of one answer is at most so long (bytes): an essay of letters of four bytes, and what stands around it; and
#: that of an envelope.
MAX_BODY = 262_144
MAX_ENVELOPE = 1024 * 1024
#: What a database column holds, and what a number in JavaScript can be.
_MOST = 2_147_483_647
_LARGEST = 2**53 - 1
_BASE = re.compile(r"(?:[1-9][0-9]{0,9}\.[1-9][0-9]{0,9})?", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ENTRY = {"client", "sequence", "slot", "value", "base"}


def entry_of(request: HttpRequest) -> Entry:
    """Read one answer from a JSON body; raises ``BadAnswer`` for anything that our page does not send."""
    if _length(request, MAX_BODY) > MAX_BODY:
        raise TooLong
    sent = _read(request, MAX_BODY)
    if not isinstance(sent, dict) or sent.keys() - {"at"} != _ENTRY:
        raise BadAnswer
    at = claimed(_time(sent["at"])) if "at" in sent else None
    return Entry(
        client=number_in(sent["client"]), sequence=number_in(sent["sequence"]), slot=number_in(sent["slot"]),
        value=sent["value"], base=base_in(sent["base"]), at=at,
    )  # fmt: skip


def envelope_of(request: HttpRequest) -> Envelope:
    """Read an envelope; raises ``BadAnswer`` likewise. Whether its chain holds is asked later."""
    sent = _read(request, MAX_ENVELOPE)
    if not isinstance(sent, dict) or sent.keys() != {"form", "sealed_at", "answers", "sha256"} or sent["form"] != FORM:
        raise BadAnswer
    answers = sent["answers"]
    if not isinstance(answers, list) or len(answers) > MAX_ANSWERS:
        raise BadAnswer
    found = tuple(_sealed(answer) for answer in answers)
    if len({answer.key for answer in found}) != len(found):
        raise BadAnswer
    return Envelope(_time(sent["sealed_at"]), found, _hash(sent["sha256"]))


def number_in(value: Any) -> int:
    """Return a number that a column holds, from 1; raises ``BadAnswer``."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        raise BadAnswer
    return value


def base_in(value: Any) -> str:
    """Return the key of an answer, or an empty one; raises ``BadAnswer``."""
    if not isinstance(value, str) or not _BASE.fullmatch(value):
        raise BadAnswer
    return value


def _read(request: HttpRequest, most: int) -> Any:
    body = request.body if _length(request, most) <= most else b""
    try:
        # Decoded here: given bytes, it would take UTF-16 and UTF-32 too, and the body is kept as text.
        text = body.decode()
        sent = _DECODER.decode(text)
        if r"\u0000" in text and _has_nul(sent):  # which no column of text holds
            raise BadAnswer
        return sent
    except (ValueError, RecursionError):
        raise BadAnswer from None


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    return (
        any(_has_nul(each) for each in value) if isinstance(value, list) else value.__class__ is str and "\0" in value
    )


def _sealed(sent: Any) -> Sealed:
    if not isinstance(sent, dict) or sent.keys() != _ENTRY | {"at", "sha256"}:
        raise BadAnswer
    answer = Sealed(
        client=number_in(sent["client"]), sequence=number_in(sent["sequence"]), slot=number_in(sent["slot"]),
        value=sent["value"], base=base_in(sent["base"]), at=_time(sent["at"]), sha256=_hash(sent["sha256"]),
    )  # fmt: skip
    try:
        canonical(answer.canonical_form())
    except (ValueError, TypeError, RecursionError):  # half a letter, two keys that are one: no canonical form has them
        raise BadAnswer from None
    return answer


def _time(value: Any) -> int:
    """Return milliseconds as a device counts them, whatever its clock says."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        raise BadAnswer
    return value


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise BadAnswer
    return value


def _length(request: HttpRequest, most: int) -> int:
    # Not ``headers``, which rewrites every header for the one that is asked; django-upgrade would ask it for META's.
    meta = request.META
    try:
        return int(meta.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return most + 1


def _refuse(text: str) -> Never:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_refuse)
