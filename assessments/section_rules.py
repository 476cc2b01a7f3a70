"""The rules of an exam's sections, as its frozen payload states them. Pure.

A rule stands in a payload only where it is set, so that an exam without any has the hash it had before there were such
rules (``docs/exams.md``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from assessments.longer import longer

__all__ = ["SectionRules", "are_in_order", "break_problem", "section_rules"]


@dataclass(frozen=True, slots=True)
class SectionRules:
    """How one section is sat.

    instructions: Markdown, shown before its questions. minutes: its own time; None: none. forward_only: it closes when
    the next one begins. must_answer: whoever goes on or submits has answered all of it. per_page: so many questions
    stand on a page of a browser that cuts pages; None: all of them. breaks_after: the fixed questions after which a
    page ends too, by UUID (in the files of ``content/`` by key).
    """

    title: str
    instructions: str = ""
    minutes: int | None = None
    forward_only: bool = False
    must_answer: bool = False
    per_page: int | None = None
    breaks_after: tuple[str, ...] = ()

    @classmethod
    def from_payload(cls, section: Mapping[str, Any]) -> Self:
        """Read the rules of a section of a payload."""
        return cls(
            title=section["title"],
            instructions=section.get("instructions", ""),
            minutes=section.get("minutes"),
            forward_only=section.get("forward_only", False),
            must_answer=section.get("must_answer", False),
            per_page=section.get("per_page"),
            breaks_after=tuple(section.get("breaks_after", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Give the title, and the rules that are set."""
        rules = {
            "instructions": self.instructions, "minutes": self.minutes, "forward_only": self.forward_only,
            "must_answer": self.must_answer, "per_page": self.per_page,
            "breaks_after": list(self.breaks_after),
        }  # fmt: skip
        return {"title": self.title, **{name: value for name, value in rules.items() if value}}

    def extended(self, *, minutes: int, factor: Decimal | None = None) -> Self:
        """Return the rules with more time (``longer``); a section without time of its own gets none."""
        if self.minutes is None:
            return self
        return replace(self, minutes=longer(self.minutes, more=minutes, factor=factor))

    @property
    def closes_by_itself(self) -> bool:
        """Whether it may be over before the sitting is."""
        return self.minutes is not None or self.forward_only

    @property
    def cuts_pages(self) -> bool:
        """Whether it is shown in pages of its own."""
        return bool(self.per_page or self.breaks_after)

    def ends_page(self, question: str, position: int) -> bool:
        """Whether a page ends after a question; position: on its page, from 1."""
        return question in self.breaks_after or position == self.per_page


def section_rules(payload: Mapping[str, Any]) -> tuple[SectionRules, ...]:
    """Return the rules of every section of a payload."""
    return tuple(SectionRules.from_payload(section) for section in payload["sections"])


def are_in_order(sections: tuple[SectionRules, ...]) -> bool:
    """Whether sections are begun one after the other, since one of them closes before the sitting does."""
    return any(section.closes_by_itself for section in sections)


def break_problem(section: SectionRules, fixed: Collection[str], *, shuffles: bool) -> str:
    """Return the code of what is wrong with its page breaks, or nothing; fixed: the questions that everybody is asked.

    Shuffled questions stand elsewhere in each sitting, so that a break after one of them would cut anywhere.
    """
    if section.breaks_after and shuffles:
        return "break_shuffled"
    return "break_elsewhere" if set(section.breaks_after) - set(fixed) else ""
