"""Numeric: which numbers, with which unit, a typed text may mean."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

#: What stands before the number, its sign, the number (perhaps with spaces inside), what follows.
_PARTS = re.compile(
    r"(?P<before>[^0-9]*?)(?P<sign>[+\-\u2212]?)\s*"
    r"(?P<number>[.,]?[0-9](?:[0-9.,\s]*[0-9.,])?)(?P<after>.*)",
    re.DOTALL,
)
_PLAIN = re.compile(r"[0-9]+[.,]?|[0-9]*[.,][0-9]+")
#: Thousands in groups of three by one and the same mark, then perhaps decimals by another.
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:"
    r"(?:\s[0-9]{3})+(?:[.,][0-9]+)?"
    r"|(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3})+,[0-9]+"
    r"|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,}"
    r")"
)
_COMMA_OF_EITHER_KIND = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_EXPONENT = re.compile(r"e[+\-]?[0-9]")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: the values it may mean, and the unit beside it ("" for none), in bare form."""

    values: tuple[Fraction, ...]
    unit: str


def read(text: str) -> Written | None:
    """Read a number with at most one unit, after it or before it (`S/ 20`); None if it is none.

    - Decimal point or comma: `0.17`, `0,17`, `.5`, `5.`. Sign `+`, `-` or U+2212.
    - Thousands in groups of three, by spaces (any Unicode space), or by point or comma where that
      is plain: the other mark follows (`1.234,5` and `1,234.5` are both 1234.5), or the same mark
      stands twice (`1.234.567`).
    - `1,234` alone can be either in Peru, where both the decimal comma and the thousands comma are
      written: it has both values. A point alone is always decimal, as Peru writes it: `1.234` is a
      little over one.
    - Only the digits 0 to 9; no exponent, no fraction, no arithmetic: `1e3`, `1/2` and fullwidth or
      Arabic digits are not numbers here.
    """
    parts = _PARTS.fullmatch(text.strip())
    if parts is None:
        return None
    values = _unsigned(parts["number"])
    before, after = bare_unit(parts["before"]), bare_unit(parts["after"])
    if not values or (before and after) or not may_be_unit(before) or not may_be_unit(after):
        return None
    sign = 1 if parts["sign"] in {"", "+"} else -1
    return Written(tuple(sign * value for value in values), before or after)


def bare_unit(unit: str) -> str:
    """Give a unit without what does not matter: case, spaces, compatibility forms (`m²`), a full stop."""
    return "".join(unicodedata.normalize("NFKC", unit).casefold().split()).removesuffix(".")


def may_be_unit(bare: str) -> bool:
    """Say whether text in bare form can stand beside a number as its unit, or is none ("")."""
    if not bare:
        return True
    begins_so = bare[0].isalpha() or bare[0] in "%‰" or unicodedata.category(bare[0]) in {"So", "Sc"}
    return begins_so and not _EXPONENT.match(bare)


def _unsigned(text: str) -> tuple[Fraction, ...]:
    if _PLAIN.fullmatch(text):
        decimal = Fraction("0" + text.replace(",", ".").rstrip("."))
        if _COMMA_OF_EITHER_KIND.fullmatch(text):
            return (decimal, Fraction(text.replace(",", "")))
        return (decimal,)
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        return ()
    last_mark = max(text.rfind("."), text.rfind(","))
    # A mark that stands once, after groups, begins the decimals; one that stands twice only groups.
    if last_mark >= 0 and text.count(text[last_mark]) == 1:
        return (Fraction(f"{_digits(text[:last_mark])}.{text[last_mark + 1 :]}"),)
    return (Fraction(_digits(text)),)


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
