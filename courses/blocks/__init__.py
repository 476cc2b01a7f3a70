"""Blocks of which lessons and courses are written; one payload kind and one template each."""

from courses.blocks.lesson import GUIDELINE_BLOCKS, LESSON_BLOCKS
from courses.blocks.objective import COURSE_OBJECTIVES, LESSON_OBJECTIVES, Bloom
from courses.blocks.stream import ContentStreamField, unknown_kinds
from courses.blocks.term import GLOSSARY_TERMS

__all__ = [
    "COURSE_OBJECTIVES",
    "GLOSSARY_TERMS",
    "GUIDELINE_BLOCKS",
    "LESSON_BLOCKS",
    "LESSON_OBJECTIVES",
    "Bloom",
    "ContentStreamField",
    "unknown_kinds",
]
