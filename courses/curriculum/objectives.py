"""Which block of a lesson's page says which objective of its file."""

from collections.abc import Sequence

__all__ = ["blocks_of"]


def blocks_of(texts: Sequence[str], held: Sequence[tuple[str, str]]) -> list[str | None]:
    """Return for each objective of a file the identifier of its block, or None where there is none.

    held: identifiers and words of the blocks as they stand on the page. The same words are the same objective, wherever
    they stand; what was reworded is the one at its place, if its own words are no longer in the file.
    """
    by_words = {words: name for name, words in reversed(held)}
    found = [by_words.pop(text, None) for text in texts]
    at_place = [None if words in texts else name for name, words in held]
    return [name or (at_place[n] if n < len(at_place) else None) for n, name in enumerate(found)]
