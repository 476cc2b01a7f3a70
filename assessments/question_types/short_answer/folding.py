"""Short answer: which differences between two texts are forgiven."""

import unicodedata

from kernel.folding import fold


def compared(text: str, *, exact: bool) -> str:
    """Give the form in which an answer and an accepted answer are compared.

    exact: only Unicode's two ways to write one letter (NFC) and space at the ends are forgiven.
    Otherwise also case, accents, doubled spaces and compatibility forms (NFKC, then `kernel.folding`),
    and punctuation at the ends: " «Comisaría».  " is "comisaria". Accents include the tilde of ñ,
    which many keyboards lack; where that changes the word, the author says exact.
    """
    if exact:
        return unicodedata.normalize("NFC", text).strip()
    words = fold(unicodedata.normalize("NFKC", text))
    start, end = 0, len(words)
    while start < end and _is_edge(words[start]):
        start += 1
    while end > start and _is_edge(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_edge(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter).startswith("P")
