"""What our templates need beyond Django's own tags: icons, the mark of the present place, lists of classes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.kept import Kept
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
def nav_place(context: Context, *names: str) -> tuple[str, str]:
    """Return which of the named addresses the request is at, or below, and how ``aria-current`` says so.

    ``page`` at the address itself, ``true`` below it; two empty texts elsewhere or without a request.
    """
    path = getattr(context.get("request"), "path", "")
    for name in names:
        address = _address(name)
        if address and path == address:
            return name, "page"
        if address and address != "/" and path.startswith(address):
            return name, "true"
    return "", ""


@register.simple_tag
def active_nav(at: tuple[str, str], name: str) -> SafeString:
    """Return ``aria-current`` for the link to a named address; at: as ``nav_place`` says."""
    return mark_safe(f' aria-current="{at[1]}"') if at[0] == name else SafeString("")  # noqa: S308 - of ours


@cache
def _address(name: str) -> str:
    """Return the address of a name, which is the same for as long as the process lives; empty: there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class FixedNode(template.Node):
    """What depends on nothing but the language and a few named values, kept as text."""

    #: Texts that a node keeps at most: values may be a person's name, or how far somebody has come.
    AT_MOST = 500

    def __init__(self, nodelist: NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._texts: Kept[tuple[object, ...], SafeString] = Kept(self.AT_MOST)

    def render(self, context: Context) -> SafeString:
        """Return the text in the language in use; made without anything else that the page knows."""
        values = {name: value.resolve(context) for name, value in self._values.items()}
        # 1 and True are equal and read differently, and so may one value in two surroundings.
        around = (get_language(), context.autoescape, context.use_l10n)
        key = (around, *((type(value), value) for value in values.values()))
        text = self._texts.get(key)
        return self._texts.keep(key, self.nodelist.render(context.new(values))) if text is None else text


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render what stands before ``endfixed`` once a process, language and values: words, icons, addresses, a name.

    ``{% fixed %}`` finds no variable inside, ``{% fixed name=user.get_short_name %}`` those that are given here: what
    belongs to one person cannot be kept for the next. Values are texts, whole numbers, moments and what is yes or no:
    two decimals may be equal and read differently.
    """
    name, *given = token.split_contents()
    values = token_kwargs(given, parser)
    if given:
        raise template.TemplateSyntaxError(f"{name} takes values by name, as in name=value; not {given[0]}.")
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, values)


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
