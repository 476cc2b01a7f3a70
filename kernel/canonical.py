"""The canonical form of a JSON value, and its SHA-256: what an edition or a receipt is hashed over.

The form, documented in ``docs/editions.md``: UTF-8, object keys sorted by code point, no
insignificant space, strings in NFC and escaped only where JSON demands it, integers as they are.
Floats are refused: numbers with a fraction travel as text. It agrees with RFC 8785 (JCS) on the
values it accepts, except that keys sort by code point rather than by UTF-16 unit.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

_TYPE_ERROR = "A value of kind {kind} has no canonical form."

__all__ = ["JSON", "canonical", "sha256"]

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]


def canonical(value: object) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises ``TypeError`` for floats, non-string keys and anything JSON does not know, and
    ``ValueError`` when two keys of one object fall together in NFC.
    """
    text = json.dumps(_normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def sha256(value: object) -> str:
    """Return the SHA-256 of the canonical bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _normal(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _nfc(value)
    if isinstance(value, Mapping):
        normal: dict[str, object] = {}
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(_TYPE_ERROR.format(kind=type(key).__name__))
            name = _nfc(key)
            if name in normal:
                raise ValueError(f"Two keys are the same in NFC: {name}")
            normal[name] = _normal(inner)
        return normal
    if isinstance(value, list | tuple):
        return [_normal(inner) for inner in value]
    raise TypeError(_TYPE_ERROR.format(kind=type(value).__name__))


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
