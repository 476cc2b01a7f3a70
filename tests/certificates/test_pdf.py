"""The paper: one sheet, complete, official, and deaf to what names and titles try."""

import builtins
import io
import re
import socket
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from certificates.facts import facts_of
from certificates.paper import STATIC, drawable, paper_of
from certificates.pdf import NotDrawn, certificate_pdf, drawn
from tests.certificates.factories import unsaved

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    '<img src="http://127.0.0.1:9/x.png">',
    '<link rel="stylesheet" href="/etc/hosts">',
    "</style><style>@page{size:a4}@import url(http://127.0.0.1:9/x.css);</style>",
    "{{ settings.SECRET_KEY }}{% include 'base.html' %}",
    '<pdf:nextpage/><pdf:font name="x" src="/etc/passwd">',
    '" style="page-break-before: always; background: url(file:///etc/passwd)',
    "&#x202e;\u202eolleh\u2066\u200f\u00ad\ufeff",
    "=cmd|' /C calc'!A1",
    "😀 名前 اسم \u0000\u0007",
]


def words(content: bytes) -> str:
    text = pypdf.PdfReader(BytesIO(content)).pages[0].extract_text()
    return re.sub(r"\s+", "", text)


def pages(content: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(content)).pages)


def fonts(content: bytes) -> dict[str, bool]:
    """Return the fonts that a visible letter is set in, and whether each is embedded."""
    used: dict[str, bool] = {}

    def visit(text: str, _cm: Any, _tm: Any, font: Any, _size: Any) -> None:
        if text.strip() and font is not None:
            descriptor = font.get("/FontDescriptor", {})
            if hasattr(descriptor, "get_object"):
                descriptor = descriptor.get_object()
            used[font["/BaseFont"]] = "/FontFile2" in descriptor

    pypdf.PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    return used


def test_it_is_one_a4_sheet_in_landscape() -> None:
    content = certificate_pdf(unsaved())
    box = pypdf.PdfReader(BytesIO(content)).pages[0].mediabox
    assert pages(content) == 1
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert certificate_pdf(unsaved()) == certificate_pdf(unsaved())


def test_language_and_title_are_in_the_file() -> None:
    reader = pypdf.PdfReader(BytesIO(certificate_pdf(unsaved())))
    assert reader.metadata is not None
    assert "2026-000123-K7QX4M2P-J" in (reader.metadata.title or "")
    assert reader.metadata.author == "Policía Nacional del Perú"
    root: Any = reader.root_object
    assert root["/Lang"] == "es-PE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_is_in_spanish_whatever_language_is_active() -> None:
    with translation.override("en"):
        english = certificate_pdf(unsaved())
    with translation.override("es"):
        assert certificate_pdf(unsaved()) == english


def test_every_fact_of_its_verification_is_printed() -> None:
    certificate = unsaved()
    printed = words(certificate_pdf(certificate))
    with translation.override("es"):
        for fact in facts_of(certificate):
            for part in fact.value.split(", ") if fact.key == "signatory" else [fact.value]:
                assert re.sub(r"\s+", "", part) in printed, fact.label


