"""A list that is no list with fewer than two entries."""

from typing import Any

from wagtail import blocks

__all__ = ["SeveralBlock"]


class SeveralBlock(blocks.ListBlock):
    """A list that begins with as many empty entries as it needs (``min_num``).

    A default of ``[{}, {}]`` would not do: Wagtail takes ``{}`` for an entry without fields.
    """

    def get_default(self) -> Any:
        """Return empty entries, each with every field."""
        return self.normalize([self.child_block.get_default() for _ in range(self.meta.min_num)])
