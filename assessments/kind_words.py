"""The names of the kinds of question, for people."""

from assessments.question_types import editors, registry

__all__ = ["kind_choices", "kind_hint", "kind_words"]


def kind_words(kind: str) -> str:
    """Return the name of a kind."""
    return str(editors.get(kind).label)


def kind_hint(kind: str) -> str:
    """Return what a kind is for."""
    return str(editors.get(kind).hint)


def kind_choices() -> list[tuple[str, str]]:
    """Return every kind with its name, for a list of choices."""
    return sorted(((kind, kind_words(kind)) for kind in registry.kinds()), key=lambda choice: choice[1])
