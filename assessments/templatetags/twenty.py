"""What a page of an exam shows twenty times and is alike but for a number and a few words: rendered once, then filled.

Their templates are ordinary ones. What is kept is found again by the language and by all that the template may show of
the question but what is put in afterwards, so that nothing of one person reaches another's page.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any
from uuid import uuid4

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessments.queries.review import ReviewQuestion
from assessments.queries.sitting import SittingQuestion
from courses.kept import Kept

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
_PUT_IN: dict[str, Any] = {"number": _NUMBER, "page": _PAGE, "prompt": SafeString(_PROMPT)}
#: All else that a card may show of its question: by this it is found again.
_card_of = attrgetter(*(each.name for each in fields(SittingQuestion) if each.name not in {**_OF_ITS_KIND, **_PUT_IN}))
_row_of = attrgetter(*(each.name for each in fields(ReviewQuestion) if each.name not in {"number", "answers"}))


@register.simple_tag(takes_context=True)
def question_card(context: Context, q: SittingQuestion, last: bool) -> SafeString:
    """Return a question of a sitting; last: whether it is the last one of the page."""
    engine = context.template.engine  # type: ignore[union-attr]  # a context that is being rendered has one
    with context.push(q=q, last=last):
        if q.base or q.saved_at or q.other or q.case or q.checks:
            return engine.get_template("assessments/_question.html").render(context)
        control = engine.get_template(q.template).render(context)
    goes_on = last and bool(getattr(context.get("place"), "next", None))
    key = (get_language(), last, goes_on, _card_of(q))
    card = _CARDS.get(key)
    if card is None:
        bare = replace(q, **_OF_ITS_KIND, **_PUT_IN)
        with context.push(q=bare, last=last, control=SafeString(_CONTROL)):
            card = _CARDS.keep(key, engine.get_template("assessments/_question.html").render(context))
    card = card.replace(_NUMBER, str(q.number)).replace(_PAGE, str(q.page))
    card = card.replace(_PROMPT, conditional_escape(q.prompt)).replace(_CONTROL, control)
    return mark_safe(card)  # noqa: S308 - escaped words of a question and numbers of ours for placeholders of ours


@register.simple_tag
def question_numbers(questions: Sequence[SittingQuestion]) -> SafeString:
    """Return the numbers of the questions as links to them, each marked as answered or not."""
    return format_html_join(
        "\n",
        '<li{0} data-number="{1}"><a href="#q-{1}" aria-label="{2}">{1}</a></li>',
        ((SafeString(' class="done"') if q.answered else "", str(q.number), q.standing) for q in questions),
    )


@register.simple_tag
def earned_row(question: ReviewQuestion, shows_marks: bool) -> SafeString:
    """Return what a question earned, as a row of the table of how the mark was made."""

    def drawn(what: Any) -> str:
        return render_to_string("assessments/_earned.html", {"question": what, "shows_marks": shows_marks})

    if question.marked:
        return mark_safe(drawn(question))  # noqa: S308 - rendered by a template of ours
    put_in: dict[str, Any] = {"number": _NUMBER, "answers": bool(question.answers)}
    key = (get_language(), shows_marks, put_in["answers"], _row_of(question))
    row = _ROWS.get(key) or _ROWS.keep(key, drawn(replace(question, **put_in)))
    return mark_safe(row.replace(_NUMBER, str(question.number)))  # noqa: S308 - a number for a placeholder of ours
