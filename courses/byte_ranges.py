"""Parts of a file, as a browser asks for them while it plays (RFC 9110, section 14). Pure; no Django.

A browser that cannot get a part cannot wind forward; Safari plays nothing at all without.
"""

import re

__all__ = ["UnsatisfiableRange", "wanted_range"]

_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")


class UnsatisfiableRange(Exception):
    """No byte of the file lies in the part that is asked for."""


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that a ``Range`` header asks for; None: the whole file.

    Several parts at once, other units and what cannot be read are answered with the whole file, as the standard
    allows. Raises ``UnsatisfiableRange``.
    """
    match = _RANGE.fullmatch(header)
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        if int(last) == 0 or size == 0:
            raise UnsatisfiableRange
        return max(0, size - int(last)), size - 1
    start, end = int(first), int(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise UnsatisfiableRange
    return start, min(end, size - 1)
