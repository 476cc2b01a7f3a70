"""The options of a question, some sixty on the page of an exam."""

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from assessments.queries.sitting import SittingQuestion

register = template.Library()


@register.simple_tag
def choices(question: "SittingQuestion", control: str, language: str = "") -> SafeString:
    """Return a control for each option; control: ``radio`` or ``checkbox``; language: of words that an author wrote."""
    lang = format_html(' lang="{}"', language) if language else SafeString("")
    checked, unchecked = SafeString(" checked"), SafeString("")
    return format_html_join(
        "\n",
        '<label class="choice"><input type="{}" name="slot-{}" value="{}"{}><span{}>{}</span></label>',
        (
            (control, question.number, option.key, checked if option.chosen else unchecked, lang, option.words)
            for option in question.options
        ),
    )
