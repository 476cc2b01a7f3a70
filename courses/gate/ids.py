"""What may be the primary key of a row, as text from an address or a form."""

__all__ = ["is_id"]

#: The databases' largest is 2**63 - 1, of 19 digits.
_DIGITS = 18


def is_id(text: str) -> bool:
    """Whether the text is digits and no more than a database takes; Python would read `` 1`` and ``+1`` as well."""
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS
