"""A table as lines of text. Pure: values only."""

import re

__all__ = ["is_comparison", "rows"]

_SEPARATOR = re.compile(r"\A[\s|:-]*-[\s|:-]*\Z")


def rows(text: str) -> list[list[str]]:
    r"""Return the cells of a table written one row a line.

    Cells are separated by ``|`` (``\|`` is a bar within a cell; bars at the ends of a line are
    optional) or by tabs, as a spreadsheet pastes them. Empty lines and the line of dashes under a
    Markdown header are left out. Cells are stripped; rows may be of unequal length.
    """
    found = []
    for line in text.splitlines():
        bare = line.strip()
        if not bare or (_SEPARATOR.match(bare) and "|" in bare):
            continue
        if "|" not in bare and "\t" in line:
            found.append([cell.strip() for cell in line.split("\t")])
            continue
        bare = bare.removeprefix("|")
        if bare.endswith("|") and not bare.endswith("\\|"):
            bare = bare[:-1]
        found.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare)])
    return found


def is_comparison(cells: list[list[str]]) -> bool:
    """Whether rows compare: headings above, two to four columns after the one that says by what."""
    return len(cells) > 1 and len({len(row) for row in cells}) == 1 and 3 <= len(cells[0]) <= 5
