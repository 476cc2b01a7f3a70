"""Text folded so that a search forgives accents, case and spacing."""

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Return ``text`` without accents, case or doubled spaces, for searching and comparing.

    "Núñez  QUISPE" and "nunez quispe" fold to the same; folding twice changes nothing. Letters that
    do not decompose (ß, ø) follow ``str.casefold``. The result is for comparing only, never for showing.
    """
    if text.isascii():  # nothing to decompose
        return " ".join(text.casefold().split())
    folded = text
    while (again := _once(folded)) != folded:  # a compatibility letter may decompose to a capital
        folded = again
    return folded


def _once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).split())
