"""From a page to its payload: plain JSON in our own schema, without an id of Wagtail's.

The schema is documented in ``docs/editions.md``. Images, documents and links are resolved here, once;
what cannot be resolved becomes a ``Problem`` and publishing refuses. A page may be a draft: its preview is
``render(freeze(draft))``.
"""

import re
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from courses import frozen_files, sanitise, uploads
from courses.activities import Problem
from courses.blocks import unknown_kinds
from courses.models.course import Course
from courses.references import Links, document_refusal, image_refusal
from courses.spanish_order import spanish_order
from courses.subjects import Subject, subject_of
from courses.table_lines import is_comparison, rows

__all__ = ["SCHEMA", "freeze", "problems_of"]

_TERM_LINK = re.compile(r'<a href="term:([^"]*)"[^>]*>(.*?)</a>')
#: The version of the payloads' schema. A change of meaning is a new number; old payloads stay readable.
SCHEMA = 1


def freeze(page: Any) -> dict[str, Any]:
    """Return the payload of a course's cover, its glossary, a module, a lesson or a guideline."""
    return _Freezing(page).payload()


def problems_of(page: Any) -> list[Problem]:
    """Return what prevents a course's cover, its glossary, a module, a lesson or a guideline from being published."""
    freezing = _Freezing(page)
    freezing.payload()
    return freezing.problems


