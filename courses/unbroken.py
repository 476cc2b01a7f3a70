"""What belongs to a number stays on its line: «20 %», «art. 5», «S/ 200», «55–75», «026-2017-IN». Pure: values only.

Files are read so. What is typed in the CMS stays as it was typed, and what was frozen as it was frozen: they are shown
so, which changes no hash. Numbers that a dash joins are held together by a style alone, since a sign in their place
would be copied and searched with them.
"""

import re

__all__ = ["unbroken", "unbroken_html"]

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
#: Two numbers that a dash joins, and the number of a law with its year and who made it.
_JOINED = re.compile(
    r"(?<![\w.,:–-])(?:\d+(?:[.,:]\d+)*–\d+(?:[.,:]\d+)*|\d{1,5}(?:-\d{1,4}){1,2}(?:-[A-Z]{1,10}){0,2})(?![\w–-])"
)
#: What is no text; a value in quotes may hold any sign.
_TAG = re.compile(r"""(<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>)""")
_DIGIT = re.compile(r"\d")


def unbroken(text: str) -> str:
    """Return the text with a no-break space between a number and its unit or the word that announces it.

    Only a single space within a line is replaced: lines and their numbers stay as the file has them.
    """
    return _BEFORE.sub(rf"\1{_NO_BREAK}", _AFTER.sub(_NO_BREAK, text))


def unbroken_html(html: str) -> str:
    """Return HTML whose texts are so, with numbers that a dash joins in elements of the class ``whole``.

    What stands within tags is left alone.
    """
    parts = _TAG.split(html)
    parts[::2] = [_whole(text) if _DIGIT.search(text) else text for text in parts[::2]]
    return "".join(parts)


def _whole(text: str) -> str:
    return _JOINED.sub(r'<span class="whole">\g<0></span>', unbroken(text))
