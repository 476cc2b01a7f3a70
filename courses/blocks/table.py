"""A table, written as lines so that it can be pasted from a spreadsheet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.table_lines import is_comparison, rows

__all__ = ["ComparisonBlock", "TableBlock", "TableHeader"]


class TableHeader(models.TextChoices):
    """Which cells are headings."""

    ROW = "row", _("First row")
    COLUMN = "column", _("First column")
    BOTH = "both", _("First row and first column")


class TableBlock(blocks.StructBlock):
    """A table with a caption and headings."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    header = blocks.ChoiceBlock(label=_("Headings"), choices=TableHeader.choices, default=TableHeader.ROW)
    cells = blocks.TextBlock(
        label=_("Cells"),
        rows=6,
        help_text=_(
            "One row a line, cells separated by | (or pasted from a spreadsheet). **bold** and *italic* are allowed."
        ),
    )

    class Meta:
        label = _("table")
        icon = "table"

    def clean(self, value: Any) -> Any:
        """Refuse rows of unequal length, at the field; a draft is saved half-written."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        lengths = {len(row) for row in rows(cleaned["cells"])}
        if not lengths:
            raise _at_cells(ValidationError(_("Write the cells."), code="no_cells"))
        if len(lengths) > 1:
            raise _at_cells(ValidationError(_("Every row needs the same number of cells."), code="ragged"))
        return cleaned


class ComparisonBlock(blocks.StructBlock):
    """Two to four things side by side, compared by rows; on a phone each row becomes a card."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    cells = blocks.TextBlock(
        label=_("Cells"),
        rows=6,
        help_text=_(
            "One row a line, cells separated by |. The first line names what is compared, after an empty cell; every "
            "further line begins with what it is compared by."
        ),
    )

    class Meta:
        label = _("comparison")
        icon = "grip"

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be laid side by side, at the field; a draft is saved half-written."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not is_comparison(rows(cleaned["cells"])):
            raise _at_cells(
                ValidationError(
                    _("A comparison has a line of headings, one line or more below it, and two to four columns."),
                    code="no_comparison",
                )
            )
        return cleaned


def _at_cells(error: ValidationError) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={"cells": error})
