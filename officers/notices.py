"""The words of notices: each app registers those of the kinds that it sends.

A notice holds a kind and arguments, so that it reads in the language of its reader.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from officers.models.notice import Notice

__all__ = ["public_words_of", "register", "register_public_words", "words_of"]

_words: dict[str, Callable[[dict[str, Any]], str]] = {}
_public: dict[str, Any] = {}
_NEWS = _("There is news for you.")


def register(kind: str, words: Callable[[dict[str, Any]], str]) -> None:
    """Say in which words a kind of notice is shown: ``words`` is given its arguments, at the time of showing."""
    _words[kind] = words


def words_of(notice: Notice) -> str:
    """Return a notice as a sentence in the reader's language; the bare kind where its app is gone."""
    words = _words.get(notice.kind)
    return words(notice.arguments) if words else notice.kind


def register_public_words(words: Mapping[str, Any]) -> None:
    """Say what a mail may tell of notices of a kind, lazily translated, by kind.

    A mail lies on machines of others: a sentence names no course, no mark, no question and nobody. A kind without
    one is told as news.
    """
    _public.update(words)


def public_words_of(notice: Notice) -> Any:
    """Return what a mail may tell of a notice."""
    return _public.get(notice.kind, _NEWS)
