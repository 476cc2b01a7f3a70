"""Reads ``course.yaml``, ``module.yaml`` and what lies in ``media/``."""

import re
from decimal import Decimal

from courses import uploads
from courses.classification import LEVELS, needs_public_title
from courses.curriculum.kinds import Entry, Fault, Source, digest
from courses.curriculum.schema import Fields, fields_of
from courses.curriculum.values import CourseValue, MediaValue, ModuleValue, Objective

__all__ = ["BLOOM", "read_course", "read_media", "read_module"]

CODE = re.compile(r"[A-Z]{2,4}-[0-9]{3}")
BLOOM = ("remember", "understand", "apply", "analyse", "evaluate", "create")
#: Larger files are not read at all.
_LARGEST = 20 * 1024 * 1024
_LARGEST_RECORDING = 60 * 1024 * 1024


def read_course(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the course that a ``course.yaml`` describes."""
    fields, faults = fields_of(source)
    if fields is None:
        return [], faults
    key = fields.key()
    value = CourseValue(
        code=fields.text("code", longest=10),
        title=fields.text("title", longest=200),
        public_title=fields.text("public_title", longest=200, required=False),
        area=fields.text("area", longest=40),
        classification=fields.choice("classification", LEVELS),
        summary=fields.text("summary", longest=600),
        lede=fields.text("lede", longest=300, required=False),
        objectives=tuple(_objective(each) for each in fields.mappings("objectives")),
        audience=fields.text("audience", longest=600),
        academic_hours=fields.whole("academic_hours", low=1, high=2000) or 1,
        credits=fields.decimal("credits", low="0", high="99.99") or Decimal(0),
        level=fields.choice("level", ("basic", "intermediate", "advanced")),
        pass_mark=fields.decimal("pass_mark", low="0", high="20") or Decimal(0),
        rounding=fields.choice("rounding", ("none", "whole")),
        validity_months=fields.whole("validity_months", low=1, high=240, null=True),
        resolution=fields.text("resolution", longest=120, required=False),
        contact=fields.text("contact", longest=200, required=False),
    )
    if value.code and not CODE.fullmatch(value.code):
        fields.fault("bad_code", "code", value=value.code)
    if needs_public_title(value.classification) and not value.public_title:
        fields.fault("no_public_title", "public_title")
    fields.done()
    return _entry("course", key, source, value), faults


def read_module(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the module that a ``module.yaml`` describes."""
    fields, faults = fields_of(source)
    if fields is None:
        return [], faults
    key = fields.key()
    value = ModuleValue(
        title=fields.text("title", longest=200), summary=fields.text("summary", longest=600, required=False)
    )
    fields.done()
    return _entry("module", key, source, value, module=source.folder), faults


def read_media(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the picture or document; its path is its key."""
    name = source.path.rpartition("/")[2]
    largest = _LARGEST_RECORDING if uploads.is_recording_name(name) else _LARGEST
    if len(source.content) > largest:
        return [], [Fault(source.path, 1, "too_large_file", {"mb": largest // 2**20})]
    picture = name.rpartition(".")[2].lower() in {"svg", "png", "jpg", "jpeg", "webp", "gif"}
    try:
        kind = (uploads.image_type if picture else uploads.document_type)(source.content, name)
    except uploads.Unacceptable as error:
        return [], [Fault(source.path, 1, error.code)]
    return _entry("media", source.path, source, MediaValue(name, source.content, kind, picture)), []


def _objective(fields: Fields) -> Objective:
    objective = Objective(fields.text("text", longest=300), fields.choice("bloom", BLOOM))
    fields.done()
    return objective


def _entry(kind: str, key: str, source: Source, value: object, *, module: str = "") -> list[Entry]:
    if not key:
        return []
    return [Entry(kind, key, source.path, 1, value, digest(source.content), source.course_folder, module)]
