"""Text folded so that a search forgives accents, case and spacing."""

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Return ``text`` without accents, case or doubled spaces, for searching and comparing.

    "Núñez  QUISPE" and "nunez quispe" fold to the same. Letters that do not decompose (ß, ø)
    follow ``str.casefold``. The result is for comparing only, never for showing.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).split())
