"""What a query may say to Wagtail's lists: it hands words to the search and numbers to the database as they come."""

from typing import Any

from courses.gate.ids import is_id

__all__ = ["plain_query"]

_WORDS = ("q", "search")
_NUMBERS = ("offset", "limit", "p")


def plain_query(query: Any) -> Any:
    """Return the query (a ``QueryDict``) without what a search or a database would fail on.

    SQLite's search fails on a quotation mark without its second, every database on a NUL and on numbers that
    it has no room for.
    """
    plain = query.copy()
    for name in _WORDS:
        if name in query:
            words = query[name].replace("\0", " ")
            plain[name] = words.replace('"', " ") if words.count('"') % 2 else words
    for name in _NUMBERS:
        if query.get(name, "").isdecimal() and not is_id(query[name]):
            del plain[name]
    return plain if plain != query else query
