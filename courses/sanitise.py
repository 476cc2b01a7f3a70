"""HTML that may stand in a payload: a few elements, a few kinds of address, nothing that acts."""

import re

import nh3
from markdown_it import MarkdownIt

__all__ = ["RESOLVED", "inline_markdown", "plain", "prose"]

_INLINE = {"a", "b", "strong", "i", "em", "br"}
_PROSE = _INLINE | {"p", "ul", "ol", "li", "blockquote"}
_OUT = {"http", "https", "mailto", "tel"}
#: ``activity:`` a lesson or exam of this edition, ``course:`` another course, ``guideline:`` the newest edition of a
#: guideline, ``term:`` a term of this edition's glossary, ``asset:`` a file of this edition by its SHA-256. Freezing
#: writes them for what an author chose; typed, they are no addresses.
RESOLVED = frozenset({"activity", "course", "guideline", "term", "asset"})
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "backticks"])


def prose(html: str) -> str:
    """Return running text as safe HTML: paragraphs, lists, emphasis, links."""
    return _clean(html, _PROSE, _OUT | RESOLVED)


def inline_markdown(text: str) -> str:
    """Return one line of Markdown (emphasis, links) as safe HTML; ``term:`` stays, for ``freeze`` to look up."""
    return _clean(_markdown.renderInline(text), _INLINE, _OUT | {"term"}).strip()


def plain(html: str) -> str:
    """Return the words of safe HTML, for searching."""
    words = re.sub(r"<[^>]*>", " ", html)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(entity, char)
    return " ".join(words.split())


def _clean(html: str, tags: set[str], schemes: set[str]) -> str:
    cleaned: str = nh3.clean(
        html, tags=tags, attributes={"a": {"href"}}, url_schemes=schemes, link_rel="noopener noreferrer"
    )
    return cleaned
