"""Makes images and documents for tests."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from courses.models import Course, CourseDocument, CourseImage

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def bitmap(form: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    """Return the bytes of a picture."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, form, **options)
    return out.getvalue()


def make_image(course: Course, content: bytes | None = None, name: str = "foto.jpg", **fields: Any) -> CourseImage:
    """Return an image of the library, by default held like the course."""
    values = {"title": "Foto", "area": course.area, "classification": course.classification, **fields}
    image = CourseImage(file=ContentFile(content or bitmap(), name=name), **values)
    image.full_clean(exclude=["width", "height"])
    image._set_image_file_metadata()
    image.save()
    return image


def make_document(course: Course, content: bytes = PDF, name: str = "ficha.pdf", **fields: Any) -> CourseDocument:
    """Return a document of the library, by default held like the course."""
    values = {"title": "Ficha", "area": course.area, "classification": course.classification, **fields}
    document = CourseDocument(file=ContentFile(content, name=name), **values)
    document.full_clean()
    document._set_document_file_metadata()
    document.save()
    return document
