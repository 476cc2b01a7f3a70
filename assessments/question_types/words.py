"""What is said to people: why an answer earned what it did, why one is refused, what is wrong in a content.

What any kind may need stands here. A kind that needs more has ``words.py`` in its folder, with some of ``REASONS``,
``REFUSALS``, ``NOTES`` (for whoever marks) and ``PROBLEMS`` (sentences by code; placeholders are the params) and
``OPTIONS`` (the words of options that are always the same, by stable id).
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.question_types import registry

__all__ = ["notes", "option_words", "problems", "reasons", "refusals"]

Words = Mapping[str, Promise]

_SHARED: Mapping[str, Words] = {
    "REASONS": {
        "blank": _("No answer"),
        "right": _("Right"),
        "partly_right": _("Partly right"),
        "wrong": _("Not right"),
        "to_be_marked": _("To be marked by a person"),
    },
    "REFUSALS": {
        "not_one_option": _("Choose one of the options."),
        "not_a_list_of_options": _("Choose among the options."),
        "unknown_option": _("This option does not belong to the question."),
        "option_chosen_twice": _("The same option was chosen twice."),
        "answer_not_text": _("The answer must be text."),
        "answer_too_long": _("The answer may have at most %(max_length)s characters."),
        "answer_unstorable": _("The answer holds a character that cannot be stored; type it again."),
    },
    "NOTES": {},
    "PROBLEMS": {
        "points_twice": _("Two levels of a criterion earn %(points)s points: each has to earn something else."),
        "points_too_many": _("A level earns at most %(most)s points."),
        "right_unknown": _("What is right for “%(item)s” is “%(key)s”, which is none of the choices."),
    },
}


def reasons() -> Words:
    """Return the sentences for why an answer earned what it did, by code."""
    return _every("REASONS")


def refusals() -> Words:
    """Return the sentences for why an answer is not stored, by code."""
    return _every("REFUSALS")


def problems() -> Words:
    """Return the sentences for what is wrong in a content, of those that kinds bring themselves."""
    return _every("PROBLEMS")


def notes() -> Words:
    """Return the sentences for what whoever marks an answer is told of it, by code."""
    return _every("NOTES")


def option_words(kind: str) -> Words:
    """Return the words of a kind's options by stable id; empty where the author writes them."""
    found: Words = getattr(_words_of(kind), "OPTIONS", {})
    return found


@cache
def _every(name: str) -> Words:
    found = dict(_SHARED[name])
    for kind in registry.kinds():
        for code, sentence in getattr(_words_of(kind), name, {}).items():
            if found.setdefault(code, sentence) is not sentence:
                raise ValueError(f"{kind}: there are other words for {code} already")
    return MappingProxyType(found)


@cache
def _words_of(kind: str) -> Any:
    module = f"{__package__}.{kind}.words"
    return import_module(module) if find_spec(module) else None
