"""From a payload to HTML: one plain template a block; reads no model and asks no door.

Whoever calls has already been let in. ``file_url`` and ``activity_url`` say where files and activities
lie for the reader: a learner's place and a preview differ in nothing else.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from courses.sections import Section

__all__ = ["edition_file_url", "render", "render_picture"]

FileURL = Callable[[str, str], str]
ActivityURL = Callable[[UUID], str]

#: In the words themselves every ``<`` is escaped. Other forms than these are no addresses.
_HREF = re.compile(r'<a href="(activity|course|guideline|asset):([^"]*)"')
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = re.compile(r"[A-Za-z0-9-]+")
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
) -> SafeString:
    """Return the body of a lesson or a guideline as HTML.

    ``file_url(sha256, name)`` and ``activity_url(uuid)`` return addresses; what the payload says in
    HTML was made safe when it was frozen. ``headings`` (``courses.sections``) get their number and their anchor.
    """
    place = _Place(file_url, activity_url, headings)
    return mark_safe("\n".join(place.block(block, n) for n, block in enumerate(payload["body"], 1)))  # noqa: S308


def render_picture(picture: dict[str, Any], *, file_url: FileURL = edition_file_url) -> SafeString:
    """Return a picture of a payload, such as a cover, as an ``img`` with its sources."""
    context = _Place(file_url, lambda uuid: "").picture({"alt": "", **picture})
    return mark_safe(get_template("blocks/_picture.html").render(context))  # noqa: S308 - a template of ours


class _Place:
    """Where the reader is: what addresses look like there."""

    def __init__(self, file_url: FileURL, activity_url: ActivityURL, headings: Sequence[Section] = ()) -> None:
        self.file_url = file_url
        self.activity_url = activity_url
        self.headings = {section.block: section for section in headings}

    def block(self, block: dict[str, Any], number: int) -> SafeString:
        context = {**block, "number": number, "html": self.html(block)}
        if block["kind"] == "image":
            context |= self.picture(block)
        elif block["kind"] == "document":
            context["url"] = self.file_url(block["file"]["sha256"], block["file"]["name"])
        elif block["kind"] == "heading":
            context["section"] = self.headings.get(number)
        elif block["kind"] == "table":
            context |= self.table(block)
        return mark_safe(get_template(f"blocks/{block['kind']}.html").render(context))  # noqa: S308 - a template of ours

    def html(self, block: dict[str, Any]) -> SafeString:
        names = {file["sha256"]: file["name"] for file in block.get("files", ()) if "html" in block}
        return self._linked(block.get("html", ""), names)

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

    def table(self, block: dict[str, Any]) -> dict[str, Any]:
        linked = [[self._linked(cell, {}) for cell in row] for row in block["rows"]]
        first = block["header"] in {"row", "both"}
        return {
            "head": linked[0] if first else None,
            "lines": linked[1:] if first else linked,
            "first_column": block["header"] in {"column", "both"},
        }

    def _linked(self, html: str, names: dict[str, str]) -> SafeString:
        def anchor(match: re.Match[str]) -> str:
            scheme, what = match.groups()
            if scheme == "activity" and _UUID.fullmatch(what):
                return f'<a href="{self.activity_url(UUID(what))}"'
            if scheme == "course" and _CODE.fullmatch(what):
                return f'<a href="/catalogue/{what.lower()}/"'
            if scheme == "guideline" and _CODE.fullmatch(what):
                return f'<a href="/guidelines/{what.lower()}/"'
            if scheme == "asset" and _SHA256.fullmatch(what):
                return f'<a href="{self.file_url(what, names.get(what, "archivo"))}"'
            return "<a"  # an edition cannot be mended: its words are shown without a link

        return mark_safe(_HREF.sub(anchor, html))  # noqa: S308 - sanitised when it was frozen
