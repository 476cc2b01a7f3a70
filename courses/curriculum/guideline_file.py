"""Reads a guideline: fields between two lines ``---``, then Markdown with the boxes of lessons, but for checks."""

from courses.classification import LEVELS
from courses.curriculum.course_files import CODE
from courses.curriculum.kinds import Entry, Fault, Source, digest
from courses.curriculum.text_file import read_text
from courses.curriculum.values import GuidelineValue

__all__ = ["read_guideline"]


def read_guideline(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the guideline that a file describes."""
    text, faults = read_text(source)
    if text is None:
        return [], faults
    fields = text.fields
    key = fields.key()
    value = GuidelineValue(
        code=fields.text("code", longest=10),
        title=fields.text("title", longest=200),
        area=fields.text("area", longest=40),
        classification=fields.choice("classification", LEVELS),
        summary=fields.text("summary", longest=600),
        version=fields.text("version", longest=40),
        in_force_on=fields.day("in_force_on"),
        resolution=fields.text("resolution", longest=120, required=False),
        contact=fields.text("contact", longest=200, required=False),
        blocks=text.blocks,
        links=text.links,
    )
    if value.code and not CODE.fullmatch(value.code):
        fields.fault("bad_code", "code", value=value.code)
    fields.done()
    faults += [Fault(source.path, block.line, "check_in_guideline") for block in text.blocks if block.kind == "check"]
    if text.blocks and not any(block.kind == "heading" for block in text.blocks):
        faults.append(Fault(source.path, text.blocks[0].line, "no_sections"))
    if not key:
        return [], faults
    return [Entry("guideline", key, source.path, 1, value, digest(source.content), source.course_folder)], faults
