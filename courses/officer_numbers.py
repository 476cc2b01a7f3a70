"""Numbers of officers as people paste them: a column of CIPs, or whole rows of a spreadsheet."""

import re

from officers.identifiers import normal_login

__all__ = ["login_in", "logins_in"]

#: What separates the cells of a pasted row.
_CELLS = re.compile(r"[\t;,|]")
_LOGIN = re.compile(r"D?[0-9]{8}")


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
    lines = (line.strip() for line in text.splitlines())
    return [login_in(line) or line for line in lines if line]
