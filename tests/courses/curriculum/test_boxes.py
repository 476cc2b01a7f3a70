"""Boxes beyond the first ones: from the file to the page to what is read, and what is refused by its line."""

from pathlib import Path
from typing import Any

import pytest

from courses.freeze import freeze, problems_of
from courses.models import LessonPage
from courses.render import render
from courses.search_words import lesson_words
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from tests.courses.curriculum.files import ROOT, lesson, small_curriculum, write
from tests.courses.recording_factory import MP4, VTT
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db

BOXES = """
:::comparison caption="Dos maneras"
| | Reactiva | **Proactiva** |
| --- | --- | --- |
| Empieza con | la llamada | [el problema](term:problem) |
| Mide | tiempo | daño |
:::

:::quote source="Goldstein (1990), p. 66"
Un *problema* es un grupo de hechos; vea [la otra](lesson:tc-900-1-2).
:::

:::steps title="Levantar el acta"
- text: Aísle la **escena**.
  who: Primer efectivo
  minutes: 5
- text: Llame al [problema](term:problem).
  who: Jefe de grupo
:::

:::timeline title="Cómo se llegó aquí"
- {date: "1829", text: Reglas de Peel.}
- {date: Marzo de 1979, text: Goldstein publica su artículo.}
:::

:::media src=media/ronda.mp4 captions=media/ronda.vtt title="La ronda"
El efectivo saluda a los **vecinos**.
:::
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_area("community", "Policía comunitaria")
    folder = small_curriculum(tmp_path)
    write(folder, f"{ROOT}/glossary.yaml", "- {key: problem, term: Problema, definition: Hechos que se repiten.}\n")
    write(folder, f"{ROOT}/media/ronda.mp4", MP4)
    write(folder, f"{ROOT}/media/ronda.vtt", VTT)
    write(folder, f"{ROOT}/01-uno/01-primera.md", lesson("tc-900-1-1", "tc-900-1-2", "Primera") + BOXES)
    return folder


def loaded(folder: Path) -> dict[str, Any]:
    load_curriculum(folder=folder)
    page = LessonPage.objects.get(title="Primera")
    assert problems_of(page) == []
    return freeze(page)


def test_every_box_becomes_a_block_with_its_links(folder: Path) -> None:
    payload = loaded(folder)
    blocks = {block["kind"]: block for block in payload["body"]}
    assert blocks["comparison"]["rows"][1][2] == '<a href="term:problem">el problema</a>'
    assert blocks["quote"]["source"] == "Goldstein (1990), p. 66"
    assert 'href="activity:' in blocks["quote"]["html"]
    assert [(step["who"], step.get("minutes")) for step in blocks["steps"]["steps"]] == [
        ("Primer efectivo", 5),
        ("Jefe de grupo", None),
    ]
    assert [entry["date"] for entry in blocks["timeline"]["entries"]] == ["1829", "Marzo de 1979"]
    assert blocks["media"]["file"]["media_type"] == "video/mp4"
    assert blocks["media"]["captions"]["media_type"] == "text/vtt"
    assert "<b>vecinos</b>" in blocks["media"]["html"].replace("strong>", "b>")
    assert [term["key"] for term in payload["terms"]] == ["problem"]


def test_what_is_read_says_of_each_cell_what_it_compares_and_of_each_step_who(folder: Path) -> None:
    html = render(loaded(folder), activity_url=lambda uuid: f"/a/{uuid}/", glossary_url="/g/")
    assert html.count('<b class="compared" aria-hidden="true">Reactiva</b>') == 2
    assert '<th role="rowheader" scope="row">Empieza con</th>' in html
    assert html.count('href="/g/#t-problem"') == 3
    assert "<b>Primer efectivo</b>" in html
    assert "5 minut" in html
    assert "<figcaption>Goldstein (1990), p. 66</figcaption>" in html


def test_search_finds_what_is_in_the_blocks(folder: Path) -> None:
    words = lesson_words(loaded(folder))
    for word in ("proactiva", "goldstein (1990)", "primer efectivo", "aisle la escena", "marzo de 1979", "peel"):
        assert word in words


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("| Mide | tiempo | daño |", "| Mide | tiempo |", 46, "no_comparison"),
        ("| | Reactiva | **Proactiva** |", "| | Reactiva |", 46, "no_comparison"),
        (' source="Goldstein (1990), p. 66"', "", 53, "missing_attribute"),
        ("  who: Primer efectivo\n", "", 58, "missing"),
        ("minutes: 5", "minutes: cinco", 60, "not_whole"),
        ("[problema](term:problem)", "[problema](term:other)", 57, "unknown_term"),
        ("Aísle la **escena**", "Aísle la <b>escena</b>", 58, "html"),
        ('date: "1829"', "date: 1829", 66, "not_text"),
        ("- {date: Marzo de 1979, text: Goldstein publica su artículo.}\n", "", 65, "entries_count"),
        (" captions=media/ronda.vtt", "", 70, "missing_attribute"),
        ("captions=media/ronda.vtt", "captions=media/otra.vtt", 70, "unknown_media"),
        ("captions=media/ronda.vtt", "captions=media/ronda.mp4", 70, "not_captions"),
        ("src=media/ronda.mp4", "src=media/figura.svg", 70, "not_a_recording"),
        ("El efectivo saluda a los **vecinos**.\n", "", 70, "empty_box"),
    ],
)
def test_what_is_wrong_in_a_box_is_told_by_its_line(folder: Path, old: str, new: str, line: int, code: str) -> None:
    file = folder / ROOT / "01-uno/01-primera.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenCurriculum) as broken:
        load_curriculum(folder=folder)
    assert {(fault.line, fault.code) for fault in broken.value.faults} == {(line, code)}
