"""Every address of the system, from the resolver itself, with ids filled in."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver: its whole name, and the names of what stands in it."""

    name: str
    pattern: str
    arguments: tuple[str, ...]

    @property
    def in_cms(self) -> bool:
        """Whether the gate stands before it."""
        return self.pattern.startswith("admin/")


def routes() -> list[Route]:
    """Return every route."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, prefix + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            yield Route(":".join((*spaces, entry.name or "")), prefix + str(entry.pattern), arguments)


def filled(route: Route, values: Mapping[str, Iterable[Any]], default: Iterable[Any]) -> Iterator[str]:
    """Return the addresses of a route with every combination of values for its arguments."""
    choices = [list(values.get(name, default)) for name in route.arguments]
    for chosen in itertools.product(*choices):
        address = "/" + route.pattern
        for name, value in zip(route.arguments, chosen, strict=True):
            place = rf"<(\w+:)?{name}>|\(\?P<{name}>(?:[^()]|\([^()]*\))*\)"
            address = re.sub(place, str(value), address)
        yield address.replace("^", "").replace("$", "").replace("\\.", ".")


def words_of(response: Any, asked: str) -> str:
    """Return the body of an answer without what differs by itself: the form's token and the address asked for."""
    text = re.sub(r'(csrfmiddlewaretoken" value="|CSRFToken": ")[^"]+', "", response.content.decode())
    return text.replace(asked, "")
