"""What a file is, by its content and never by its name; and whether it may be kept."""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ElementTree, ParseError  # only the types; defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError
from willow.svg import SvgWrapper, WillowSvgException

__all__ = ["CAPTIONS", "Unacceptable", "document_type", "image_type", "is_recording", "is_recording_name"]

CAPTIONS = "text/vtt"

_PIXELS = 50_000_000
_UNPACKED = 200 * 1024 * 1024
_BITMAPS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_ENDINGS = {
    "application/pdf": "pdf", "text/csv": "csv", "text/plain": "txt", CAPTIONS: "vtt",
    "video/mp4": "mp4", "video/webm": "webm", "audio/mpeg": "mp3", "audio/mp4": "m4a",
    _OFFICE["word/document.xml"]: "docx", _OFFICE["xl/workbook.xml"]: "xlsx", _OFFICE["ppt/presentation.xml"]: "pptx",
}  # fmt: skip
#: Drawing, text, gradients, markers. No script, no animation, no foreign content, no links, no images inside;
#: no ``use``, by which a few lines draw a thousand million shapes.
_SVG = frozenset({
    "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "pattern", "marker", "style", "switch",
})  # fmt: skip
#: A backslash would write any of them in another way.
_OUTSIDE = re.compile(r"url\((?!\s*['\"]?\s*#)|@import|expression\(|javascript:|\\", re.IGNORECASE)
_EXTENT, _DEPTH, _ELEMENTS = 100_000, 60, 20_000


class Unacceptable(Exception):
    """The file may not be kept; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def image_type(content: bytes, name: str) -> str:
    """Return the media type of a picture.

    Raises ``Unacceptable``: ``not_image``, ``too_many_pixels``, ``active_drawing`` (a drawing with a
    script or with anything from elsewhere), ``too_intricate``, ``other_ending`` (the name claims another type).
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        _check_drawing(content)
        return _named("image/svg+xml", name, {"svg"})
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _PIXELS:
                raise Unacceptable("too_many_pixels")
            form = (
                "JPEG" if image.format == "MPO" else image.format or ""
            )  # MPO: a telephone's JPEG with a second picture
            image.verify()
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except Image.DecompressionBombError as error:
        raise Unacceptable("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise Unacceptable("not_image") from error
    if form not in _BITMAPS:
        raise Unacceptable("not_image")
    return _named(_BITMAPS[form], name, {"jpg", "jpeg"} if form == "JPEG" else {form.lower()})


def document_type(content: bytes, name: str) -> str:
    """Return the media type of a document: PDF, office (zip-based, without macros), CSV, plain text, or a recording.

    A recording is MP4, WebM, MP3 or M4A, which every browser here plays; captions are WebVTT. Raises
    ``Unacceptable``: ``not_document``, ``not_captions``, ``macros``, ``too_large_unpacked``, ``other_ending``.
    """
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise Unacceptable("not_document")
        kind = "application/pdf"
    elif content.startswith(b"PK\x03\x04"):
        kind = _office(content)
    elif recorded := _recorded(content):
        kind = recorded
    else:
        kind = _text(content, name)
    return _named(kind, name, {_ENDINGS[kind]})


def _named(kind: str, name: str, endings: set[str]) -> str:
    if name.rpartition(".")[2].lower() not in endings:
        raise Unacceptable("other_ending")
    return kind


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.infolist()
            if sum(each.file_size for each in inside) > _UNPACKED:
                raise Unacceptable("too_large_unpacked")
            names = {each.filename for each in inside}
    except zipfile.BadZipFile as error:
        raise Unacceptable("not_document") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unacceptable("macros")
    for part, kind in _OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            return kind
    raise Unacceptable("not_document")


def is_recording(media_type: str) -> bool:
    """Whether a file of this type is played: video or audio."""
    return media_type.startswith(("video/", "audio/"))


def is_recording_name(name: str) -> bool:
    """Whether the name claims a recording, which may be larger than a paper."""
    return any(is_recording(kind) and name.lower().endswith(f".{ending}") for kind, ending in _ENDINGS.items())


def _recorded(content: bytes) -> str:
    """Return the type of a recording by how it begins; empty when it is none."""
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:12] in {b"M4A ", b"M4B "} else "video/mp4"
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return "video/webm"
    is_frame = len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2  # MPEG, layer III
    return "audio/mpeg" if content.startswith(b"ID3") or is_frame else ""


def _text(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unacceptable("not_document") from error
    if not text.strip() or re.search(r"[\x00-\x08\x0e-\x1f]", text) or text.lstrip().startswith("<"):
        raise Unacceptable("not_document")
    if name.lower().endswith(".vtt"):
        if not re.match(r"WEBVTT(?:[ \t][^\n]*)?\r?\n", text) or "-->" not in text:
            raise Unacceptable("not_captions")
        return CAPTIONS
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def _check_drawing(content: bytes) -> None:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unacceptable("active_drawing") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unacceptable("not_image") from error
    if _bare(root.tag) != "svg":
        raise Unacceptable("not_image")
    if b"<?xml-stylesheet" in content:
        raise Unacceptable("active_drawing")
    _check_size(root)
    _check_depth(root)
    for element in root.iter():
        _check_element(element)


def _check_size(root: Element) -> None:
    """Refuse a drawing that the library cannot measure: no thumbnail could be made of it."""
    try:
        drawing = SvgWrapper(ElementTree(root))
    except (WillowSvgException, ValueError, LookupError) as error:
        raise Unacceptable("not_image") from error
    box = drawing.view_box
    if not all(1 <= extent <= _EXTENT for extent in (drawing.width, drawing.height, box.width, box.height)):
        raise Unacceptable("not_image")


def _check_depth(root: Element) -> None:
    level, depth, count = [root], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > _DEPTH or count > _ELEMENTS:
            raise Unacceptable("too_intricate")
        level = [child for element in level for child in element]


def _check_element(element: Element) -> None:
    if _bare(element.tag) not in _SVG or _OUTSIDE.search(element.text or ""):
        raise Unacceptable("active_drawing")
    for attribute, value in element.attrib.items():
        name = _bare(attribute).lower()
        if name.startswith("on") or _OUTSIDE.search(value) or (name in {"href", "src"} and not value.startswith("#")):
            raise Unacceptable("active_drawing")


def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
