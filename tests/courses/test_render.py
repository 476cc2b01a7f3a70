"""Payloads are safe, whatever an author or a hostile hand wrote; rendering reads no row."""

import re
from typing import Any

import pytest
from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from courses import sanitise
from courses.blocks import LESSON_BLOCKS
from courses.freeze import freeze
from courses.models import LessonPage
from courses.references import Links
from courses.render import render
from courses.search_words import lesson_words
from courses.table_lines import fits_a_phone, rows
from tests.courses.pages_factory import lesson_of, make_course_page


def shown(body: list[dict[str, Any]]) -> str:
    return render(
        {"body": body}, activity_url=lambda uuid: f"/a/{uuid}/", file_url=lambda sha, name: f"/f/{sha}/{name}"
    )


HOSTILE = [
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<img src=x onerror="alert(1)">',
    '<p onclick="alert(1)" style="position:fixed">x</p>',
    '<iframe src="https://example.org"></iframe>',
    "<svg><script>alert(1)</script></svg>",
    '<form action="/x"><input name="a"></form>',
    '<embed embedtype="media" url="https://example.org">',
    '<meta http-equiv="refresh" content="0">',
]


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_rich_text_loses_what_acts(hostile: str) -> None:
    lesson = lesson_of(make_course_page())
    lesson.body = [
        ("text", f"<p>Bien</p>{hostile}"),
        ("callout", {"style": "tip", "title": hostile, "text": f"<p>Bien</p>{hostile}"}),
        ("case", {"title": hostile, "text": hostile, "questions": [hostile]}),
        ("heading", {"text": hostile, "level": "2"}),
        ("table", {"caption": hostile, "header": "row", "cells": f"{hostile}\n{hostile}"}),
        ("comparison", {"caption": hostile, "cells": f"|{hostile}|b\n{hostile}|{hostile}|{hostile}"}),
        ("quote", {"text": hostile, "source": hostile}),
        ("steps", {"title": hostile, "steps": [{"text": hostile, "who": hostile, "minutes": None}] * 2}),
        ("timeline", {"title": hostile, "entries": [{"date": hostile, "text": hostile}] * 2}),
        ("check", {"question": hostile, "explanation": hostile, "options": [
            {"text": hostile, "right": True, "feedback": hostile}, {"text": "b", "right": False, "feedback": "c"},
        ]}),
    ]  # fmt: skip
    lesson.save_revision().publish()
    html = render(freeze(LessonPage.objects.get(pk=lesson.pk)), activity_url=str).lower()
    tags = re.findall(r"<[a-z][^>]*>", html)  # what was typed as words stays, as words
    assert tags
    assert not [tag for tag in tags if re.match(r"<(script|img|iframe|embed|form|meta|svg|object)", tag)]
    assert not [tag for tag in tags if re.search(r"""href=["']?\s*(javascript|data)|\son[a-z]+=|\sstyle=""", tag)]
    assert "bien" in html


@given(st.text(alphabet="<>/\"'= abahrefonclickscript:;&#x20;\t\n", max_size=120))
def test_no_text_makes_an_element_or_address_beyond_the_list(text: str) -> None:
    html = sanitise.prose(text)
    assert set(re.findall(r"<([a-z]+)", html)) <= {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "br",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
    }
    assert set(re.findall(r'href="([a-z]+):', html)) <= {
        "http",
        "https",
        "mailto",
        "tel",
        "activity",
        "course",
        "asset",
    }
    assert sanitise.prose(html) == html


@pytest.mark.parametrize("scheme", ["asset", "activity", "course", "term", "ASSET", "&#97;sset"])
def test_a_reference_typed_by_hand_names_nothing(scheme: str) -> None:
    html = sanitise.prose(Links(None).resolved(f'<a href="{scheme}:0123">x</a>', lambda kind, id, words: None))
    assert "href" not in html


