"""Pages of apps above about an officer: the officer's page leads to those that the reader may open."""

from collections.abc import Callable

from officers.models import Officer

__all__ = ["further_pages", "register"]

_pages: list[Callable[[Officer, Officer], tuple[str, str] | None]] = []


def register(page: Callable[[Officer, Officer], tuple[str, str] | None]) -> None:
    """Add a page: label and address for an officer and a reader, in this order; None where the reader may not."""
    _pages.append(page)


def further_pages(officer: Officer, reader: Officer) -> list[tuple[str, str]]:
    """Return label and address of each page that the reader may open; asks for rights only."""
    return [found for page in _pages if (found := page(officer, reader))]
