"""What a page of an exam shows twenty times and is alike but for a number and a few words: rendered once, then filled.

Their templates are ordinary ones. What is kept is found again by the language and by all that the template may show of
the question but what is put in afterwards, so that nothing of one person reaches another's page.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.kept import Kept

if TYPE_CHECKING:
    from assessments.queries.review import ReviewQuestion
    from assessments.queries.sitting import SittingQuestion

register = template.Library()

_CARDS: Kept[tuple[object, ...], str] = Kept(512)
_ROWS: Kept[tuple[object, ...], str] = Kept(4096)
#: Stand for what is put in afterwards; no author can name them, they are new with each process.
_NUMBER, _PAGE, _PROMPT, _CONTROL = (uuid4().hex for _ in range(4))
#: What the card of a question leaves to the template of its kind.
_OF_ITS_KIND: dict[str, Any] = {
    "kind": "", "template": "", "options": (), "text": "", "readable": True, "unit": "", "places": (), "pieces": (),
    "rules": frozenset(), "parts": None, "pictures": (), "section": "", "instructions": "", "part": 0,
}  # fmt: skip


@register.simple_tag(takes_context=True)
def question_card(context: Context, q: "SittingQuestion", last: bool) -> SafeString:
    """Return a question of a sitting; last: whether it is the last one of the page."""
    engine = context.template.engine  # type: ignore[union-attr]  # a context that is being rendered has one
    with context.push(q=q, last=last):
        if q.base or q.saved_at or q.other or q.case or q.checks:
            return engine.get_template("assessments/_question.html").render(context)
        control = engine.get_template(q.template).render(context)
    bare: Any = {**_OF_ITS_KIND, "number": _NUMBER, "page": _PAGE, "prompt": SafeString(_PROMPT)}
    shown = replace(q, **bare)
    goes_on = last and bool(getattr(context.get("place"), "next", None))

    def drawn() -> str:
        with context.push(q=shown, last=last, control=SafeString(_CONTROL)):
            return str(engine.get_template("assessments/_question.html").render(context))

    card = _CARDS.get_or_make((get_language(), last, goes_on, shown), drawn)
    card = card.replace(_NUMBER, str(q.number)).replace(_PAGE, str(q.page))
    card = card.replace(_PROMPT, conditional_escape(q.prompt)).replace(_CONTROL, control)
    return mark_safe(card)  # noqa: S308 - escaped words of a question and numbers of ours for placeholders of ours


@register.simple_tag
def question_numbers(questions: Sequence["SittingQuestion"]) -> SafeString:
    """Return the numbers of the questions as links to them, each marked as answered or not."""
    return format_html_join(
        "\n",
        '<li{0} data-number="{1}"><a href="#q-{1}" aria-label="{2}">{1}</a></li>',
        ((SafeString(' class="done"') if q.answered else "", str(q.number), q.standing) for q in questions),
    )


@register.simple_tag
def earned_row(question: "ReviewQuestion", shows_marks: bool) -> SafeString:
    """Return what a question earned, as a row of the table of how the mark was made."""

    def drawn(what: Any) -> str:
        return render_to_string("assessments/_earned.html", {"question": what, "shows_marks": shows_marks})

    if question.marked:
        return mark_safe(drawn(question))  # noqa: S308 - rendered by a template of ours
    shown = replace(question, number=_NUMBER, answers=bool(question.answers))  # type: ignore[arg-type]
    row = _ROWS.get_or_make((get_language(), shows_marks, shown), lambda: drawn(shown))
    return mark_safe(row.replace(_NUMBER, str(question.number)))  # noqa: S308 - a number for a placeholder of ours
