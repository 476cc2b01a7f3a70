"""The publish page says which words differ from the latest edition; it hides nothing and runs nothing."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Reading
from courses.blocks import LESSON_BLOCKS
from courses.content_facts import READ, cover_facts, lesson_facts
from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.services.publish_edition import publish_edition
from courses.text_difference import differences
from officers.models.grant import Role
from tests.courses.cms import address, logged_in
from tests.courses.guideline_factory import make_guideline
from tests.courses.pages_factory import lesson_of, make_lesson_page

CHECK: dict[str, Any] = {
    "question": "¿Quién firma?",
    "options": [
        {"text": "El jefe", "right": True, "feedback": "Así es."}, {"text": "Nadie", "right": False, "feedback": "No."},
    ],
    "explanation": "Firma el jefe de turno.",
}  # fmt: skip
BODY: list[tuple[str, Any]] = [
    ("heading", {"text": "La ronda", "level": "2"}),
    ("text", "<p>La ronda dura dos horas y termina en la comisaría.</p><p>Se anota.</p>"),
    ("table", {"caption": "Turnos", "header": "row", "cells": "Turno | Horas\nDía | 8\nNoche | 12"}),
    ("check", CHECK),
]


def publish(page: CoursePage) -> None:
    publish_edition(course=page.course, by=None, notes="")


def shown(client: Client, written: CoursePage) -> str:
    """Return the page with what was removed and added in brackets, and without its other marks."""
    html = client.get(address("publish", written)).content.decode()
    html = re.sub(r'<span class="w-sr-only">[^<]*</span>', "", html)
    for tag, left, right in (("del", "[-", "-]"), ("ins", "[+", "+]")):
        html = html.replace(f"<{tag}>", left).replace(f"</{tag}>", right)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def lesson(written: Any) -> LessonPage:
    page = lesson_of(written)
    page.body = BODY
    page.save_revision().publish()
    publish(written)
    return page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "value", "words"),
    [
        (1, "<p>La ronda dura tres horas y termina en la comisaría.</p><p>Se anota.</p>",
         "La ronda dura [-dos-] [+tres+] horas y termina"),
        (2, {**BODY[2][1], "cells": "Turno | Horas\nDía | 8\nNoche | 10"}, "Noche | [-12-] [+10+]"),
        (3, {**CHECK, "explanation": "Firma el jefe de la unidad."}, "Firma el jefe de [-turno.-] [+la unidad.+]"),
        (3, {**CHECK, "options": [{**CHECK["options"][0], "feedback": "Correcto."}, CHECK["options"][1]]},
         "[-Así es.-] [+Correcto.+]"),
        (0, {"text": "El patrullaje", "level": "2"}, "[-La ronda-] [+El patrullaje+]"),
    ],
)  # fmt: skip
def test_what_is_altered_is_shown_word_by_word(
    director: Client, written: Any, lesson: LessonPage, number: int, value: Any, words: str
) -> None:
    body = list(BODY)
    body[number] = (body[number][0], value)
    lesson.body = body
    lesson.save_revision().publish()
    text = shown(director, written)
    assert words in text
    assert "Se anota." not in text, "what did not change is not repeated"


@pytest.mark.django_db
def test_the_difference_is_told_to_whoever_hears_it(director: Client, written: Any, lesson: LessonPage) -> None:
    lesson.body = [
        *BODY[:1],
        ("text", "<p>La ronda dura tres horas y termina en la comisaría.</p><p>Se anota.</p>"),
        *BODY[2:],
    ]
    lesson.save_revision().publish()
    html = director.get(address("publish", written)).content.decode()
    assert re.search(
        r'<del><span class="w-sr-only">[^<]+</span>dos</del> <ins><span class="w-sr-only">[^<]+</span>tres', html
    )


@pytest.mark.django_db
def test_markup_that_somebody_typed_is_shown_and_not_run(director: Client, written: Any, lesson: LessonPage) -> None:
    typed = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    lesson.lede = typed
    lesson.body = [*BODY[:3], ("check", {**CHECK, "explanation": typed})]
    lesson.save_revision().publish()
    html = director.get(address("publish", written)).content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


@pytest.mark.django_db
def test_fields_of_the_cover_are_shown_as_they_were_and_as_they_are(director: Client, written: Any) -> None:
    publish(written)
    page = CoursePage.objects.get(pk=written.pk)
    page.academic_hours, page.pass_mark, page.summary, page.level = 12, "13.00", "Resumen breve.", "advanced"
    page.save_revision().publish()
    text = shown(director, written)
    for words in ("[-8-] [+12+]", "[-11.00-] [+13.00+]", "[-Resumen.-] [+Resumen breve.+]", "Avanzado"):
        assert words in text


@pytest.mark.django_db
def test_a_lesson_that_is_no_longer_required_is_said(director: Client, written: Any) -> None:
    publish(written)
    LessonPage.objects.filter(title="Lección 1").update(required=False)
    line = next(
        line
        for line in director.get(address("publish", written)).context["changes"].lines
        if line.title.startswith("1.1")
    )
    assert [difference.label for part in line.parts for difference in part.differences] == ["Obligatoria"]


@pytest.mark.django_db
def test_a_guideline_shows_its_words_too(client: Client) -> None:
    page = make_guideline()
    publish_edition(guideline=page.guideline, by=None, notes="")
    page.summary = "Otro resumen de la norma."
    page.save_revision().publish()
    director, _officer = logged_in(type("Written", (), {"course": page.guideline}), Role.TRAINING_DIRECTOR)
    html = director.get(f"/admin/guidelines/{page.guideline.code.lower()}/publish/").content.decode()
    assert "<ins>" in html
    assert "Otro resumen" in html


@pytest.mark.django_db
def test_the_page_says_first_that_an_edition_cannot_be_taken_back(director: Client, written: Any) -> None:
    director.cookies["django_language"] = "en"
    html = director.get(address("publish", written)).content.decode()
    assert "An edition cannot be taken back" in html


@pytest.mark.django_db
def test_the_page_costs_the_same_however_many_lessons_differ(director: Client, written: Any) -> None:
    module = ModulePage.objects.get()
    pages = [make_lesson_page(module, title=f"Otra {n}", body=BODY) for n in range(6)]
    publish(written)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert director.get(address("publish", written)).status_code == 200
        return len(asked)

    cost()
    counts = []
    for page in pages:
        page.lede = "Otra entrada."
        page.save_revision().publish()
        counts.append(cost())
    assert len(set(counts)) == 1, counts


@pytest.mark.django_db
def test_reading_what_differs_in_a_reserved_course_is_written_down(written: Any) -> None:
    publish(written)
    Course.objects.update(classification="reserved")
    client, officer = logged_in(written, Role.TRAINING_DIRECTOR)
    assert client.get(address("publish", written)).status_code == 200
    assert Reading.objects.filter(reader_login=officer.login).count() == 1


# Nothing that stands in a payload is hidden -----------------------------------------------------------

FILE = {"sha256": "a" * 64, "source": "b" * 64, "name": "archivo.pdf", "media_type": "application/pdf", "size": 1234}
LESSON: dict[str, Any] = {
    "schema": 1, "title": "Lección", "lede": "Entrada", "minutes": 20, "objectives": ["Contar", "Anotar"],
    "terms": [{"key": "ronda", "term": "Ronda", "html": "Vuelta a pie."}],
    "body": [
        {"kind": "heading", "level": 2, "text": "La ronda"},
        {"kind": "text", "html": '<p>Va <a href="https://example.org/a">fuera</a>.</p><ul><li>Uno</li></ul>',
         "files": [FILE]},
        {"kind": "image", "width": 3, "height": 2, "files": [FILE], "alt": "Un plano", "caption": "Plano",
         "credit": "PNP"},
        {"kind": "document", "title": "Parte", "description": "El modelo", "file": FILE},
        {"kind": "callout", "style": "tip", "title": "Ojo", "html": "<p>Mire.</p>"},
        {"kind": "case", "title": "Un caso", "html": "<p>Pasó.</p>", "questions": ["¿Qué?"]},
        {"kind": "table", "caption": "Turnos", "header": "row", "rows": [["Turno", "Horas"], ["Día", "<b>8</b>"]]},
        {"kind": "comparison", "caption": "Dos", "rows": [["", "A", "B"], ["Costo", "1", "2"]]},
        {"kind": "quote", "html": "<p>Dijo.</p>", "source": "Goldstein, 1979"},
        {"kind": "steps", "title": "Pasos", "steps": [{"html": "<p>Salir.</p>", "who": "Jefe", "minutes": 5}]},
        {"kind": "timeline", "title": "Hechos", "entries": [{"date": "2017", "html": "<p>La ley.</p>"}]},
        {"kind": "media", "title": "Audio", "file": FILE, "captions": FILE, "html": "<p>Se oye.</p>"},
        {"kind": "check", **CHECK},
    ],
}  # fmt: skip
COVER: dict[str, Any] = {
    "schema": 1, "title": "Curso", "public_title": "Público", "lede": "Entrada", "summary": "Resumen",
    "objectives": [{"text": "Contar", "bloom": "apply"}], "audience": "Todos", "academic_hours": 8, "credits": "0.50",
    "level": "basic", "pass_mark": "11.00", "rounding": "none", "validity_months": 24, "resolution": "R. 1",
    "cover": {"width": 3, "height": 2, "files": [FILE]},
}  # fmt: skip
#: Which kind a block has is not changed within it; of a picture the files say how large it is.
BESIDE = {"schema", "kind", "width", "height"}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where values stand that are no lists and no objects."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in BESIDE:
                yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from places(inner, (*path, n))
    else:
        yield path


def altered(payload: Any, path: tuple[Any, ...]) -> Any:
    """Return the payload with another value at a place."""
    other = copy.deepcopy(payload)
    inner = other
    for step in path[:-1]:
        inner = inner[step]
    was = inner[path[-1]]
    others: dict[Any, Any] = {"basic": "advanced", "none": "whole", "apply": "create", "tip": "legal", "row": "both"}
    if isinstance(was, bool):
        inner[path[-1]] = not was
    elif isinstance(was, int):
        inner[path[-1]] = was + 1
    elif path[-1] == "html":
        inner[path[-1]] = was.replace("example.org/a", "example.org/b") if "example" in was else f"<p>{was}</p> x"
    else:
        inner[path[-1]] = others.get(was, f"{was} y algo más")
    return other


@pytest.mark.parametrize("path", [path for path in places(LESSON) if path != ("title",)], ids=str)
def test_whatever_differs_in_a_lesson_shows(path: tuple[Any, ...]) -> None:
    found = differences(lesson_facts(LESSON), lesson_facts(altered(LESSON, path)))
    assert found
    if path[-1] not in {"sha256", "source", "media_type", "size", "key"}:
        assert any(each.in_words for each in found)


@pytest.mark.parametrize("path", list(places(COVER)), ids=str)
def test_whatever_differs_in_a_cover_shows(path: tuple[Any, ...]) -> None:
    assert len(differences(cover_facts(COVER), cover_facts(altered(COVER, path)))) == 1


def test_every_kind_of_block_is_read() -> None:
    assert set(READ) == set(dict(LESSON_BLOCKS)) == {block["kind"] for block in LESSON["body"]}


@pytest.mark.django_db
def test_what_stands_elsewhere_is_said_of_the_fewest(director: Client, written: Any, lesson: LessonPage) -> None:
    module = ModulePage.objects.get(pk=lesson.get_parent().pk)
    for title in ("La segunda", "La tercera", "La cuarta"):
        make_lesson_page(module, title=title)
    publish(written)
    LessonPage.objects.get(title="La cuarta").move(LessonPage.objects.get(pk=lesson.pk), pos="left")
    text = shown(director, written)
    assert text.count("cambió de lugar; era") == 1
    assert re.search(r"La cuarta[^a-z]*cambió de lugar; era 1\.\d", text)
