"""From a payload to HTML: one plain template a block; reads no model and asks no door.

Whoever calls has already been let in. ``file_url`` and ``activity_url`` say where files and activities
lie for the reader: a learner's place and a preview differ in nothing else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from courses.sanitise import plain
from courses.sections import Section
from courses.table_lines import fits_a_phone
from courses.unbroken import unbroken_html

__all__ = ["RenderedTerm", "edition_file_url", "render", "render_picture", "rendered_terms"]

FileURL = Callable[[str, str], str]
ActivityURL = Callable[[UUID], str]

#: In the words themselves every ``<`` is escaped. Other forms than these are no addresses.
_HREF = re.compile(r'<a href="(activity|course|guideline|term|asset):([^"]*)"')
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = re.compile(r"[A-Za-z0-9-]+")
_KEY = re.compile(r"[a-z0-9-]+")
#: Blocks that are lists, and the field that has what is listed.
_LISTED = {"steps": "steps", "timeline": "entries"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


def edition_file_url(sha256: str, name: str) -> str:
    """Return the address at which a file of an edition is served, after the door."""
    return f"/files/{sha256}/{quote(name)}"


def render(
    payload: dict[str, Any],
    *,
    activity_url: ActivityURL,
    file_url: FileURL = edition_file_url,
    headings: Sequence[Section] = (),
    glossary_url: str = "",
    origin: str = "",
) -> SafeString:
    """Return the body of a lesson or a guideline as HTML.

    ``file_url(sha256, name)`` and ``activity_url(uuid)`` return addresses; what the payload says in
    HTML was made safe when it was frozen. ``headings`` (``courses.sections``) get their number and their anchor.
    A link to a term leads to ``glossary_url``; the definitions of those that are linked stand at the end.
    ``origin``: for paper, the address of the system, with which every address of its own begins there.
    """
    place = _Place(file_url, activity_url, headings, glossary_url, origin)
    parts: list[str] = [place.block(block, n) for n, block in enumerate(payload["body"], 1)]
    if terms := payload.get("terms"):
        cards = [place.term(term) for term in terms]
        ending = get_template("blocks/_terms.html").render(
            {"terms": cards, "glossary_url": glossary_url, "printed": bool(origin)}
        )
        parts.append(ending)
    return mark_safe(unbroken_html("\n".join(parts)))  # noqa: S308


def rendered_terms(
    terms: Sequence[dict[str, Any]], *, activity_url: ActivityURL, glossary_url: str = ""
) -> list["RenderedTerm"]:
    """Return the terms of a glossary for showing, in the order in which they were frozen."""
    place = _Place(edition_file_url, activity_url, (), glossary_url)
    shown = [place.term(term) for term in terms]
    return [replace(term, definition=mark_safe(unbroken_html(term.definition))) for term in shown]  # noqa: S308


def render_picture(picture: dict[str, Any], *, file_url: FileURL = edition_file_url) -> SafeString:
    """Return a picture of a payload, such as a cover, as an ``img`` with its sources."""
    context = _Place(file_url, lambda uuid: "").picture({"alt": "", **picture})
    return mark_safe(get_template("blocks/_picture.html").render(context))  # noqa: S308 - a template of ours


@dataclass(frozen=True)
class RenderedTerm:
    """A term of a glossary as it is shown; ``anchor``: where a link finds it on the glossary's page."""

    key: str
    anchor: str
    term: str
    also: Sequence[str]
    definition: SafeString
    source: str