def test_references_become_addresses_of_the_readers_place() -> None:
    uuid, sha256 = "7b7a5a44-1111-4222-8333-123456789abc", "f" * 64
    html = (
        f'<a href="activity:{uuid}">a</a><a href="course:PC-101">b</a><a href="asset:{sha256}">c</a>'
        '<a href="https://example.org/">d</a>'
    )
    page = shown([{"kind": "text", "html": html, "files": [{"sha256": sha256, "name": "ficha.pdf"}]}])
    for address in (f"/a/{uuid}/", "/catalogue/pc-101/", f"/f/{sha256}/ficha.pdf", "https://example.org/"):
        assert f'href="{address}"' in page


def test_every_block_has_a_template() -> None:
    for kind, _block in LESSON_BLOCKS:
        assert get_template(f"blocks/{kind}.html")


def test_a_picture_offers_webp_by_width_and_falls_back_to_png() -> None:
    files = [
        {"sha256": f"{n}", "name": f"x.{kind}", "media_type": f"image/{kind}", "width": width}
        for n, (width, kind) in enumerate([(480, "webp"), (480, "png"), (960, "webp"), (960, "png")])
    ]
    html = shown(
        [{"kind": "image", "files": files, "width": 1200, "height": 800, "alt": "«a» & b", "caption": "", "credit": ""}]
    )
    assert 'type="image/webp" srcset="/f/0/x.webp 480w, /f/2/x.webp 960w"' in html
    assert 'src="/f/3/x.png" alt="«a» &amp; b" width="1200" height="800"' in html


LONG = "una frase que ocupa el ancho de tres columnas de un celular"
SHORT_ROWS = [["Cuadra", "Robos"], ["Las Retamas 3", "14"], ["Los Pinos 1", "9"]]
LONG_ROWS = [["", '<a href="term:prueba">Prueba</a>', "<b>Dato</b> &amp; hora"], ["Qué es", LONG, LONG]]


def table_of(rows: list[list[str]], header: str = "both") -> str:
    return shown([{"kind": "table", "caption": "Tabla", "header": header, "rows": rows}])


def test_a_table_that_fits_a_phone_stays_one_there() -> None:
    html = table_of(SHORT_ROWS)
    assert "folded" not in html
    assert "compared" not in html


def test_a_row_that_does_not_fit_a_phone_becomes_a_card_whose_cells_say_what_they_are() -> None:
    """``display`` other than a table's takes the table from a screen reader; the roles give it back."""
    html = table_of(LONG_ROWS)
    assert '<table class="folded" role="table"' in html
    assert '<th scope="row" role="rowheader">Qué es</th>' in html
    assert f'<td role="cell"><b class="compared" aria-hidden="true">Prueba</b><span>{LONG}</span></td>' in html
    assert '<b class="compared" aria-hidden="true">Dato &amp; hora</b>' in html, "no link takes the focus"


def test_a_card_without_headings_is_not_labelled() -> None:
    assert "compared" not in table_of([LONG_ROWS[1], LONG_ROWS[1]], header="column")


@pytest.mark.parametrize("kind", ["table", "comparison"])
def test_an_empty_corner_is_no_heading(kind: str) -> None:
    """axe: empty-table-header."""
    html = shown([{"kind": kind, "caption": "Tabla", "header": "both", "rows": LONG_ROWS}])
    assert not re.search(r"<th[^>]*>\s*</th>", html)
    assert html.count("</th>") == 3


@pytest.mark.parametrize(
    ("cells", "fits"),
    [
        (SHORT_ROWS, True),
        ([["Hecho", *"ABCD"], ["un hecho que se cuenta en dos líneas", "--", "+", "0", "+"]], True),
        ([["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep"]], False),
        ([["administración", "interoperabilidad", "responsabilidad"]], False),
        (LONG_ROWS[1:], False),
    ],
)
def test_what_fits_a_phone_is_reckoned_from_its_words(cells: list[list[str]], fits: bool) -> None:
    assert fits_a_phone(cells) is fits


