"""What a lesson and a guideline are made of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.case import CaseBlock
from courses.blocks.check import CheckBlock
from courses.blocks.media import DocumentBlock, ImageBlock
from courses.blocks.table import TableBlock
from courses.blocks.text import PROSE, CalloutBlock, HeadingBlock

__all__ = ["GUIDELINE_BLOCKS", "LESSON_BLOCKS"]

#: The name of a block is the kind in the payload and the name of its template.
LESSON_BLOCKS: list[tuple[str, Any]] = [
    ("text", blocks.RichTextBlock(label=_("text"), icon="pilcrow", features=PROSE)),
    ("heading", HeadingBlock()),
    ("image", ImageBlock()),
    ("document", DocumentBlock()),
    ("callout", CalloutBlock()),
    ("case", CaseBlock()),
    ("table", TableBlock()),
    ("check", CheckBlock()),
]
#: Doctrine is read and cited; it asks nothing.
GUIDELINE_BLOCKS: list[tuple[str, Any]] = [(name, block) for name, block in LESSON_BLOCKS if name != "check"]
