"""Markdown of questions as HTML that is safe to show."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from courses.unbroken import unbroken_html

__all__ = ["inline", "prose"]

#: No HTML of the author's, no pictures: a question loads nothing from anywhere.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_TAGS = {
    "p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "h3", "h4",
}  # fmt: skip


#: A table that is wider than the screen scrolls by itself, also by keyboard.
_TABLE = '<div class="table-card scroll" tabindex="0"><table>'


@lru_cache(maxsize=8192)
def prose(markdown: str) -> SafeString:
    """Return blocks of HTML for Markdown; scripts, foreign tags and dangerous links are gone."""
    clean = _clean(_MARKDOWN.render(markdown))
    return mark_safe(clean.replace("<table>", _TABLE).replace("</table>", "</table></div>"))  # noqa: S308 - cleaned


@lru_cache(maxsize=8192)
def inline(markdown: str) -> SafeString:
    """Return one line of HTML for Markdown, for labels and legends: no blocks in it."""
    return _clean(_MARKDOWN.renderInline(" ".join(markdown.split())))


def _clean(html: str) -> SafeString:
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http"}, link_rel="noopener")
    return mark_safe(unbroken_html(clean))  # noqa: S308 - cleaned two lines above