@dataclass(frozen=True)
class _Place:
    """Where the reader is: what addresses look like there."""

    file_url: FileURL
    activity_url: ActivityURL
    headings: Sequence[Section] = ()
    glossary_url: str = ""
    origin: str = ""

    def block(self, block: dict[str, Any], number: int) -> SafeString:
        context = {**block, "number": number, "html": self.html(block), "printed": bool(self.origin)}
        if block["kind"] == "image":
            context |= self.picture(block)
        elif block["kind"] == "document":
            context["url"] = self.file_url(block["file"]["sha256"], block["file"]["name"])
        elif block["kind"] == "media":
            context |= self.recording(block)
        elif block["kind"] == "heading":
            context["section"] = next((each for each in self.headings if each.block == number), None)
        elif block["kind"] == "table":
            context |= self.table(block)
        elif block["kind"] == "comparison":
            context |= self.comparison(block)
        elif listed := _LISTED.get(block["kind"]):
            context[listed] = [{**each, "html": self._linked(each["html"], {})} for each in block[listed]]
        return mark_safe(get_template(f"blocks/{block['kind']}.html").render(context))  # noqa: S308 - a template of ours

    def html(self, block: dict[str, Any]) -> SafeString:
        names = {file["sha256"]: file["name"] for file in block.get("files", ()) if "html" in block}
        return self._linked(block.get("html", ""), names)

    def term(self, term: dict[str, Any]) -> RenderedTerm:
        return RenderedTerm(
            term["key"], f"t-{term['key']}", term["term"], term.get("also", ()), self._linked(term["html"], {}),
            term.get("source", ""),
        )  # fmt: skip

    def picture(self, block: dict[str, Any]) -> dict[str, Any]:
        """Return one ``img`` and the better sources before it: WebP by width, then PNG; a drawing stands alone."""
        sets: dict[str, list[str]] = {}
        for file in block["files"]:
            url = self.file_url(file["sha256"], file["name"])
            sets.setdefault(file["media_type"], []).append(f"{url} {file['width']}w")
        fallback = block["files"][-1]
        return {
            "src": self.file_url(fallback["sha256"], fallback["name"]),
            "sources": [(kind, ", ".join(urls)) for kind, urls in sets.items()] if len(block["files"]) > 1 else [],
            "width": block["width"],
            "height": block["height"],
            "alt": block["alt"],
        }

    def recording(self, block: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": self.file_url(block["file"]["sha256"], block["file"]["name"]),
            "captions_url": self.file_url(block["captions"]["sha256"], block["captions"]["name"]),
            "is_sound": block["file"]["media_type"].startswith("audio/"),
        }

    def table(self, block: dict[str, Any]) -> dict[str, Any]:
        linked = [[self._linked(cell, {}) for cell in row] for row in block["rows"]]
        first = block["header"] in {"row", "both"}
        words = [[plain(cell) for cell in row] for row in block["rows"]]
        labels = words[0] if first else [""] * len(words[0])
        return {
            "head": linked[0] if first else None,
            "lines": [list(zip(labels, row, strict=False)) for row in (linked[1:] if first else linked)],
            "first_column": block["header"] in {"column", "both"},
            "folds": not fits_a_phone(words),
        }

    def comparison(self, block: dict[str, Any]) -> dict[str, Any]:
        head, *lines = [[self._linked(cell, {}) for cell in row] for row in block["rows"]]
        labels = [plain(cell) for cell in block["rows"][0][1:]]
        return {
            "corner": head[0],
            "head": head[1:],
            "lines": [(row[0], list(zip(labels, row[1:], strict=False))) for row in lines],
        }

    def _linked(self, html: str, names: dict[str, str]) -> SafeString:
        def anchor(match: re.Match[str]) -> str:
            scheme, what = match.groups()
            if scheme == "activity" and _UUID.fullmatch(what):
                return f'<a href="{self.origin}{self.activity_url(UUID(what))}"'
            if scheme == "course" and _CODE.fullmatch(what):
                return f'<a href="{self.origin}/catalogue/{what.lower()}/"'
            if scheme == "guideline" and _CODE.fullmatch(what):
                return f'<a href="{self.origin}/guidelines/{what.lower()}/"'
            if scheme == "term" and _KEY.fullmatch(what):
                return f'<a class="term" data-term="{what}" href="{self.glossary_url}#t-{what}"'
            if scheme == "asset" and _SHA256.fullmatch(what):
                return f'<a href="{self.origin}{self.file_url(what, names.get(what, "archivo"))}"'
            return "<a"  # an edition cannot be mended: its words are shown without a link

        return mark_safe(_HREF.sub(anchor, html))  # noqa: S308 - sanitised when it was frozen
