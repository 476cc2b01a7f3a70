"""Sections of an exam: fixed questions, and draws by tag."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["EXAM_SECTIONS", "DrawBlock", "SectionBlock", "is_uuid"]

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_uuid(text: str | None) -> bool:
    """Whether a text is a UUID in its usual form."""
    return bool(text and _UUID.fullmatch(text))


def uuid_only(text: str) -> None:
    """Refuse what is no UUID in its usual form."""
    if not is_uuid(text):
        raise ValidationError(_("Copy the identifier of a question from the list of questions."))


class DrawBlock(blocks.StructBlock):
    """So many questions of a tag, drawn anew for each attempt."""

    tag = blocks.CharBlock(label=_("Tag"), max_length=60)
    count = blocks.IntegerBlock(label=_("Questions"), min_value=1, max_value=100)

    class Meta:
        label = _("draw")
        icon = "order"


class SectionBlock(blocks.StructBlock):
    """A part of an exam."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    questions = blocks.ListBlock(
        blocks.CharBlock(label=_("Question"), max_length=36, validators=[uuid_only]),
        label=_("Fixed questions"), default=[],
    )  # fmt: skip
    draws = blocks.ListBlock(DrawBlock(), label=_("Random draws"), default=[])

    class Meta:
        label = _("section")
        icon = "list-ol"


EXAM_SECTIONS: list[tuple[str, Any]] = [("section", SectionBlock())]
