"""Numbers of officers as people paste them: a column of CIPs, or whole rows of a spreadsheet."""

import re

from officers.identifiers import normal_login

__all__ = ["lines_in", "login_in", "logins_in", "mixed_in"]

#: What separates the cells of a pasted row.
_CELLS = re.compile(r"[\t;,|]")
_LOGIN = re.compile(r"D?[0-9]{8}")
#: What separates numbers that stand in one line.
_BETWEEN = re.compile(r"[\s,;]+")
#: Above the numbers of a sheet stand so many lines at most: its title, who made it, the heads of its columns.
_MOST_HEADING = 12


def login_in(line: str) -> str:
    """Return the log-in of the officer whom a line names, empty where it names none.

    It is the first cell that is a CIP (leading zeros may be lost, points and spaces stand within) or a civilian's
    D and DNI; else the first word, so that a name may follow the number without a separator.
    """
    for cell in [*_CELLS.split(line), *line.split()]:
        login = normal_login(cell.strip())
        if _LOGIN.fullmatch(login):
            return login
    return ""


def logins_in(text: str) -> list[str]:
    """Return what each line that is not empty says: the log-in it names, or the line itself where it names none."""
    return [line for line in _said(text) if line]


def lines_in(text: str) -> list[str]:
    """Return what each line says, in its place: empty where it says nothing, and for the heading of a sheet.

    A heading is what stands above a line with a cell "CIP" or "DNI", and that line; else a first line without a number.
    """
    lines = _said(text)
    heads = [at for at, line in enumerate(text.splitlines()[:_MOST_HEADING], start=1) if _is_head(line)]
    above = heads[0] if heads else int(bool(lines and lines[0]) and not any(char.isdigit() for char in lines[0]))
    lines = [""] * above + lines[above:]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def mixed_in(text: str) -> dict[str, str]:
    """Return the log-ins of numbers that stand one a line, several in a line, or first in rows; with what was typed."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        pieces = [piece for piece in _BETWEEN.split(line) if piece]
        logins = {normal_login(piece): piece for piece in pieces}
        row = "" if all(map(_LOGIN.fullmatch, logins)) else login_in(line)
        found.update({row: line.strip()} if row else logins)
    return found


def _said(text: str) -> list[str]:
    return [login_in(line) or line for line in (line.strip() for line in text.splitlines())]


def _is_head(line: str) -> bool:
    return any(cell.strip().strip('"').upper() in {"CIP", "DNI"} for cell in _CELLS.split(line))