def test_the_code_leads_to_its_verification() -> None:
    bitmap = pypdfium2.PdfDocument(certificate_pdf(unsaved()))[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(bitmap)
    assert code.text == "https://aula.example/v/2026-000123-K7QX4M2P-J/"


def test_every_letter_is_set_in_an_embedded_font() -> None:
    used = fonts(certificate_pdf(unsaved()))
    assert used
    assert all(used.values()), used
    assert all("PublicSans" in name for name in used)


@pytest.mark.parametrize(
    "name", ["Ñahui Ünsal Peña", "Q’ente Wayt’a", "Q'enqo Ch'aska", "Pʼunchaw Kʼancha", "José Ángel Íñigo Óscar Úrsula"]
)
def test_spanish_and_quechua_letters_are_drawn(name: str) -> None:
    assert drawable(name) == name
    assert re.sub(r"\s+", "", name) in words(certificate_pdf(unsaved(holder_name=name)))


def test_a_letter_that_the_font_lacks_is_drawn_bare() -> None:
    assert drawable("Nguy\u1ec5n \u01cdngel \u8b66") == "Nguyen Angel ?"


def test_marks_that_turn_the_writing_are_left_out() -> None:
    assert drawable("Ana\u202eolleh\u2066\u200f \u00adRosa\ufeff\u0000") == "Anaolleh Rosa"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_and_titles_read_no_file_and_no_network(hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real_open, real_bytes = builtins.open, Path.read_bytes

    def watched_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(str(file))
        return real_open(file, *args, **kwargs)

    def watched_bytes(path: Path) -> bytes:
        opened.append(str(path))
        return real_bytes(path)

    def no_network(*args: Any, **kwargs: Any) -> None:
        pytest.fail("the renderer went to the network")

    monkeypatch.setattr(builtins, "open", watched_open)
    monkeypatch.setattr(io, "open", watched_open)
    monkeypatch.setattr(Path, "read_bytes", watched_bytes)
    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    content = certificate_pdf(
        unsaved(holder_name=hostile, holder_unit=hostile, course_title=hostile, resolution=hostile, holder_rank=hostile)
    )
    assert pages(content) == 1
    assert not [name for name in opened if name.startswith("/etc")]
    assert str(settings.SECRET_KEY) not in words(content)
    assert all(fonts(content).values())


def test_markup_in_a_name_is_printed_as_it_is_written() -> None:
    assert "<script>alert(1)</script>" in words(certificate_pdf(unsaved(holder_name="<script>alert(1)</script>")))


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/etc/hostname">',
        '<img src="file:///etc/hostname">',
        '<img src="../manage.py">',
        '<img src="http://127.0.0.1:9/a.png">',
        '<link rel="stylesheet" href="/etc/hosts">',
        '<style>@font-face { font-family: X; src: url("/etc/passwd"); } p { font-family: X; }</style><p>x</p>',
        '<img src="img/there-is-no-such.svg">',
        '<p style="font-family: Unheardof">x</p>',
    ],
)
def test_what_the_renderer_refuses_or_misses_is_a_failure_and_not_a_gap(markup: str) -> None:
    with pytest.raises(NotDrawn):
        drawn(f"<html><body>{markup}</body></html>")


@pytest.mark.parametrize("letter", ["W", "Ñ", "i"])
def test_the_longest_of_everything_is_one_sheet(letter: str) -> None:
    longest = unsaved(
        holder_name=letter * 202, holder_rank=letter * 80, holder_unit=letter * 160,
        course_title=letter * 200, resolution=letter * 120, expires_on=None,
        base_url="https://" + "a" * 60 + ".example",
    )  # fmt: skip
    content = certificate_pdf(longest)
    assert pages(content) == 1
    assert words(content).count(letter) >= 202 + 80 + 160 + 200 + 120


def test_a_name_of_120_letters_is_whole_and_within_the_frame() -> None:
    name = (
        "María de los Ángeles Guadalupe Encarnación del Rosario Quispe Mamani Huamán de la Cruz Ñahui Condori " * 2
    )[:120]
    certificate = unsaved(holder_name=name.strip())
    assert re.sub(r"\s+", "", name) in words(certificate_pdf(certificate))
    assert len(paper_of(certificate).holder.lines) <= 2


@hypothesis_settings(max_examples=15, deadline=None)
@given(name=st.text(min_size=1, max_size=202), title=st.text(min_size=1, max_size=200), unit=st.text(max_size=160))
def test_any_text_is_one_sheet(name: str, title: str, unit: str) -> None:
    assert pages(certificate_pdf(unsaved(holder_name=name, course_title=title, holder_unit=unit))) == 1


def test_the_renderer_may_read_the_static_files_of_the_project_only() -> None:
    assert STATIC == settings.BASE_DIR / "static"
