"""One question drawn as a sitting draws it, from a seed, without a row."""

import uuid
from typing import Any

from assessments.draw import Blueprint, Section, Slot, draw
from assessments.question_types import registry
from assessments.rules import Named, Options


def drawn_slot(kind: str, content: Any, seed: int = 0, *, shuffle: bool = False) -> Slot:
    """Return the slot of a question drawn from a seed."""
    ref = Options(kind, registry.get(kind).order(content)).ref(Named(uuid.uuid4(), uuid.uuid4(), "", "1"))
    blueprint = Blueprint((Section("", (ref,)),), shuffle_questions=False, shuffle_options=shuffle)
    return draw(blueprint, {}, seed.to_bytes(16, "big")).slots[0]
