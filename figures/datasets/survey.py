"""Answers of 240 neighbours of two made-up sectors: 60 in each, before and after a plan in one of them.

What is to be found: fear falls in the sector with the plan, a little in the other one too; trust rises; and more
of the victims report, so that reports alone would say that things got worse.
"""

import random

__all__ = ["rows"]

_EACH = 60
#: (sector, moment) → shares of answers 1 to 5 on "safe at night", of 1 to 5 on trust, victims of 60, of them reported.
_GROUPS: dict[tuple[str, str], tuple[tuple[int, ...], tuple[int, ...], int, int]] = {
    ("Sector 1 (con plan)", "Antes"): ((20, 16, 12, 9, 3), (15, 18, 14, 10, 3), 21, 6),
    ("Sector 1 (con plan)", "Después"): ((9, 11, 16, 17, 7), (7, 11, 16, 19, 7), 14, 8),
    ("Sector 2 (comparación)", "Antes"): ((18, 16, 13, 10, 3), (14, 17, 15, 11, 3), 20, 6),
    ("Sector 2 (comparación)", "Después"): ((16, 15, 14, 11, 4), (13, 17, 15, 12, 3), 19, 6),
}
_AGES = ["18 a 29", "30 a 44", "45 a 59", "60 o más"]


def rows() -> list[list[str]]:
    """Return the header and 240 answers, in the order in which they were collected."""
    chance = random.Random(20_260_315)  # noqa: S311  a fixed seed is the point
    made: list[list[str]] = []
    for (sector, moment), (safe, trust, victims, reported) in _GROUPS.items():
        safeties, trusts, suffered = _spread(safe), _spread(trust), _victims(victims, reported)
        chance.shuffle(safeties)
        chance.shuffle(trusts)
        chance.shuffle(suffered)
        for safety, confidence, (victim, told) in zip(safeties, trusts, suffered, strict=True):
            woman = chance.random() < 0.52
            made.append([
                moment, sector, "Mujer" if woman else "Hombre", chance.choice(_AGES), safety, confidence, victim, told,
            ])  # fmt: skip
    header = [
        "numero",
        "momento",
        "sector",
        "sexo",
        "edad",
        "seguridad_de_noche",
        "confianza",
        "fue_victima",
        "denuncio",
    ]
    before_after = sorted(made, key=lambda row: row[0] != "Antes")
    return [header, *([str(number), *row] for number, row in enumerate(before_after, start=1))]


def _spread(counts: tuple[int, ...]) -> list[str]:
    if sum(counts) != _EACH:
        raise ValueError(counts)
    return [str(answer) for answer, count in enumerate(counts, start=1) for _ in range(count)]


def _victims(victims: int, reported: int) -> list[tuple[str, str]]:
    return [
        *([("Sí", "Sí")] * reported),
        *([("Sí", "No")] * (victims - reported)),
        *([("No", "")] * (_EACH - victims)),
    ]
