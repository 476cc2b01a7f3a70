"""A certificate as a PDF: one sheet, the same bytes for the same certificate, nothing read but our static files."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdf
from django.template.loader import render_to_string
from django.utils import translation
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject
from reportlab import rl_config
from xhtml2pdf.config.resources import ResourceAccessPolicy
from xhtml2pdf.document import pisaDocument

from certificates.models import Certificate
from certificates.paper import STATIC, paper_of

__all__ = ["LANGUAGE", "NotDrawn", "certificate_pdf", "drawn", "with_facts"]

#: Certificates are official documents of the country, whatever the holder reads the site in.
LANGUAGE = "es"

# Repeatable bytes (no clock in the file), and streams as they are rather than in ASCII: three times faster.
rl_config.invariant = 1
rl_config.useA85 = 0


class NotDrawn(Exception):
    """The renderer left something out or made more than one sheet: an error of the program, to be looked into."""


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the PDF of a certificate; raises ``NotDrawn`` rather than give a paper with something missing."""
    with translation.override(LANGUAGE):
        paper = paper_of(certificate)
        markup = render_to_string("pdf/certificate.html", {"paper": paper})
        subject = certificate.course_title
    return with_facts(drawn(markup), title=paper.title, author=paper.institution, subject=subject)


def drawn(markup: str) -> bytes:
    """Return a PDF of our own markup; raises ``NotDrawn`` where anything was refused, missing or unknown.

    The renderer itself only logs what it leaves out and goes on in another font or without a picture, so
    every warning of it is a failure. It may read the project's static files and nothing else: no other
    folder, no network.
    """
    policy = ResourceAccessPolicy.server(STATIC, allow_remote=False)
    sheet = BytesIO()
    with _complaints() as complaints:
        # The path names a document in the folder, so that addresses in it are relative to the folder.
        result = pisaDocument(
            markup, sheet, path=str(STATIC / "certificate.html"), encoding="utf-8", resource_policy=policy
        )
    if result.err or complaints:
        raise NotDrawn("; ".join(complaints) or "the renderer counted an error")
    return sheet.getvalue()


def with_facts(content: bytes, *, title: str, author: str, subject: str, sheets: int | None = 1) -> bytes:
    """Return the PDF with its metadata, after looking that it has so many sheets (None: as many as it needs)."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    if sheets is not None and len(writer.pages) != sheets:
        raise NotDrawn(f"{len(writer.pages)} sheets")
    writer.metadata = {"/Title": title, "/Author": author, "/Subject": subject, "/Creator": "Aula Segura"}
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("es-PE")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what the renderer warns of in this thread."""
    complaints: list[str] = []
    mine = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == mine:
                complaints.append(record.getMessage().splitlines()[0][:300])

    collector = Collector(level=logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("xhtml2pdf", "svglib", "reportlab")]
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield complaints
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
