"""The figures and worked examples of modules 4 and 5 of IN-202 say what their data give."""

import re
from itertools import pairwise
from math import sqrt
from statistics import median

import pytest

from tests.content.curriculum_files import CONTENT, body

COURSE = CONTENT / "courses" / "analisis-operativo"


def figure(name: str) -> str:
    return (COURSE / "media" / f"{name}.svg").read_text(encoding="utf-8")


def lesson(name: str) -> str:
    return body(next(COURSE.glob(f"*/{name}.md")))


def test_the_bars_of_the_stands_draw_the_table_of_the_lesson() -> None:
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| ([\d.]+) \|$", lesson("02-perfil-de-problema"), re.MULTILINE)
    assert len(rows) == 5
    bars = re.findall(r'width="([\d.]+)" height="30"[^>]*><title>(\w+): ([\d.]+) (robos|por)', figure("conteo-y-tasa"))
    counts = {name: (float(width), value) for width, name, value, unit in bars if unit == "robos"}
    rates = {name: (float(width), value) for width, name, value, unit in bars if unit == "por"}
    for name, taxis, robberies, rate in rows:
        assert counts[name] == (16 * int(robberies), robberies)
        exact = int(robberies) / int(taxis) * 100
        assert rates[name][0] == pytest.approx(10 * exact, abs=0.06)
        assert rates[name][1] == rate == f"{exact:.1f}"


def test_the_repeated_victims_add_up_to_the_robberies() -> None:
    text = lesson("02-perfil-de-problema")
    said = re.search(
        r"Las (\d+) denuncias son de (\d+) propietarios: (\d+) .+, (\d+) dos veces y (\d+) tres veces", text
    )
    assert said
    robberies, owners, once, twice, thrice = (int(number) for number in said.groups())
    assert (once + twice + thrice, once + 2 * twice + 3 * thrice) == (owners, robberies)
    again = 2 * twice + 3 * thrice
    assert f"{round((twice + thrice) / owners * 100)} % de las víctimas, concentran {again} robos" in text
    assert f"{round(again / robberies * 100)} % del total" in text


def test_the_window_of_the_series_follows_from_its_days() -> None:
    days = [int(day) for day in re.findall(r"<title>día (\d+)</title>", figure("ventana-serie"))]
    text = lesson("03-lo-que-se-repite")
    assert ", ".join(str(day) for day in days) in text
    gaps = [after - before for before, after in pairwise(days)]
    assert ", ".join(str(gap) for gap in gaps) in text
    assert (min(gaps), median(gaps), max(gaps)) == (5, 6, 8)
    assert (days[-1] + min(gaps), days[-1] + max(gaps)) == (56, 59)
    early, late = gaps[:5], gaps[5:]
    assert sum(min(early) <= gap <= max(early) for gap in late) == 2
    assert "acertó 2 de 3" in text


def test_the_list_of_fifty_marks_twelve() -> None:
    text = figure("lista-de-cincuenta")
    assert (text.count("<title>nuevo robo</title>"), text.count("<title>ninguno</title>")) == (12, 38)


def test_the_ten_lines_of_the_profile_leave_four() -> None:
    fates = re.findall(r"^\| \d+ \| .+ \| (.+) \|$", lesson("04-perfil-de-objetivo"), re.MULTILINE)
    fallen = [sum(fate.startswith(word) for fate in fates) for word in ("No nec", "No ver", "No aut", "Queda")]
    assert fallen == [3, 2, 1, 4]


def test_the_briefing_lasts_five_minutes() -> None:
    seconds = re.findall(r'width="([\d.]+)" height="30"[^>]*><title>[^<]*: (\d+) segundos', figure("cinco-minutos"))
    assert sum(int(each) for _, each in seconds) == 300
    assert all(float(width) == 2.5 * int(each) for width, each in seconds)
    said = re.search(r"^> \*(.+)\*$", lesson("02-informar-en-cinco-minutos"), re.MULTILINE)
    assert said
    assert f"son {len(said[1].split())}" in lesson("02-informar-en-cinco-minutos")


def test_the_log_draws_its_sixteen_decisions() -> None:
    bars = re.findall(r'width="(\d+)" height="30"[^>]*><title>[^<]*: (\d+) de 16<', figure("bitacora-casillas"))
    assert [int(count) for _, count in bars] == [11, 9, 5, 2]
    assert all(int(width) == 18 * int(count) for width, count in bars)


@pytest.mark.parametrize(("expected", "observed", "inside"), [(24 * 27 / 30, 15, True), (43, 27, False)])
def test_the_band_of_chance_is_two_roots_about_what_was_expected(expected: float, observed: int, inside: bool) -> None:
    low, high = (expected + side * 2 * sqrt(expected) for side in (-1, 1))
    assert f"<title>{low:.1f} a {high:.1f}</title>" in figure("esperado-y-observado")
    assert (low <= observed <= high) is inside
    for bound in (low, high):
        assert f"{bound:.1f}" in lesson("04-evaluar-y-aprender")


def test_the_matrix_places_the_three_requests_of_the_lesson() -> None:
    rows = re.findall(r"^\| .+ \| (\d) \| (\d) \| (\d+) \| \w+ \|$", lesson("05-riesgo"), re.MULTILINE)
    assert [(int(harm) * int(chance), int(product)) for harm, chance, product in rows] == [(16, 16), (9, 9), (8, 8)]
    for name, product in (("Bodega", "16"), ("Mototaxi", "9"), ("Parque", "8")):
        assert re.search(rf">{name}</text>\s*<text[^>]*>{product}</text>", figure("matriz-riesgo"))
