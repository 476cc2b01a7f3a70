"""Reads a course's ``glossary.yaml``: a list of terms, each with its key and its definition."""

from courses.curriculum.kinds import Entry, Fault, Source, digest
from courses.curriculum.markdown import LINK, prose_of
from courses.curriculum.schema import Fields, sequence_of
from courses.curriculum.values import GlossaryValue, Link, TermValue

__all__ = ["read_glossary"]


def read_glossary(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the glossary that a file describes; its path is its key, since a term's is the course's own."""
    found, faults = sequence_of(source)
    links: list[Link] = []
    terms = [_term(fields, source, links) for fields in found]
    keys = [term.key for term in terms]
    for fields, term in zip(found, terms, strict=True):
        if term.key and keys.index(term.key) != found.index(fields):
            fields.fault("term_twice", "key", key=term.key)
    if not terms and not faults:
        faults.append(Fault(source.path, 1, "empty_glossary"))
    value = GlossaryValue(tuple(terms), tuple(links))
    entry = Entry("glossary", source.path, source.path, 1, value, digest(source.content), source.course_folder)
    return [entry], faults


def _term(fields: Fields, source: Source, links: list[Link]) -> TermValue:
    line = fields.line("definition")
    term = TermValue(
        key=fields.key(),
        term=fields.text("term", longest=120),
        also=tuple(fields.texts("also", longest=120, required=False)),
        definition=prose_of(fields.text("definition", longest=2000), source.path, line, fields.faults),
        source=fields.text("source", longest=300, required=False),
    )
    links += [Link(kind, key, line) for kind, key in LINK.findall(term.definition)]
    fields.done()
    return term
