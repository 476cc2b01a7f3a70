"""What the loader of curricula writes for ``glossary.yaml``: the page of a course's glossary."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from courses.content_kinds import make_ready
from courses.content_states import loaded_rows, state_of
from courses.content_text import link_faults, linked_by
from courses.curriculum.glossary_file import read_glossary
from courses.curriculum.kinds import Curriculum, Entry, Fault, Source
from courses.curriculum.values import GlossaryValue
from courses.pages import CoursePage, GlossaryPage

__all__ = ["GlossaryFiles"]


class GlossaryFiles:
    """``glossary.yaml``: the terms of a course."""

    kind = "glossary"
    pattern = re.compile(r"courses/[^/]+/glossary\.yaml")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the glossary."""
        return read_glossary(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse glossaries without a course, and links that lead nowhere."""
        for entry in curriculum.of(self.kind):
            if curriculum.course_of(entry) is None:
                yield entry.fault("no_course")
            yield from link_faults(entry, curriculum)

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write the pages."""
        return {entry.key: str(self._write(entry, curriculum).pk) for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the pages as they stand."""
        rows = loaded_rows(entries)
        pages = GlossaryPage.objects.in_bulk([int(row) for row in rows.values() if row])
        found = {key: pages.get(int(row)) for key, row in rows.items() if row}
        return {key: state_of(page.latest_revision_id, page.live) for key, page in found.items() if page is not None}

    def _write(self, entry: Entry, curriculum: Curriculum) -> GlossaryPage:
        owner = curriculum.course_of(entry)
        assert owner is not None, "validated"  # noqa: S101 - a fault of the program
        above = CoursePage.objects.get(course__uuid=owner.uuid)
        page = GlossaryPage.objects.child_of(above).order_by("path").first()
        page = page or GlossaryPage(title="Glosario", slug="glosario")
        page.terms = _stream(entry.value, linked_by(curriculum))
        make_ready(page, above)
        return page


def _stream(value: GlossaryValue, linked: Callable[[str], str]) -> list[tuple[str, Any]]:
    return [
        ("term", {
            "term": term.term, "key": term.key, "also": list(term.also), "definition": linked(term.definition),
            "source": term.source,
        })
        for term in value.terms
    ]  # fmt: skip