class _Freezing:
    """One page while it is frozen, and the problems met on the way."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.problems: list[Problem] = []
        #: Where in the text one is, counted as the editor shows the blocks; 0 outside it.
        self.block_number = 0
        #: The keys of the terms that were linked, in their order.
        self.linked_terms: dict[str, None] = {}

    @cached_property
    def subject(self) -> Subject | None:
        """The course or guideline that the page belongs to."""
        return subject_of(self.page)

    @cached_property
    def links(self) -> Links:
        """What links may lead to from here."""
        return Links(self.subject)

    def payload(self) -> dict[str, Any]:
        kind = self.page._meta.model_name
        frozen: dict[str, Any] = {"schema": SCHEMA, "title": _words(self.page.title)}
        frozen |= {
            "coursepage": self.cover, "modulepage": self.module, "lessonpage": self.lesson,
            "guidelinepage": self.guideline, "glossarypage": self.glossary,
        }[kind]()  # fmt: skip
        return frozen

    def refuse(self, field: str, message: str, code: str) -> None:
        if self.block_number:
            message = _("Block %(number)s: %(message)s") % {"number": self.block_number, "message": message}
        self.problems.append(Problem(self.page.pk or 0, field, message, code))

    # Pages ------------------------------------------------------------------------------------------

    def cover(self) -> dict[str, Any]:
        page = self.page
        if not _words(page.summary):
            self.refuse("summary", _("The course has no summary."), "no_summary")
        if not len(page.objectives):
            self.refuse("objectives", _("The course has no objectives."), "no_objectives")
        course = self.subject
        if isinstance(course, Course) and course.needs_public_title and not _words(page.public_title):
            message = _("A reserved course needs a public title for certificates and records.")
            self.refuse("public_title", message, "no_public_title")
        return {
            "public_title": _words(page.public_title) or _words(page.title),
            "lede": _words(page.lede),
            "summary": _words(page.summary),
            "objectives": [
                {"text": child.value["text"], "bloom": child.value["bloom"]} for child in self.known("objectives")
            ],
            "audience": _words(page.audience),
            "academic_hours": page.academic_hours,
            "credits": f"{page.credits or 0:.2f}",
            "level": page.level,
            "pass_mark": f"{page.pass_mark or 0:.2f}",
            "rounding": page.rounding,
            "validity_months": page.validity_months,
            "resolution": _words(page.resolution),
            "cover": self.picture("cover", page.cover) if page.cover_id else None,
        }

    def module(self) -> dict[str, Any]:
        return {"summary": _words(self.page.summary)}

    def lesson(self) -> dict[str, Any]:
        page = self.page
        body = self.body()
        if not body:
            self.refuse("body", _("The lesson has no text."), "empty")
        return {
            "lede": _words(page.lede),
            "minutes": page.minutes,
            "objectives": [_words(child.value) for child in self.known("objectives")],
            "body": body,
            **self.terms_linked(),
        }

    def guideline(self) -> dict[str, Any]:
        page = self.page
        if not _words(page.summary):
            self.refuse("summary", _("The guideline has no summary."), "no_summary")
        if not _words(page.version):
            self.refuse("version", _("The guideline does not say which version it is."), "no_version")
        if page.in_force_on is None:
            self.refuse("in_force_on", _("The guideline does not say from when it is in force."), "no_date")
        body = self.body()
        if not body:
            self.refuse("body", _("The guideline has no text."), "empty")
        elif not any(block["kind"] == "heading" for block in body):
            self.refuse("body", _("The guideline has no headings: nobody could cite a section of it."), "no_sections")
        return {
            "summary": _words(page.summary),
            "version": _words(page.version),
            "in_force_on": page.in_force_on.isoformat() if page.in_force_on else None,
            "resolution": _words(page.resolution),
            "body": body,
        }

    def glossary(self) -> dict[str, Any]:
        self.links.terms = {child.value["key"]: child.value for child in self.page.terms}  # of a draft, its own
        terms = []
        for number, child in enumerate(self.known("terms"), 1):
            self.block_number = number
            terms.append(self.term(child.value))
        self.block_number = 0
        keys = [term["key"] for term in terms]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.refuse("terms", _("Two terms have the key “%(key)s”.") % {"key": key}, "term_twice")
        return {"terms": sorted(terms, key=lambda term: (spanish_order(term["term"]), term["key"]))}

    def term(self, value: Any) -> dict[str, Any]:
        also = [words for each in value["also"] if (words := _words(each))]
        source = _words(value["source"])
        if not _words(value["key"]) or not _words(value["term"]):
            self.refuse("terms", _("A term of the glossary has no key or no words."), "no_term")
        html = self.sentence(value["definition"], field="terms")
        if not sanitise.plain(html):
            self.refuse("terms", _("A term of the glossary has no definition."), "no_definition")
        return {
            "key": _words(value["key"]), "term": _words(value["term"]), "html": html,
            **({"also": also} if also else {}), **({"source": source} if source else {}),
        }  # fmt: skip

    def terms_linked(self) -> dict[str, Any]:
        """Return the definitions of the terms that were linked, so that a lesson has them with it.

        Where a definition links to what is gone, its words stay: the glossary itself says so.
        """
        if not self.linked_terms:
            return {}
        own, self.problems = self.problems, []
        values = [self.links.terms[key] for key in list(self.linked_terms)]
        terms = [
            {
                "key": value["key"],
                "term": _words(value["term"]),
                "html": self.sentence(value["definition"], field="terms"),
            }
            for value in values
        ]
        self.problems = own
        return {"terms": terms}

    def body(self) -> list[dict[str, Any]]:
        """Return the blocks of a lesson or a guideline; what says nothing is left out."""
        body = []
        for number, child in enumerate(self.known("body"), 1):
            self.block_number = number
            if frozen := self.block(child.block_type, child.value):
                body.append(frozen)
        self.block_number = 0
        return body

    def known(self, field: str) -> Any:
        stream = getattr(self.page, field)
        for kind in unknown_kinds(stream):
            message = _("A block of the kind “%(kind)s” cannot be shown any more; write its content anew.")
            self.refuse(field, message % {"kind": kind}, "unknown_block")
        return stream

    # Blocks -----------------------------------------------------------------------------------------

    def block(self, kind: str, value: Any) -> dict[str, Any] | None:
        frozen = getattr(self, f"block_{kind}")(value)
        return None if frozen is None else {"kind": kind, **frozen}

    def block_text(self, value: Any) -> dict[str, Any] | None:
        frozen = self.prose(value)
        return frozen if sanitise.plain(frozen["html"]) else None

    def block_heading(self, value: Any) -> dict[str, Any]:
        return {"level": int(value["level"] or 2), "text": _words(value["text"])}

    def block_image(self, value: Any) -> dict[str, Any] | None:
        picture = self.picture("body", value["image"])
        if picture is None:
            return None
        alt = _words(value["alt"])
        if not alt:
            self.refuse("body", _("An image has no alternative text."), "no_alt")
        credit = _words(value["credit"]) or value["image"].credit
        return {**picture, "alt": alt, "caption": _words(value["caption"]), "credit": credit}

    def block_document(self, value: Any) -> dict[str, Any] | None:
        file = self.document(value["document"])
        if file is None:
            return None
        return {"title": _words(value["title"]), "description": _words(value["description"]), "file": file}

    def block_media(self, value: Any) -> dict[str, Any] | None:
        file, captions = self.document(value["media"]), self.document(value["captions"])
        transcript = self.prose(value["transcript"])
        if not sanitise.plain(transcript["html"]):
            message = _("A recording has no transcript: whoever cannot hear or load it would learn nothing.")
            self.refuse("body", message, "no_transcript")
        if file is None or captions is None:
            return None
        if not uploads.is_recording(file["media_type"]):
            self.refuse("body", _("What stands as a recording is no video and no sound."), "not_a_recording")
        if captions["media_type"] != uploads.CAPTIONS:
            self.refuse("body", _("The captions of a recording are no WebVTT file."), "not_captions")
        return {"title": _words(value["title"]), "file": file, "captions": captions, **transcript}

    def block_callout(self, value: Any) -> dict[str, Any]:
        return {"style": value["style"], "title": _words(value["title"]), **self.prose(value["text"])}

    def block_case(self, value: Any) -> dict[str, Any]:
        questions = [words for question in value["questions"] if (words := _words(question))]
        return {"title": _words(value["title"]), **self.prose(value["text"]), "questions": questions}

    def block_table(self, value: Any) -> dict[str, Any] | None:
        cells = [[self.line(cell) for cell in row] for row in rows(value["cells"] or "")]
        if len({len(row) for row in cells}) != 1:
            self.refuse("body", _("A table has rows of unequal length."), "ragged_table")
        if not cells:
            return None
        return {"caption": _words(value["caption"]), "header": value["header"], "rows": cells}

    def block_comparison(self, value: Any) -> dict[str, Any] | None:
        cells = [[self.line(cell) for cell in row] for row in rows(value["cells"] or "")]
        if not is_comparison(cells):
            message = _("A comparison has a line of headings, one line or more below it, and two to four columns.")
            self.refuse("body", message, "no_comparison")
        return {"caption": _words(value["caption"]), "rows": cells} if cells else None

    def block_quote(self, value: Any) -> dict[str, Any]:
        source = _words(value["source"])
        if not source:
            self.refuse("body", _("A quotation has no source."), "no_source")
        return {"html": self.sentence(value["text"]), "source": source}

    def block_steps(self, value: Any) -> dict[str, Any]:
        steps = [
            {
                "html": self.sentence(each["text"]), "who": _words(each["who"]),
                **({"minutes": each["minutes"]} if each["minutes"] else {}),
            }
            for each in value["steps"]
        ]  # fmt: skip
        if not all(step["who"] and sanitise.plain(step["html"]) for step in steps):
            self.refuse("body", _("A step of a procedure does not say what is done, or by whom."), "no_step")
        return {"title": _words(value["title"]), "steps": steps}

    def block_timeline(self, value: Any) -> dict[str, Any]:
        entries = [{"date": _words(each["date"]), "html": self.sentence(each["text"])} for each in value["entries"]]
        if not all(entry["date"] and sanitise.plain(entry["html"]) for entry in entries):
            self.refuse("body", _("An entry of a timeline has no date or no text."), "no_entry")
        return {"title": _words(value["title"]), "entries": entries}

    def block_check(self, value: Any) -> dict[str, Any]:
        options = [
            {"text": _words(each["text"]), "right": bool(each["right"]), "feedback": _words(each["feedback"])}
            for each in value["options"]
        ]
        if [option["right"] for option in options].count(True) != 1:
            self.refuse("body", _("A knowledge check needs exactly one right option."), "one_right")
        return {
            "question": _words(value["question"]),
            "options": options,
            "explanation": _words(value["explanation"]),
        }

    # What blocks refer to ---------------------------------------------------------------------------

    def line(self, text: str) -> str:
        """Return a line of Markdown, as cells have it, with its links to terms looked up."""

        def link(match: re.Match[str]) -> str:
            address = self.term_address(match[1], sanitise.plain(match[2]), "body")
            return f'<a href="{address}">{match[2]}</a>' if address else match[2]

        return _TERM_LINK.sub(link, sanitise.inline_markdown(text))

    def term_address(self, key: str, words: str, field: str) -> str | None:
        """Return where a link to a term leads; the problem is noted when the glossary does not have it."""
        if key in self.links.terms:
            self.linked_terms[key] = None
            return f"term:{key}"
        message = _("A link leads to a term that the course's glossary does not have ready.")
        self.refuse(field, f"{message} (“{words}”)", "unknown_term")
        return None

    def sentence(self, value: Any, *, field: str = "body") -> str:
        """Return the HTML of text that offers no files: where one is linked, its words stay."""
        html: str = self.prose(value, field=field, offers_files=False)["html"]
        return html

    def prose(self, value: Any, *, field: str = "body", offers_files: bool = True) -> dict[str, Any]:
        """Return running text with its links resolved, and the documents that it links to."""
        files: list[dict[str, Any]] = []

        def link(kind: str, id: str, words: str) -> str | None:
            if kind == "term":
                return self.term_address(id, words, field)
            if kind == "document" and not offers_files:
                return None
            if kind == "document":
                file = self.document(self.links.document(id))
                if file is None:
                    return None
                files.append(file)
                return f"asset:{file['sha256']}"
            found = self.links.page(id)
            if found.problem:
                self.refuse(field, f"{found.problem} (“{words}”)", found.code)
            return found.address

        html = sanitise.prose(self.links.resolved(getattr(value, "source", value) or "", link))
        return {"html": html, "files": files} if files else {"html": html}

    def picture(self, field: str, image: Any) -> dict[str, Any] | None:
        if image is None:
            self.refuse(field, _("An image is missing: it was deleted from the library."), "missing_image")
            return None
        if refusal := image_refusal(self.subject, image):
            self.refuse(field, refusal, "reference")
            return None
        try:
            return frozen_files.picture(image)
        except FileNotFoundError:
            self.refuse(field, _("The file of an image is missing from the storage."), "missing_image")
            return None

    def document(self, document: Any) -> dict[str, Any] | None:
        if document is None:
            self.refuse("body", _("A document is missing: it was deleted from the library."), "missing_document")
            return None
        if refusal := document_refusal(self.subject, document):
            self.refuse("body", refusal, "reference")
            return None
        try:
            return frozen_files.paper(document)
        except FileNotFoundError:
            self.refuse("body", _("The file of a document is missing from the storage."), "missing_document")
            return None


def _words(value: str | None) -> str:
    """Return what was typed; a draft may leave out what publishing asks for."""
    return (value or "").strip()
