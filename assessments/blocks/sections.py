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
        raise ValidationError(_("Choose a question among those that are offered while you type."))


class ListedBlock(blocks.CharBlock):
    """A text for which the form offers what the bank has (``templates/assessments/cms/check_panel.html``)."""

    def __init__(self, *args: Any, offered: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs |= {"list": offered, "autocomplete": "off"}


class DrawBlock(blocks.StructBlock):
    """So many questions of a tag, drawn anew for each attempt."""

    tag = ListedBlock(
        label=_("Tag"), max_length=60, offered="exam-tags",
        help_text=_("Begin to type, or press the arrow: the tags of the bank are offered."),
    )  # fmt: skip
    count = blocks.IntegerBlock(label=_("Questions"), min_value=1, max_value=100)

    class Meta:
        label = _("draw")
        icon = "order"


class SectionBlock(blocks.StructBlock):
    """A part of an exam."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    questions = blocks.ListBlock(
        ListedBlock(
            label=_("Question"), max_length=36, validators=[uuid_only], offered="exam-questions",
            help_text=_("Type words of the question and choose it: its identifier is filled in."),
        ),
        label=_("Fixed questions"), default=[], help_text=_("Everybody is asked these."),
    )  # fmt: skip
    draws = blocks.ListBlock(
        DrawBlock(), label=_("Random draws"), default=[],
        help_text=_("So many questions of a tag, other ones in each attempt."),
    )  # fmt: skip

    instructions = blocks.TextBlock(
        label=_("Instructions"), max_length=2000, required=False,
        help_text=_("Markdown. Shown before the questions of the section."),
    )  # fmt: skip
    minutes = blocks.IntegerBlock(
        label=_("Own time in minutes"), required=False, min_value=1, max_value=1440,
        help_text=_("Counted from the moment the section is begun; when it is over, the section closes. Empty: none."),
    )  # fmt: skip
    forward_only = blocks.BooleanBlock(
        label=_("No way back"), required=False, help_text=_("The section closes when the next one is begun."),
    )  # fmt: skip
    must_answer = blocks.BooleanBlock(
        label=_("Every question must be answered"), required=False,
        help_text=_("Nobody goes on or submits before; when the time is over, it is not asked for."),
    )  # fmt: skip
    per_page = blocks.IntegerBlock(
        label=_("Questions on a page"), required=False, min_value=1, max_value=100,
        help_text=_("1: one question a page. Empty: all on one page."),
    )  # fmt: skip
    breaks_after = blocks.ListBlock(
        ListedBlock(label=_("Question"), max_length=36, validators=[uuid_only], offered="exam-questions"),
        label=_("A page ends after"), default=[],
        help_text=_("Fixed questions of this section. Only where questions are not shuffled."),
    )  # fmt: skip

    class Meta:
        label = _("section")
        icon = "list-ol"


EXAM_SECTIONS: list[tuple[str, Any]] = [("section", SectionBlock())]
