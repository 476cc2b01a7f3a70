"""What a payload of ``courses.freeze`` says, in words: by this two editions are compared (``courses.text_difference``).

Whatever stands in a payload is in a fact: in its text where it is read, in ``same`` where it is not.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat, yesno
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import ChoiceBlock, ListBlock

from courses.blocks import GLOSSARY_TERMS, GUIDELINE_BLOCKS, LESSON_BLOCKS
from courses.pages import CoursePage, GuidelinePage, LessonPage, ModulePage
from courses.sanitise import plain
from courses.text_difference import Fact
from kernel.canonical import canonical

__all__ = ["READ", "cover_facts", "glossary_facts", "lesson_facts", "module_facts", "required_fact"]

#: By the kind of a block, what its payload has in the order in which it is read, and which field of the form that is.
READ: dict[str, tuple[tuple[str, str], ...]] = {
    "text": (("html", ""), ("files", "")),
    "heading": (("text", "text"), ("level", "level")),
    "image": (("files", "image"), ("alt", "alt"), ("caption", "caption"), ("credit", "credit")),
    "document": (("title", "title"), ("description", "description"), ("file", "document")),
    "media": (
        ("title", "title"), ("file", "media"), ("captions", "captions"), ("html", "transcript"),
        ("files", "transcript"),
    ),
    "callout": (("style", "style"), ("title", "title"), ("html", "text"), ("files", "text")),
    "case": (("title", "title"), ("html", "text"), ("files", "text"), ("questions", "questions")),
    "table": (("caption", "caption"), ("header", "header"), ("rows", "cells")),
    "comparison": (("caption", "caption"), ("rows", "cells")),
    "quote": (("html", "text"), ("source", "source")),
    "steps": (("title", "title"), ("steps", "steps")),
    "timeline": (("title", "title"), ("entries", "entries")),
    "check": (("question", "question"), ("options", "options"), ("explanation", "explanation")),
}  # fmt: skip
_COVER = (
    "title", "public_title", "lede", "summary", "objectives", "audience", "academic_hours", "credits", "level",
    "cover", "pass_mark", "rounding", "validity_months", "resolution",
)  # fmt: skip
_GUIDELINE = ("title", "summary", "version", "in_force_on", "resolution")
_BLOCKS = {**dict(GUIDELINE_BLOCKS), **dict(LESSON_BLOCKS)}
_TAG = re.compile(r"<(/?)(p|ul|ol|li|blockquote)\b[^>]*>")
_INLINE = re.compile(r"</?(?:a|b|strong|i|em)\b[^>]*>")
#: A link whose address says something to people.
_LINK = re.compile(r'<a href="((?:https?|mailto|tel|course|guideline):[^"]*)"[^>]*>(.*?)</a>')


def cover_facts(payload: dict[str, Any]) -> list[Fact]:
    """Return what the cover of a course says but for its glossary, or what a guideline says."""
    if "body" in payload:
        return [*_fields(GuidelinePage, _GUIDELINE, payload), *_body(payload["body"])]
    return list(_fields(CoursePage, _COVER, payload))


def glossary_facts(payload: dict[str, Any]) -> list[Fact]:
    """Return the terms of the glossary in a cover."""
    return [_term(term) for term in payload.get("glossary", ())]


def module_facts(payload: dict[str, Any]) -> list[Fact]:
    """Return what a module says beside its title."""
    return list(_fields(ModulePage, ("summary",), payload))


def lesson_facts(payload: dict[str, Any]) -> list[Fact]:
    """Return what a lesson says beside its title."""
    terms = [_term(term) for term in payload.get("terms", ())]
    return [*_fields(LessonPage, ("lede", "minutes", "objectives"), payload), *terms, *_body(payload["body"])]


def required_fact(required: bool) -> Fact:
    """Return whether an activity is required, which is no part of its payload."""
    return Fact("required", _label_of(LessonPage, "required"), str(yesno(required)))


def _fields(model: type[Any], names: Iterable[str], payload: dict[str, Any]) -> Iterator[Fact]:
    for name in names:
        label, value = _label_of(model, name), payload.get(name)
        if name == "objectives":
            yield from (Fact("", label, _objective(each)) for each in value or ())
        elif name == "cover":
            yield Fact(name, label, *_files(value["files"])) if value else Fact(name, label, "–")
        else:
            yield Fact(name, label, _value(model, name, value))


def _label_of(model: type[Any], name: str) -> str:
    return str(capfirst(model._meta.get_field(name).verbose_name))


def _value(model: type[Any], name: str, value: Any) -> str:
    if value in {None, ""}:
        return "–"
    if name == "in_force_on":
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    choices = dict(model._meta.get_field(name).choices or ())
    return str(choices.get(value, value))


def _objective(value: Any) -> str:
    """Return an objective; a course's has a level."""
    if isinstance(value, str):
        return value
    levels = dict(CoursePage._meta.get_field("objectives").stream_block.child_blocks["objective"].child_blocks)
    return f"{value['text']} ({_choice(levels['bloom'], value['bloom'])})"


