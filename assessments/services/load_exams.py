"""Writing the exams of curriculum files."""

from dataclasses import asdict
from typing import Any

from assessments.curriculum_values import ExamValue
from assessments.pages import ExamPage, ReviewRule
from assessments.services.load_questions import bank_of
from courses.content_kinds import make_ready, slug_of
from courses.curriculum.kinds import Curriculum, Entry, uuid_of
from courses.pages import ModulePage

__all__ = ["load_exams"]


def load_exams(entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
    """Write the pages of new and changed exams, inside the loader's transaction."""
    for entry in entries:
        module = curriculum.module_of(entry)
        page = ExamPage.objects.filter(activity_uuid=entry.uuid).first()
        page = page or ExamPage(activity_uuid=entry.uuid, slug=slug_of(entry))
        _fill(page, entry.value)
        page.bank = bank_of(curriculum.course_of(entry))
        make_ready(page, ModulePage.objects.get(activity_uuid=module.uuid if module else None))
    return {entry.key: "" for entry in entries}


def _fill(page: ExamPage, value: ExamValue) -> None:
    for name in (
        "title", "intro", "counts", "weight", "minutes", "attempts", "wait_hours", "counting", "pass_mark",
        "required", "shuffle_questions", "shuffle_options", "behaviour", "try_penalty", "complaint_days",
        "marked_without_names",
    ):  # fmt: skip
        setattr(page, name, getattr(value, name))
    if isinstance(value.review, str):
        page.review, page.review_table = value.review, None
    else:
        page.review, page.review_table = ReviewRule.TABLE, value.review
    page.asks_code, page.pledge, page.after_earlier = value.entry.code, value.entry.pledge, value.entry.after_earlier
    page.networks = "\n".join(value.entry.networks)
    said: Any = page  # assigning to a stream field is beyond the stubs
    said.sections = [
        (
            "section",
            {
                **asdict(section.rules),
                "breaks_after": [str(uuid_of(key)) for key in section.rules.breaks_after],
                "questions": [str(uuid_of(key)) for key in section.questions],
                "draws": [{"tag": draw.tag, "count": draw.count} for draw in section.draws],
            },
        )
        for section in value.sections
    ]
