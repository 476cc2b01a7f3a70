"""Reads a lesson: fields between two lines ``---``, then Markdown with boxes."""

from courses.curriculum.kinds import Entry, Fault, Source, digest
from courses.curriculum.text_file import read_text
from courses.curriculum.values import LessonValue

__all__ = ["read_lesson"]


def read_lesson(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the lesson that a file describes."""
    text, faults = read_text(source)
    if text is None:
        return [], faults
    fields = text.fields
    key = fields.key()
    title = fields.text("title", longest=200)
    minutes = fields.whole("minutes", low=1, high=600) or 1
    lede = fields.text("lede", longest=300, required=False)
    objectives = tuple(fields.texts("objectives", longest=300))
    fields.done()
    value = LessonValue(title, minutes, lede, objectives, text.blocks, text.links)
    if not key:
        return [], faults
    entry = Entry(
        "lesson", key, source.path, 1, value, digest(source.content), source.course_folder, source.folder
    )  # fmt: skip
    return [entry], faults