def _term(term: dict[str, Any]) -> Fact:
    also, source = ", ".join(term.get("also", ())), term.get("source", "")
    lines = [term["term"], f"({also})" if also else "", _words(term["html"]), source]
    label = str(capfirst(dict(GLOSSARY_TERMS)["term"].label))
    return Fact(f"term-{term['key']}", label, "\n".join(filter(None, lines)), same=_exact(term))


def _body(body: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    """Yield what the blocks say, each under the heading or the title above it."""
    heading = ""
    for block in body:
        kind = block["kind"]
        if kind == "heading":
            heading = block["text"]
        place = "" if kind == "heading" else block.get("title") or block.get("caption") or heading
        form = _BLOCKS.get(kind)
        if form is None:  # of an edition before the kind was given up
            yield Fact("", kind, "", _exact(block), place)
            continue
        for name, field in READ[kind]:
            if name not in block:
                continue
            child = form.child_blocks[field] if field else form
            child = child.child_block if isinstance(child, ListBlock) else child
            label = f"{capfirst(form.label)}: {child.label}" if field else str(capfirst(form.label))
            for text, same in _said(name, block[name], child):
                yield Fact("", label, text, same, place)


def _said(name: str, value: Any, form: Any) -> Iterator[tuple[str, str | None]]:
    """Yield what one field of a block says: a text, or one a paragraph, a row, an option, a step."""
    if name == "html":
        yield from _paragraphs(value)
    elif name == "files":
        yield _files(value)
    elif name in {"file", "captions"}:
        yield _files([value])
    elif name == "rows":
        yield from ((" | ".join(_words(cell) for cell in row), _exact(row)) for row in value)
    elif name == "questions":
        yield from ((question, None) for question in value)
    elif name in {"options", "steps", "entries"}:
        yield from ((_line(each), _exact(each)) for each in value)
    elif value:
        yield (_choice(form, value) if isinstance(form, ChoiceBlock) else str(value)), None


def _line(each: dict[str, Any]) -> str:
    """Return an option of a check, a step or an entry."""
    if "right" in each:
        return "\n".join([each["text"], f"({_('Right') if each['right'] else _('Not right')})", each["feedback"]])
    minutes = f" ({each['minutes']} min)" if each.get("minutes") else ""
    return f"{each.get('who') or each.get('date')}: {_words(each['html'])}{minutes}"


def _paragraphs(html: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs and points of running text; alike are two with the same HTML in the same elements."""
    within: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        yield from _paragraph(html[at : tag.start()], within)
        at = tag.end()
        if not tag[1]:
            within.append(tag[2])
        elif within:
            within.pop()
    yield from _paragraph(html[at:], within)


def _paragraph(html: str, within: list[str]) -> Iterator[tuple[str, str]]:
    if words := _words(html):
        yield ("• " if "li" in within else "") + words, "/".join([*within, html.strip()])


def _words(html: str) -> str:
    """Return the words of safe HTML, with the addresses that its links lead to."""
    return plain(_INLINE.sub("", _LINK.sub(r"\2 [\1]", html)))


def _files(files: Any) -> tuple[str, str]:
    """Return the name and the size of a file, of a picture the best of its files."""
    best = max(files, key=lambda file: file["size"])
    return f"{best['name']} ({filesizeformat(best['size'])})", _exact(files)


def _choice(form: Any, value: Any) -> str:
    return str(dict(form.field.choices).get(str(value), value))


def _exact(value: Any) -> str:
    return canonical(value).decode()
