"""Files are known by their content, never by their name."""

import contextlib
import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from courses import frozen_files
from courses.models import CourseImage
from courses.uploads import Unacceptable, document_type, image_type
from tests.courses.factories import make_course
from tests.courses.media_factory import PDF, bitmap, make_document, make_image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (bitmap("PNG"), "a.png", "image/png"),
        (bitmap("JPEG"), "a.JPG", "image/jpeg"),
        (bitmap("WEBP"), "a.webp", "image/webp"),
        (SVG.format("<g><path d='M0 0h9'/></g>").encode(), "a.svg", "image/svg+xml"),
        (b'<?xml version="1.0"?>' + SVG.format('<path d="M0 0"/>').encode(), "a.svg", "image/svg+xml"),
        (SVG.format("<rect fill=\"url('#g')\"/>").encode(), "a.svg", "image/svg+xml"),
    ],
)
def test_pictures_are_kept(content: bytes, name: str, kind: str) -> None:
    assert image_type(content, name) == kind


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<rect onclick="x"/>',
        '<a href="https://example.org"><rect/></a>',
        '<image href="https://example.org/a.png"/>',
        '<use href="other.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import 'a.css'</style>",
        "<style>rect{fill:url(https://example.org/a)}</style>",
        '<rect style="fill:url(//example.org)"/>',
        '<animate attributeName="href" to="javascript:1"/>',
        '<set attributeName="href" to="x"/>',
        '<g id="a"/><use href="#a"/>',
        "<style>@\\69mport 'http://example.org'</style>",
        '<rect style="fill:u\\72l(http://example.org)"/>',
    ],
)
def test_a_drawing_that_acts_or_calls_out_is_refused(inside: str) -> None:
    with pytest.raises(Unacceptable, match="active_drawing"):
        image_type(SVG.format(inside).encode(), "a.svg")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("").encode(), "a.svg", "active_drawing"),
        (b'<?xml-stylesheet href="a.css"?>' + SVG.format("").encode(), "a.svg", "active_drawing"),
        (b"<html><body/></html>", "a.svg", "not_image"),
        (SVG.format("<g>" * 100 + "</g>" * 100).encode(), "a.svg", "too_intricate"),
        (SVG.format("<g/>" * 30_000).encode(), "a.svg", "too_intricate"),
        *(
            (f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode(), "a.svg", "not_image")
            for size in (
                'viewBox="0 0 -1 -1"',
                'viewBox="nan nan nan nan"',
                'viewBox="a b c"',
                'width="0" height="0"',
                'width="1" height="inf"',
                'viewBox="0 0 0.1 9"',
                'preserveAspectRatio="x"',
                'width="9zz"',
            )
        ),
        (bitmap("PNG"), "a.svg", "other_ending"),
        (bitmap("PNG")[:200], "a.png", "not_image"),
        (bitmap("BMP"), "a.png", "not_image"),
        (b"", "a.png", "not_image"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Unacceptable, match=code):
        image_type(content, name)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "application/pdf"),
        ("código,nombre\n1,Ñ\n".encode(), "a.csv", "text/csv"),
        (b"Hola\n", "a.txt", "text/plain"),
        (office("[Content_Types].xml", "word/document.xml"), "a.docx", "wordprocessingml"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", "spreadsheetml"),
    ],
)
def test_documents_are_kept(content: bytes, name: str, kind: str) -> None:
    assert kind in document_type(content, name)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.4 cut", "a.pdf", "not_document"),
        (PDF, "a.docx", "other_ending"),
        (office("a.txt"), "a.docx", "not_document"),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", "macros"),
        (b"MZ\x90\x00", "a.pdf", "not_document"),
        (b"<script>alert(1)</script>", "a.txt", "not_document"),
        ("acción".encode("latin-1"), "a.txt", "not_document"),
        (b"", "a.csv", "not_document"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Unacceptable, match=code):
        document_type(content, name)


@given(st.binary(max_size=300), st.sampled_from(["a.png", "a.svg", "a.pdf", "a.docx", "a.csv", "a"]))
def test_no_bytes_whatever_raise_anything_else(content: bytes, name: str) -> None:
    for prefix in (b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"<svg ", b"GIF89a", b"%PDF-"):
        for kind in (image_type, document_type):
            with contextlib.suppress(Unacceptable):
                kind(prefix + content, name)


@pytest.mark.django_db
def test_a_refused_file_is_a_sentence_at_its_field() -> None:
    with pytest.raises(ValidationError) as caught:
        make_image(make_course(), SVG.format("<script/>").encode(), name="a.svg")
    assert list(caught.value.message_dict) == ["file"]
    with pytest.raises(ValidationError) as caught:
        make_document(make_course(), b"MZ")
    assert list(caught.value.message_dict) == ["file"]


@pytest.mark.django_db
def test_the_hash_follows_the_bytes() -> None:
    content = bitmap("PNG", (20, 20))
    image = make_image(make_course(), content, name="a.png")
    assert CourseImage.objects.get(pk=image.pk).sha256 == hashlib.sha256(content).hexdigest()


def test_what_a_camera_noted_is_not_frozen_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Cámara de la comisaría"
    files = frozen_files.bitmap(bitmap("JPEG", (1000, 500), exif=exif), name="foto")
    assert [(file.media_type, file.width, file.height) for file in files] == [
        ("image/webp", 480, 960), ("image/png", 480, 960), ("image/webp", 500, 1000), ("image/png", 500, 1000),
    ]  # fmt: skip
    for file in files:
        with Image.open(io.BytesIO(frozen_files.read(file.sha256))) as image:
            assert dict(image.getexif()) == {}
        assert b"comisar" not in frozen_files.read(file.sha256)


def test_equal_bytes_share_one_file_and_a_second_writer_changes_nothing() -> None:
    first = frozen_files.store(b"igual", name="a.txt", media_type="text/plain")
    second = frozen_files.store(b"igual", name="b.txt", media_type="text/plain")
    assert frozen_files.path_of(first.sha256) == frozen_files.path_of(second.sha256)
    assert frozen_files.read(first.sha256) == b"igual"
