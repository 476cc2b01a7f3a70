"""The field that holds blocks: its definitions stay out of migrations, and it remembers what it cannot show."""

import json
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField

__all__ = ["ContentStreamField", "unknown_kinds"]


class ContentStreamField(StreamField):
    """A stream whose migrations say nothing about its blocks, so that wording a block makes no migration.

    A migration that moves data reads the column as JSON: its historical field knows no block.

    Wagtail drops blocks of an unknown kind when it loads a value. Their kinds are kept beside the value
    (``unknown_kinds``), so that publishing refuses instead of losing them in silence.
    """

    if TYPE_CHECKING:  # Wagtail's descriptor, which has no types: a list may be assigned, a stream is read

        def __get__(self, instance: object, owner: type | None = None) -> Any: ...

        def __set__(self, instance: object, value: Any) -> None: ...

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def to_python(self, value: Any) -> StreamValue:
        """Return the stream, with the kinds that no block stands for."""
        result = super().to_python(value)
        if not isinstance(value, StreamValue):
            result.unknown_kinds = _unknown(value, self.stream_block)
        return result


def unknown_kinds(stream: StreamValue) -> tuple[str, ...]:
    """Return the kinds of stored blocks that the code no longer knows."""
    kinds: tuple[str, ...] = getattr(stream, "unknown_kinds", ())
    return kinds


def _unknown(value: Any, block: StreamBlock) -> tuple[str, ...]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return ()
    if not isinstance(value, list):
        return ()
    stored = [str(child.get("type")) for child in value if isinstance(child, dict)]
    return tuple(kind for kind in stored if kind not in block.child_blocks)
