"""Small pieces of every page: icons, and the entry of the menu where one is."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: Paths of 24 × 24 drawings, stroked in the colour of the text.
_ICONS = {
    "check": "M5 12.5 10 17.5 19 7",
    "cross": "M6 6 18 18M18 6 6 18",
    "clock": "M12 7v5l3 2M12 3a9 9 0 1 0 .01 0",
    "lock": "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
    "warning": "M12 4 21 19H3zM12 10v4M12 16.5v.5",
    "search": "M10.5 4a6.5 6.5 0 1 0 .01 0M15.5 15.5 20 20",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "book": "M5 5h6a2 2 0 0 1 2 2v12a2 2 0 0 0-2-1H5zM19 5h-4a2 2 0 0 0-2 2v12a2 2 0 0 1 2-1h4z",
    "arrow": "M5 12h14M13 6l6 6-6 6",
}
_MARK = (
    '<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">'
    '<path d="M16 2 4 7v9c0 7 5 12 12 14 7-2 12-7 12-14V7z" fill="var(--green)"/>'
    '<path d="M10 12h12M10 16h12M10 20h7" stroke="var(--on-green)" stroke-width="2.2" stroke-linecap="round"/></svg>'
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; hidden from screen readers, since words stand beside it."""
    if name == "mark":
        return mark_safe(_MARK)  # noqa: S308 - a constant of this file
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="{}"/></svg>',
        _ICONS[name],
    )


@register.simple_tag(takes_context=True)
def active_nav(context: Any, name: str) -> SafeString:
    """Mark a menu entry as the place where one is."""
    request = context.get("request")
    here = request is not None and request.path.startswith(reverse(name))
    return mark_safe(' aria-current="page"') if here else SafeString("")  # noqa: S308 - a constant
