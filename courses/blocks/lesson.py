"""What a lesson and a guideline are made of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.case import CaseBlock
from courses.blocks.check import CheckBlock
from courses.blocks.media import DocumentBlock, ImageBlock, MediaBlock
from courses.blocks.quote import QuoteBlock
from courses.blocks.steps import StepsBlock
from courses.blocks.table import ComparisonBlock, TableBlock
from courses.blocks.text import PROSE, CalloutBlock, HeadingBlock
from courses.blocks.timeline import TimelineBlock

__all__ = ["GUIDELINE_BLOCKS", "LESSON_BLOCKS"]

#: The name of a block is the kind in the payload and the name of its template.
LESSON_BLOCKS: list[tuple[str, Any]] = [
    (
        "text",
        blocks.RichTextBlock(
            label=_("text"),
            icon="pilcrow",
            features=PROSE,
            help_text=_(
                "Headings, tables and pictures are blocks of their own; what is pasted keeps bold, lists and links."
            ),
        ),
    ),
    ("heading", HeadingBlock()),
    ("image", ImageBlock()),
    ("document", DocumentBlock()),
    ("media", MediaBlock()),
    ("callout", CalloutBlock()),
    ("case", CaseBlock()),
    ("table", TableBlock()),
    ("comparison", ComparisonBlock()),
    ("quote", QuoteBlock()),
    ("steps", StepsBlock()),
    ("timeline", TimelineBlock()),
    ("check", CheckBlock()),
]
#: Doctrine is read and cited; it asks nothing.
GUIDELINE_BLOCKS: list[tuple[str, Any]] = [(name, block) for name, block in LESSON_BLOCKS if name != "check"]
