"""Files of editions, stored under the hash of their bytes; and the pictures that are made when freezing."""

import base64
import hashlib
import io
from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.storage import storages
from PIL import Image, ImageOps

__all__ = ["FrozenFile", "bitmap", "inside", "paper", "path_of", "picture", "read", "store", "vector"]

#: Widths of the pictures made from a bitmap, in pixels: a phone and a wide column.
WIDTHS = (480, 960)
#: Larger files are not carried inside a preview.
_INSIDE_BYTES = 3 * 1024 * 1024
_FORMATS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("WEBP", "image/webp", "webp", {"quality": 82, "method": 4}),
    ("PNG", "image/png", "png", {}),
)


@dataclass(frozen=True)
class FrozenFile:
    """A file as payloads name it; whatever in a payload has ``sha256`` and ``media_type`` is one.

    ``source`` is the hash of the file of the library that it was made from: by it, how strictly that one is held
    now is asked when this one is handed out.
    """

    sha256: str
    source: str
    name: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what stands in a payload."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def path_of(sha256: str) -> str:
    """Return where the bytes with this hash lie, relative to the private storage."""
    return f"frozen/{sha256[:2]}/{sha256}"


def read(sha256: str) -> bytes:
    """Return the bytes with this hash."""
    with storages["default"].open(path_of(sha256)) as file:
        content: bytes = file.read()
    return content


def inside(sha256: str, name: str) -> str:
    """Return a small picture itself as an address, for previews: no edition holds it yet. Other files lead nowhere."""
    kind = {"svg": "image/svg+xml", "webp": "image/webp", "png": "image/png"}.get(name.rpartition(".")[2])
    content = read(sha256) if kind else b""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if 0 < len(content) < _INSIDE_BYTES else "#main"


def store(
    content: bytes, *, name: str, media_type: str, source: str = "", width: int | None = None, height: int | None = None
) -> FrozenFile:
    """Store bytes under their hash (once, whoever else stores the same) and return the file.

    Without ``source`` they are the library's own.
    """
    digest = hashlib.sha256(content).hexdigest()
    storages["default"].put(path_of(digest), content)  # type: ignore[attr-defined]  # our own storage
    return FrozenFile(digest, source or digest, name, media_type, len(content), width, height)


def picture(image: Any) -> dict[str, Any]:
    """Return a picture of the library as payloads have it, its files stored; raises ``FileNotFoundError``."""
    with image.file.storage.open(image.file.name) as file:
        content = file.read()
    name = f"imagen-{image.sha256[:8]}"
    if image.is_svg():
        files = vector(content, name=name, width=image.width, height=image.height)
    else:
        files = bitmap(content, name=name)
    return {"width": image.width, "height": image.height, "files": [file.as_json() for file in files]}


def paper(document: Any) -> dict[str, Any]:
    """Return a document of the library as payloads have it, stored; raises ``FileNotFoundError``."""
    with document.file.storage.open(document.file.name) as file:
        content = file.read()
    return store(content, name=document.filename, media_type=document.content_type).as_json()


def vector(content: bytes, *, name: str, width: int, height: int) -> list[FrozenFile]:
    """Store a drawing as it is."""
    return [store(content, name=f"{name}.svg", media_type="image/svg+xml", width=width, height=height)]


def bitmap(content: bytes, *, name: str) -> list[FrozenFile]:
    """Store a photograph in two widths, as WebP and PNG, upright and without what the camera noted (place, time).

    Remembered in the cache by the hash of the original, since every preview asks again.
    """
    source = hashlib.sha256(content).hexdigest()
    key = f"bitmap:2:{source}:{name}"
    known: list[FrozenFile] | None = cache.get(key)
    if known is not None and all(storages["default"].exists(path_of(file.sha256)) for file in known):
        return known
    with Image.open(io.BytesIO(content)) as original:
        upright = ImageOps.exif_transpose(original)
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    made = [_scaled(upright, width, name, spec, source) for width in WIDTHS for spec in _FORMATS]
    files = list({file.sha256: file for file in made}.values())
    cache.set(key, files, 24 * 60 * 60)
    return files


def _scaled(
    image: Image.Image, width: int, name: str, spec: tuple[str, str, str, dict[str, Any]], source: str
) -> FrozenFile:
    form, media_type, ending, options = spec
    width = min(width, image.width)
    height = max(1, round(image.height * width / image.width))
    scaled = image.resize((width, height), Image.Resampling.LANCZOS)
    scaled.info.clear()
    out = io.BytesIO()
    scaled.save(out, form, **options)
    return store(
        out.getvalue(), name=f"{name}-{width}.{ending}", media_type=media_type, source=source, width=width,
        height=height,
    )  # fmt: skip
