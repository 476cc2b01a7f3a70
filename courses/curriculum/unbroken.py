"""What belongs to a number stays on its line: «20 %», «art. 5», «S/ 200». Pure: values only."""

import re

__all__ = ["unbroken"]

_NO_BREAK = "\u00a0"
#: A number and its unit, or the next three digits of the same number.
_AFTER = re.compile(
    r"(?<=\d) (?=(?:%|‰|°C|km/h|km²?|m²?|cm|mm|kg|g|h|min|s|kB|KB|MB|GB)(?![\w/²]))"
    r"|(?:(?<=(?<![\d.,])\d)|(?<=(?<![\d.,])\d\d)|(?<=(?<![\d.,])\d{3})) (?=\d{3}(?![\d-]))"
)
#: What announces a number, and the number. A law may have an «N.°» of its own in between.
_BEFORE = re.compile(
    r"(?<![\w.])((?:[Aa]rts?|[Ii]nc|[Nn]um|[Pp]ágs?|[Pp]p|[Cc]ap|[Ff]ig)\.|[Aa]rtículos?|N\.?°|S/|"
    r"D\. ?S\.|D\. ?Leg\.|R\. ?M\.|R\. ?C\. ?G\.|[Ll]ey(?:es)?) (?=\d|N\.?°)"
)


def unbroken(text: str) -> str:
    """Return the text with a no-break space between a number and its unit or the word that announces it.

    Only a single space within a line is replaced: lines and their numbers stay as the file has them.
    """
    return _BEFORE.sub(rf"\1{_NO_BREAK}", _AFTER.sub(_NO_BREAK, text))
