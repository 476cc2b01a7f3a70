"""Serial numbers of certificates: ``2026-000123-K7QX4M2P-J``. Values only, no Django.

Year (Lima), a number without gaps within the year, 40 unguessable bits, a check character. Letters
and digits are Crockford's 32 symbols: one of each pair that people confuse (0 and O, 1 with I and L,
U and V), so that what was read wrongly in this way can be read back rightly.

The check character makes the weighted sum of all symbols zero in GF(32), weights being the powers of a
primitive element (order 31). A single wrong symbol changes the sum because no weight is zero; two
symbols exchanged, neighbours or not, change it because no two weights are the same. Both hold for up
to 31 symbols; a serial has 19. (ISO 7064's MOD 37,36 promises as much for one wrong symbol, but its
check character may be O or I.)
"""

import re
import secrets
from dataclasses import dataclass

__all__ = ["ALPHABET", "SECRET_BITS", "Mistyped", "Serial", "draw_secret", "parse", "serial_in"]

#: Crockford's base 32: neither I, L, O nor U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BITS = 40

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_SPACING = str.maketrans("", "", " -\u00a0\u2010\u2011\u2012\u2013\u2014\u2212._/\t\r\n")
_CONFUSED = str.maketrans("OILU", "011V")
_YEAR, _NUMBER, _SECRET, _CHECK = 4, 6, SECRET_BITS // 5, 1
_SHORTEST = _YEAR + _NUMBER + _SECRET + _CHECK
_LONGEST = 31
_SIGN = "[^0-9A-Za-z]?"
_WITHIN = re.compile(
    rf"(?<![0-9A-Za-z])([0-9]{{4}}){_SIGN}([0-9]{{6,9}}){_SIGN}([0-9A-Za-z]{{8}}){_SIGN}([0-9A-Za-z])(?![0-9A-Za-z])"
)


class Mistyped(ValueError):
    """A text is no serial. ``code``: ``length``, ``symbol`` (one that no serial has), ``check`` or ``several``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Serial:
    """A serial in its parts; ``str()`` is the form that is printed and stored."""

    year: int
    number: int
    secret: int

    def __str__(self) -> str:
        secret = "".join(ALPHABET[self.secret >> shift & 31] for shift in range(SECRET_BITS - 5, -1, -5))
        number = f"{self.number:0{_NUMBER}d}"
        check = _check_symbol(f"{self.year:04d}{number}{secret}")
        return f"{self.year:04d}-{number}-{secret}-{check}"


def draw_secret() -> int:
    """Return 40 bits that nobody can guess."""
    return secrets.randbits(SECRET_BITS)


def parse(text: str) -> Serial:
    """Return the serial that a person typed or a camera read; raises ``Mistyped``.

    Hyphens, spaces, dots and case do not matter; O is read as 0, I and L as 1, U as V.
    """
    symbols = text.translate(_SPACING).upper().translate(_CONFUSED)
    if not all(symbol in _VALUE for symbol in symbols):
        raise Mistyped("symbol")
    if not _SHORTEST <= len(symbols) <= _LONGEST:
        raise Mistyped("length")
    year, number = symbols[:_YEAR], symbols[_YEAR : -_SECRET - _CHECK]
    secret, check = symbols[-_SECRET - _CHECK : -_CHECK], symbols[-_CHECK:]
    if not (year + number).isdecimal():
        raise Mistyped("symbol")
    if check != _check_symbol(symbols[:-_CHECK]):
        raise Mistyped("check")
    if len(number) > _NUMBER and number.startswith("0"):
        raise Mistyped("length")
    return Serial(year=int(year), number=int(number), secret=_number_of(secret))


def serial_in(text: str) -> Serial:
    """Return the serial that a text is or holds, such as the address in a QR; raises ``Mistyped``.

    A scanner that types as on another keyboard writes other signs for ``/`` and ``-``: between the parts of the
    serial any one sign may stand. Two that differ are refused: the answer for the first would pass for both.
    """
    found = {"".join(parts).upper() for parts in _WITHIN.findall(text)}
    if len(found) > 1:
        raise Mistyped("several")
    try:
        return parse(text)
    except Mistyped:
        if not found:
            raise
    return parse(found.pop())


def _number_of(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number << 5 | _VALUE[symbol]
    return number


def _check_symbol(body: str) -> str:
    total = 0
    for symbol in body:  # Horner's rule: the leftmost symbol has the highest power, the check itself power 0
        total = _times_primitive(total ^ _VALUE[symbol])
    return ALPHABET[total]


def _times_primitive(value: int) -> int:
    """Return ``value`` times x in GF(32), modulo the primitive polynomial x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
