"""What an author gets when a block is added: a form with every field of every entry."""

from typing import Any

import pytest
from wagtail.blocks import ListBlock, StructBlock

from courses.blocks import LESSON_BLOCKS


def _missing(block: Any, state: Any, path: str) -> list[str]:
    """Return the fields that the form of a new block lacks: its script would fail at them."""
    if isinstance(block, StructBlock):
        missing = [f"{path}.{name}" for name in block.child_blocks if name not in state]
        given = [(name, child) for name, child in block.child_blocks.items() if name in state]
        return missing + [each for name, child in given for each in _missing(child, state[name], f"{path}.{name}")]
    if isinstance(block, ListBlock):
        return [each for entry in state for each in _missing(block.child_block, entry["value"], f"{path}[]")]
    return []


@pytest.mark.parametrize(("name", "block"), LESSON_BLOCKS, ids=[name for name, _ in LESSON_BLOCKS])
def test_a_new_block_begins_with_every_field(name: str, block: Any) -> None:
    assert not _missing(block, block.get_form_state(block.get_default()), name)


@pytest.mark.parametrize(("name", "many"), [("steps", "steps"), ("timeline", "entries"), ("check", "options")])
def test_what_needs_two_entries_begins_with_two(name: str, many: str) -> None:
    assert len(dict(LESSON_BLOCKS)[name].get_default()[many]) == 2
