"""Cells of spreadsheets and CSV files that no program runs as a formula."""

__all__ = ["safe"]

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: str) -> str:
    """Return ``value`` so that a spreadsheet shows it as text.

    A leading ``= + - @`` or control character gets an apostrophe before it (OWASP, CSV injection).
    """
    return f"'{value}" if value.startswith(_STARTERS) else value
