"""The options of a question, some sixty on the page of an exam."""

from typing import TYPE_CHECKING

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from assessments.queries.sitting import SittingQuestion

register = template.Library()


@register.simple_tag
def choices(question: "SittingQuestion", control: str, language: str = "") -> SafeString:
    """Return a control for each option; control: ``radio`` or ``checkbox``; language: of words that an author wrote."""
    start = f'<label class="choice"><input type="{control}" name="slot-{question.number}" value="'
    span = f'<span lang="{language}">' if language else "<span>"
    lines = []
    for option in question.options:
        checked = " checked" if option.chosen else ""
        words = conditional_escape(option.words)
        lines.append(f'{start}{escape(option.key)}"{checked}>{span}{words}</span></label>')
    return mark_safe("\n".join(lines))  # noqa: S308 - what is not ours is escaped
