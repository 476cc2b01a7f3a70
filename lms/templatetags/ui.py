"""What our templates need beyond Django's own tags: icons, the mark of the present place, lists of classes."""

from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.unbroken import unbroken_html
from lms.icons import ICONS, MARK
from lms.import_map import import_map_json

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return the drawing ``name`` as inline SVG.

    ``mark`` is the shield of the product, in its own colours. An icon is hidden from screen readers: the words
    beside it say the same. An unknown name raises ``KeyError``, so that a misspelt icon fails its page's test
    instead of leaving a gap.
    """
    if name == "mark":
        return mark_safe(MARK)  # noqa: S308
    # The drawings are constants of ours; nothing in them comes from a person.
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308
    )


@register.filter
def unbroken(text: str) -> SafeString:
    """Return a text with what belongs to a number on its line (``courses.unbroken``)."""
    return mark_safe(unbroken_html(conditional_escape(text)))  # noqa: S308 - escaped in this line


@register.simple_tag(takes_context=True)
def active_nav(context: Context, *names: str) -> SafeString:
    """Return ``aria-current`` for a link when the request is at, or below, one of the named addresses.

    ``page`` at the address itself, ``true`` below it; nothing elsewhere or without a request.
    """
    request = context.get("request")
    if request is None:
        return SafeString("")
    for name in names:
        address = _address(name)
        if request.path == address:
            return SafeString(' aria-current="page"')
        if address and address != "/" and request.path.startswith(address):
            return SafeString(' aria-current="true"')
    return SafeString("")


@cache
def _address(name: str) -> str:
    """Return the address of a name, which is the same for as long as the process lives; empty: there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class FixedNode(template.Node):
    """What depends on nothing but the language, kept as text."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._texts: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the text in the language in use; made without anything that the page knows."""
        language = get_language() or ""
        text = self._texts.get(language)
        if text is None:
            text = self._texts[language] = self.nodelist.render(context.new({}))
        return text


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render what stands before ``endfixed`` once a process and language: words, icons and addresses of the frame.

    It finds no variable inside, so that what belongs to one person cannot be kept for the next.
    """
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)


#: Forms that nothing was typed into, by language and class.
_BLANK: dict[tuple[str | None, type[BaseForm]], SafeString] = {}


@register.simple_tag
def blank_form(form: BaseForm) -> SafeString:
    """Return ``components/form.html`` of a form that asks everybody the same, kept while nothing was typed into it.

    Not for a form whose fields, choices or first values are a person's own.
    """
    if form.is_bound:
        return render_to_string("components/form.html", {"form": form})
    key = (get_language(), type(form))
    if key not in _BLANK:
        _BLANK[key] = render_to_string("components/form.html", {"form": form})
    return _BLANK[key]


@register.simple_tag
def classes(*always: str, **when: Any) -> str:
    """Return class names: the positional ones, and each keyword whose value is true (``_`` becomes ``-``)."""
    return " ".join([*filter(None, always), *(name.replace("_", "-") for name, holds in when.items() if holds)])


@register.simple_tag
def import_map() -> SafeString:
    """Return the page's import map, or nothing while there is no module to name.

    The policy allows this one inline element by its hash: ``lms.import_map.import_map_hash``.
    """
    text = import_map_json()
    # JSON of our own file names; "<" is escaped where it is made.
    return mark_safe(f'<script type="importmap">{text}</script>') if text else SafeString("")  # noqa: S308


@register.simple_tag
def stylesheet_address() -> str:
    """Return the address of the style sheet, also when the manifest is missing: the page of a 500 must not fail."""
    try:
        return staticfiles_storage.url("css/site.css")
    except ValueError:
        return "/static/css/site.css"
