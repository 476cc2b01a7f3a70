"""What an exam's form shows above its fields: the check of the draft that was saved last, and the bank's offers."""

from typing import Any

from assessments.models.bank import Bank
from assessments.pages import ExamPage
from assessments.queries.bank_offers import offers_of
from assessments.queries.exam_check import exam_check
from courses.models.course import Course
from courses.services.note_reading import note_reading
from officers.models import Officer

__all__ = ["exam_panel"]


def exam_panel(reader: Officer, instance: Any, parent: Any) -> dict[str, Any]:
    """Return the panel of an exam; what is typed and not saved yet is no part of it."""
    saved = ExamPage.objects.filter(pk=instance.pk).first()
    draft: Any = saved.get_latest_revision_as_object() if saved is not None else None
    bank = draft.bank if draft is not None and draft.bank is not None else _bank_of(draft or parent)
    if bank is not None and bank.course is not None:
        note_reading(by=reader, held=bank.course, on=bank)
    check = exam_check(draft) if draft is not None else None
    return {"page": draft, "check": check, "bank": bank, "offers": offers_of(bank) if bank is not None else None}


def _bank_of(place: Any) -> Bank | None:
    course = Course.objects.of_page(place) if place is not None else None
    return Bank.objects.filter(course=course).select_related("course").first() if course is not None else None
