"""The columns that a file of people may have, and how their headings are recognised."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from kernel.folding import fold

__all__ = ["Column", "columns_by_heading", "guessed_columns", "heading_row", "plain"]


def plain(text: str) -> str:
    """Return the name or code of a rank or unit as it is compared: folded, without full stops."""
    return fold(text.replace(".", " "))


class Column(StrEnum):
    """What a column of the file says."""

    CIP = "cip"
    DNI = "dni"
    PATERNAL = "paternal_surname"
    MATERNAL = "maternal_surname"
    GIVEN = "given_names"
    RANK = "rank"
    UNIT = "unit"
    EMAIL = "email"
    STATUS = "status"
    SINCE = "since"


#: Headings as people write them, folded and without signs.
_HEADINGS: Mapping[Column, frozenset[str]] = {
    Column.CIP: frozenset({
        "cip", "n cip", "no cip", "nro cip", "num cip", "numero cip", "numero de cip", "codigo cip", "cod cip",
        "carne", "carnet", "carne de identidad", "carnet de identidad", "carnet de identidad policial",
        "service number",
    }),
    Column.DNI: frozenset({
        "dni", "n dni", "no dni", "nro dni", "num dni", "numero dni", "numero de dni", "documento",
        "documento de identidad", "doc identidad", "doc de identidad", "numero de documento", "nro documento",
        "nro de documento", "identity number",
    }),
    Column.PATERNAL: frozenset({
        "apellido paterno", "ap paterno", "ape paterno", "paterno", "a paterno", "primer apellido", "apepat",
        "paternal surname", "first surname",
    }),
    Column.MATERNAL: frozenset({
        "apellido materno", "ap materno", "ape materno", "materno", "a materno", "segundo apellido", "apemat",
        "maternal surname", "second surname",
    }),
    Column.GIVEN: frozenset({
        "nombres", "nombre", "prenombres", "nombre s", "nombres completos", "given names", "given name", "first name",
        "names",
    }),
    Column.RANK: frozenset({
        "grado", "grado policial", "jerarquia", "codigo de grado", "cod grado", "codigo grado", "rank", "rank code",
    }),
    Column.UNIT: frozenset({
        "unidad", "unidad policial", "codigo de unidad", "codigo unidad", "cod unidad", "cod de unidad", "dependencia",
        "subunidad", "sub unidad", "comisaria", "unidad actual", "unidad de destino", "destino", "unit", "unit code",
    }),
    Column.EMAIL: frozenset({
        "correo", "correo electronico", "correo institucional", "email", "e mail", "mail", "correo e",
    }),
    Column.STATUS: frozenset({
        "situacion", "situacion policial", "situacion laboral", "estado", "condicion", "status", "state",
    }),
    Column.SINCE: frozenset({
        "fecha", "desde", "fecha de destino", "fecha destino", "fecha de alta", "fecha de cambio", "fecha de inicio",
        "fecha efectiva", "fecha desde", "vigencia", "date", "since", "from",
    }),
}  # fmt: skip
_SIGNS = re.compile(r"[^a-z0-9]+")
#: A heading stands among the first rows: above it, who made the file and when.
_LOOKED_AT = 20


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the row with the headings: the one with most that are known, else the first with content."""
    best, most = None, 0
    for place, row in enumerate(rows[:_LOOKED_AT]):
        known = len(guessed_columns(row))
        if known > most:
            best, most = place, known
    return best if best is not None else next((place for place, row in enumerate(rows) if any(row)), None)


def guessed_columns(headings: Sequence[str]) -> dict[Column, int]:
    """Return at which place each column stands, as far as its heading is known; the first of two alike."""
    found: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        words = _folded(heading)
        for column, known in _HEADINGS.items():
            if column not in found and words in known:
                found[column] = place
                break
    return found


def columns_by_heading(saved: Mapping[str, str], headings: Sequence[str]) -> dict[Column, int] | None:
    """Return the places of a saved mapping (column → heading) in a file; None where a heading is missing."""
    places = {_folded(heading): place for place, heading in reversed(list(enumerate(headings)))}
    wanted = {Column(column): _folded(heading) for column, heading in saved.items()}
    if any(heading not in places for heading in wanted.values()):
        return None
    return {column: places[heading] for column, heading in wanted.items()}


def _folded(heading: str) -> str:
    return _SIGNS.sub(" ", fold(heading)).strip()
