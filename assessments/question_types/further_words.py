"""What is said to people about further answers: by what one is given, what one accepts, what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.question_types.further import Further, FurtherField

__all__ = ["HELP", "LABELS", "PROBLEMS", "further_words"]

#: By the names of fields.
LABELS: Mapping[str, Promise] = {
    "option": _("Option that is right as well"),
    "place": _("Place"),
    "text": _("Text that is right as well"),
    "number": _("Number that is right as well"),
    "tolerance": _("Tolerance"),
}
HELP: Mapping[str, Promise] = {
    "number": _("For a wider tolerance alone, write the same number again."),
    "tolerance": _("An answer may be so far above or below, both ends included. Empty: exact."),
}
_SHORT: Mapping[str, Promise] = {
    "option": _("option"), "place": _("place"), "text": _("text"), "number": _("number"), "tolerance": _("tolerance"),
}  # fmt: skip
#: By the codes of ``NotFurther``.
PROBLEMS: Mapping[str, Promise] = {
    "accepted_already": _("This is right already."),
    "blank": _("Write what is accepted."),
    "nothing_left": _("Without spaces and punctuation nothing is left of it."),
    "negative": _("A tolerance is not below zero."),
    "not_a_decimal": _("Write a number, such as 0.17."),
    "not_in_list": _("Nobody could choose this: write one of the words that the list offers."),
    "not_wider": _("This is no wider than the tolerance that holds already."),
    "too_long": _("This is longer than an answer can be."),
    "unknown": _("Choose one of the list."),
}


def further_words(fields: Sequence[FurtherField], further: Further) -> str:
    """Return what a decision accepts as one line; fields: those of the content as it was asked."""
    told: list[tuple[Any, str]] = []
    for field in fields:
        said = further.get(field.name, "")
        if said:
            told.append((_SHORT[field.name], dict(field.choices).get(said, said)))
    return "; ".join(f"{name}: “{said}”" for name, said in told)
