"""HTML that may stand in a payload: a few elements, a few kinds of address, nothing that acts."""

import re

import nh3
from markdown_it import MarkdownIt

__all__ = ["inline", "inline_markdown", "plain", "prose"]

_INLINE = {"a", "b", "strong", "i", "em", "br"}
_PROSE = _INLINE | {"p", "ul", "ol", "li", "blockquote"}
#: ``activity:`` a lesson or exam of this edition, ``course:`` another course, ``asset:`` a file of this
#: edition by its SHA-256; the rest leads out.
_SCHEMES = {"http", "https", "mailto", "tel", "activity", "course", "asset"}
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "backticks"])


def prose(html: str) -> str:
    """Return running text as safe HTML: paragraphs, lists, emphasis, links."""
    return _clean(html, _PROSE)


def inline(html: str) -> str:
    """Return text within a line as safe HTML."""
    return _clean(html, _INLINE)


def inline_markdown(text: str) -> str:
    """Return one line of Markdown (emphasis, links) as safe HTML."""
    return inline(_markdown.renderInline(text)).strip()


def plain(html: str) -> str:
    """Return the words of safe HTML, for searching."""
    words = re.sub(r"<[^>]*>", " ", html)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(entity, char)
    return " ".join(words.split())


def _clean(html: str, tags: set[str]) -> str:
    cleaned: str = nh3.clean(
        html, tags=tags, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener noreferrer"
    )
    return cleaned
