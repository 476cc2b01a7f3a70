"""The order of a Spanish dictionary: accents weigh nothing, ñ is a letter after n. Pure; no Django."""

import re
import unicodedata

from kernel.folding import fold

__all__ = ["spanish_order"]

_WORDS = re.compile(r"[^\w~ ]+")


def spanish_order(words: str) -> str:
    """Return the key by which words are sorted; quotation marks and hyphens do not count.

    As the Academy orders since 1994, ch and ll are no letters of their own.
    """
    composed = unicodedata.normalize("NFC", words).casefold().replace("~", "").replace("ñ", "n~")
    return " ".join(_WORDS.sub(" ", fold(composed)).split())
