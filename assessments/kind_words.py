"""The names of the kinds of question, for people."""

from django.utils.translation import gettext as _

__all__ = ["kind_words"]


def kind_words(kind: str) -> str:
    """Return the name of a kind; of one that has no words yet, the kind itself."""
    return {
        "single_choice": _("Single choice"),
        "multiple_choice": _("Multiple choice"),
        "true_false": _("True or false"),
        "numeric": _("Number"),
        "short_answer": _("Short answer"),
    }.get(kind, kind)