def test_a_check_is_answered_in_place_without_a_script() -> None:
    options = [{"text": "A", "right": True, "feedback": "F"}, {"text": "B", "right": False, "feedback": "G"}]
    block = {"kind": "check", "question": "Q", "options": options, "explanation": "E"}
    html = shown([block, block])
    assert html.count('type="radio"') == 4
    assert 'name="check-1"' in html
    assert 'name="check-2"' in html
    assert html.count("<details>") == 2
    assert "<script" not in html


@pytest.mark.django_db
def test_rendering_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    payload = freeze(lesson_of(make_course_page()))
    with django_assert_num_queries(0):
        render(payload, activity_url=str)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |\n| --- | :-: |\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
        ("a | b\n\n1 | 2", [["a", "b"], ["1", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a\t\n\t2", [["a", ""], ["", "2"]]),
        (r"| a \| b | c |", [["a | b", "c"]]),
        ("| - | x |", [["-", "x"]]),
        ("", []),
    ],
)
def test_a_table_is_read_from_lines(text: str, cells: list[list[str]]) -> None:
    assert rows(text) == cells


def test_search_finds_the_question_of_a_check_and_not_its_options() -> None:
    options = [{"text": "Distractor", "right": False, "feedback": "No"}]
    body = [
        {"kind": "text", "html": "<p>Análisis &amp; más</p>"},
        {"kind": "check", "question": "¿Dónde?", "options": options, "explanation": "Secreto"},
        {"kind": "table", "caption": "Tabla", "header": "row", "rows": [["<b>Uno</b>"]]},
    ]
    assert lesson_words({"title": "T", "body": body}) == "t analisis & mas ¿donde? tabla uno"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["activity:1.2", "course:x y", "asset:0", "activity:"])
def test_an_inner_address_that_was_typed_is_words(typed: str) -> None:
    lesson = lesson_of(make_course_page())
    lesson.body = [
        ("text", f'<p>Vea href="{typed}" y <a href="{typed}">esto</a></p>'),
        ("table", {"caption": "", "header": "none", "cells": f"[x]({typed}) | [x](<{typed}>)"}),
    ]
    lesson.save_revision().publish()
    html = render(freeze(LessonPage.objects.get(pk=lesson.pk)), activity_url=str)
    assert not re.findall(r"<a [^>]*href[^>]*>", html)
    assert "Vea" in html
    assert "esto" in html


@pytest.mark.parametrize("typed", ["activity:1.2", "course:..", "asset:0"])
def test_what_an_old_edition_holds_is_shown_without_a_link(typed: str) -> None:
    body = [{"kind": "table", "caption": "", "header": "none", "rows": [[f'<a href="{typed}">x</a>']]}]
    assert "<a>x</a>" in shown(body)


@pytest.mark.django_db
def test_what_was_typed_in_the_cms_is_shown_with_its_numbers_whole_and_frozen_as_it_was_typed() -> None:
    lesson = lesson_of(make_course_page())
    lesson.body = [
        ("text", "<p>Baja 20 % por el art. 5 del D.S. 026-2017-IN, entre 55–75 %.</p>"),
        ("table", {"caption": "C", "header": "row", "cells": "Vía | Km\nUna | 10 km"}),
    ]
    payload = freeze(lesson)
    assert "Baja 20 % por el art. 5 del D.S. 026-2017-IN, entre 55–75 %." in payload["body"][0]["html"]
    assert "20 % por el art. 5 del d.s. 026-2017-in" in lesson_words(payload)
    html = shown(payload["body"])
    assert (
        'Baja 20\u00a0% por el art.\u00a05 del D.S.\u00a0<span class="whole">026-2017-IN</span>, '
        'entre <span class="whole">55–75</span>\u00a0%.'
    ) in html
    assert "10\u00a0km" in html
