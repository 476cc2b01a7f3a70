"""What the forms of kinds share that are marked by a rubric: criteria, each with its levels, one a line."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing import Markdown
from assessments.question_types.editing_rows import RowList, RowsEditor

__all__ = ["RubricEditor"]

#: "2 – says where" and its like: the points, what parts them from the words, the words.
_LEVEL = re.compile(r"\s*(?P<points>-?[0-9]+(?:[.,][0-9]+)?)\s*(?:[-–—:|=.)]\s*)?(?P<text>.*)")


def _levels() -> forms.Field:
    return Markdown(
        label=_("Levels, one a line"), rows=4,
        help_text=_("The points first, then what earns them, such as “2 – says where and when”."),
    )  # fmt: skip


def _text() -> forms.Field:
    return forms.CharField(label=_("What is looked at"), required=False, max_length=500)


class RubricEditor(RowsEditor):
    """Criteria, and whether the officer reads them while answering."""

    lists = (
        RowList(
            "criterion", "rubric", _("Rubric"),
            _("By these criteria the answer is marked. Rows that stay empty are left out."),
            _("Add a criterion"), _("Criterion"), {"text": _text, "levels": _levels}, prefix="k-", new=2,
        ),
    )  # fmt: skip
    own: ClassVar[tuple[str, ...]] = ("shows_rubric",)

    shows_rubric = forms.BooleanField(label=_("The officer reads the rubric while answering"), required=False)

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the criteria, and the kind's own fields."""
        found = super(RowsEditor, cls).initial_of(content)
        found |= {name: getattr(content, name) for name in cls.own}
        found["criterion"] = [criterion.id for criterion in content.rubric]
        for criterion in content.rubric:
            found[f"criterion-{criterion.id}-text"] = criterion.text
            found[f"criterion-{criterion.id}-levels"] = _lines_of(criterion)
        return found

    @classmethod
    def row_text(cls, content: Any, row: Any) -> str:
        """Say what a criterion looks at, and its levels."""
        return f"{row.text}\n{_lines_of(row)}"

    def row_source(self, rows: RowList, row: str) -> dict[str, Any]:
        """Return a criterion as the source has it."""
        said = {name: self.cleaned_data.get(f"criterion-{row}-{name}", "") for name in rows.fields}
        lines = [line for line in said["levels"].split("\n") if line.strip()]
        return {"key": row, "text": said["text"], "levels": [_level(line) for line in lines]}

    def field_at(self, path: tuple[str | int, ...]) -> str | None:
        """Lead to the levels of a criterion, whatever is wrong with one of them."""
        if path[:1] == ("rubric",) and len(path) > 2:
            return f"criterion-{self.kept(self.lists[0])[int(path[1])]}-{path[2]}"
        return super().field_at(path)


def _level(line: str) -> dict[str, str]:
    """Read a line; what does not begin with points is left to the schema, which says so."""
    found = _LEVEL.fullmatch(line)
    if found is None:
        return {"points": line.strip()[:40], "text": ""}
    return {"points": found["points"].replace(",", "."), "text": found["text"].strip()}


def _lines_of(criterion: Any) -> str:
    return "\n".join(f"{level.points} – {level.text}" if level.text else level.points for level in criterion.levels)
