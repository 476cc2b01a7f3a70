"""The words of notices: each app registers those of the kinds that it sends.

A notice holds a kind and arguments, so that it reads in the language of its reader.
"""

from collections.abc import Callable
from typing import Any

from officers.models.notice import Notice

__all__ = ["register", "words_of"]

_words: dict[str, Callable[[dict[str, Any]], str]] = {}


def register(kind: str, words: Callable[[dict[str, Any]], str]) -> None:
    """Say in which words a kind of notice is shown: ``words`` is given its arguments, at the time of showing."""
    _words[kind] = words


def words_of(notice: Notice) -> str:
    """Return a notice as a sentence in the reader's language; the bare kind where its app is gone."""
    words = _words.get(notice.kind)
    return words(notice.arguments) if words else notice.kind
