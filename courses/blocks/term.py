"""A term of a course's glossary."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.text import INLINE

__all__ = ["GLOSSARY_TERMS", "TermBlock"]


class TermBlock(blocks.StructBlock):
    """A word of the field and what it means. Lessons link to it by its key (``courses.term_links``)."""

    term = blocks.CharBlock(label=_("Term"), max_length=120)
    key = blocks.CharBlock(
        label=_("Key"),
        max_length=80,
        required=False,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$", _("A key may have lower-case letters, digits and hyphens only.")
            )
        ],
        help_text=_("By it lessons link to the term, so it stays when the term is reworded. Empty: made of the term."),
    )
    also = blocks.ListBlock(
        blocks.CharBlock(label=_("Also called"), max_length=120), label=_("Also called"), min_num=0, default=[]
    )
    definition = blocks.RichTextBlock(label=_("Definition"), features=INLINE)
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False)

    class Meta:
        label = _("term")
        icon = "openquote"

    def clean(self, value: Any) -> Any:
        """Make a key where none was given."""
        cleaned = super().clean(value)
        if cleaned["term"] and not cleaned["key"]:
            cleaned["key"] = slugify(cleaned["term"])[:80].strip("-")
        return cleaned


GLOSSARY_TERMS: list[tuple[str, Any]] = [("term", TermBlock())]
