"""A table as lines of text. Pure: values only."""

import re

__all__ = ["fits_a_phone", "is_comparison", "rows"]

_SEPARATOR = re.compile(r"\A[\s|:-]*-[\s|:-]*\Z")

#: Characters that stand beside each other on a narrow screen, those that each column loses to its padding, and those
#: that each of its lines loses to words that do not break.
_ACROSS, _PADDING, _RAGGED = 40, 2, 6
#: A cell of so many characters is never broken; above so many lines a row is no row any more.
_SHORT, _LINES = 9, 5


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


def fits_a_phone(cells: list[list[str]]) -> bool:
    """Whether rows of plain words can be read as rows on a narrow screen: no word is cut, no cell is a tall strip."""
    columns = list(zip(*cells, strict=False))
    room = _ACROSS - _PADDING * len(columns)
    if sum(max((len(word) for cell in column for word in cell.split()), default=0) for column in columns) > room:
        return False
    longest = [max(len(cell) for cell in column) for column in columns]
    wide = [length for length in longest if length > _SHORT]
    left = room - sum(length for length in longest if length <= _SHORT) - _RAGGED * len(wide)
    return not wide or sum(wide) <= _LINES * left
