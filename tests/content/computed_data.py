"""The answers to the exercises with data sets, from the files that learners download."""

import csv
import math
from collections import Counter
from datetime import date
from fractions import Fraction

from tests.content.curriculum_files import CONTENT

Row = dict[str, str]


def rows(path: str) -> list[Row]:
    with (CONTENT / "courses" / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


INCIDENTS = rows("policia-comunitaria/media/incidencias-los-algarrobos.csv")
SURVEY = rows("policia-comunitaria/media/encuesta-dos-sectores.csv")
REPORTS = rows("analisis-inteligencia/media/doce-informes-valle-hondo.csv")
CALLS = rows("analisis-operativo/media/registro-de-cuarenta-llamadas.csv")
CELLS = 150
OF_KIND = {kind: [row for row in INCIDENTS if row["tipo"] == kind] for kind in {row["tipo"] for row in INCIDENTS}}


def hottest(count: int) -> int:
    return sum(number for _, number in Counter(row["celda"] for row in INCIDENTS).most_common(count))


def aoristic() -> list[Fraction]:
    """All thefts of car parts begin and end on the hour."""
    weights = [Fraction(0)] * 24
    for row in OF_KIND["Hurto de autopartes"]:
        first, last = int(row["hora_desde"][:2]), int(row["hora_hasta"][:2])
        possible = [(first + step) % 24 for step in range((last - first) % 24)]
        for hour in possible:
            weights[hour] += Fraction(1, len(possible))
    return weights


def preceded_in_may() -> int:
    homes = OF_KIND["Robo en vivienda"]
    return sum(any(follows(later, earlier) for earlier in homes) for later in homes if later["fecha"][5:7] == "05")


def follows(later: Row, earlier: Row) -> bool:
    days = (date.fromisoformat(later["fecha"]) - date.fromisoformat(earlier["fecha"])).days
    far = math.dist(*[(int(row["x_metros"]), int(row["y_metros"])) for row in (later, earlier)])
    return 1 <= days <= 14 and far <= 200


def evening_share() -> Fraction:
    there = [row for row in OF_KIND["Robo al paso"] if row["celda"] == "K7"]
    return Fraction(sum("18:00" <= row["hora_desde"] < "22:00" for row in there), len(there)) * 100


def survey(sector: str, moment: str) -> list[Row]:
    return [row for row in SURVEY if row["sector"].startswith(f"Sector {sector}") and row["momento"] == moment]


def share(group: list[Row], column: str, answers: str) -> Fraction:
    return Fraction(sum(row[column] in answers for row in group), len(group)) * 100


def gain(sector: str) -> Fraction:
    before, after = (share(survey(sector, moment), "confianza", "45") for moment in ("Antes", "Después"))
    return after - before


def victims_who_reported(sector: str, moment: str) -> tuple[int, int]:
    victims = [row for row in survey(sector, moment) if row["fue_victima"] == "Sí"]
    return sum(row["denuncio"] == "Sí" for row in victims), len(victims)


def origin(number: str) -> Row:
    row = REPORTS[int(number) - 1]
    return origin(row["repite_al_informe"]) if row["repite_al_informe"] else row


def origins(subject: str) -> int:
    return len({origin(row["numero"])["numero"] for row in REPORTS if row["asunto"] == subject})


def letter(number: str) -> str:
    """By the limits of lesson 3.1."""
    right, verified = (int(origin(number)[column]) for column in ("aciertos", "verificados"))
    if verified < 3:
        return "F"
    if right == verified >= 5:
        return "A"
    return next(mark for mark, least in zip("BCDE", (85, 60, 30, 0), strict=True) if right * 100 >= least * verified)


def talks_with(line: str) -> set[str]:
    ends = [{row["llama"], row["recibe"]} for row in CALLS]
    return set().union(*(pair for pair in ends if line in pair)) - {line}


def between(one: set[str], other: set[str]) -> int:
    ends = [{row["llama"], row["recibe"]} for row in CALLS]
    return sum(bool(pair & one and pair & other) for pair in ends)


def just_before(line: str) -> Fraction:
    """In the six hours before 20:15 of 18 April."""
    own = [row for row in CALLS if line in (row["llama"], row["recibe"])]
    return Fraction(sum(f"{row['fecha']} {row['hora']}" >= "2026-04-18 14:15" for row in own), len(own)) * 100


COMPUTED: dict[str, Fraction] = {
    "pc-101-q-alg-02": Fraction(hottest(6), len(INCIDENTS)) * 100,
    "pc-101-q-alg-03": Fraction(hottest(6), len(INCIDENTS)) / Fraction(6, CELLS),
    "pc-101-q-alg-04": evening_share(),
    "pc-101-q-alg-06": aoristic()[2],
    "pc-101-q-alg-07": Fraction(preceded_in_may()),
    "pc-101-q-enc-02": share(survey("1", "Después"), "confianza", "45"),
    "pc-101-q-enc-03": gain("1") - gain("2"),
    "pc-101-q-enc-04": Fraction(*victims_who_reported("1", "Después")) * 100,
    "in-201-q-inf-02": Fraction(sum(letter(row["numero"]) == "F" for row in REPORTS)),
    "in-201-q-inf-03": Fraction(origins("Depósito")),
    "in-202-q-reg-02": Fraction(len(talks_with("L24"))),
    "in-202-q-reg-03": Fraction(between({"L21", "L22", "L23"}, {"L25", "L26"})),
    "in-202-q-reg-04": just_before("L27"),
}
STATED: dict[str, list[int]] = {
    "pc-101-q-alg-02": [600, 6],
    "pc-101-q-alg-03": [6, 150],
    "pc-101-q-alg-04": [18, 22],
    "pc-101-q-alg-06": [120, 2, 3],
    "pc-101-q-alg-07": [1, 14, 200],
    "pc-101-q-enc-02": [60, 4, 5],
    "pc-101-q-enc-03": [60, 4, 5],
    "pc-101-q-enc-04": [1],
    "in-201-q-inf-02": [12],
    "in-201-q-inf-03": [4],
    "in-202-q-reg-02": [24],
    "in-202-q-reg-03": [0],
    "in-202-q-reg-04": [27, 6],
}
