"""Writing the questions of curriculum files."""

from assessments.models.bank import Bank
from assessments.services.save_question import save_question
from courses.curriculum.kinds import Curriculum, Entry, uuid_of
from courses.models.course import Course

__all__ = ["bank_of", "load_questions"]


def load_questions(entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
    """Save new and changed questions as versions in the bank of their course, which is made where it is not there.

    Inside the loader's transaction. Returns for each key the UUID of its newest version.
    """
    saved: dict[str, str] = {}
    banks: dict[str, Bank] = {}
    for entry in entries:
        if entry.course not in banks:
            banks[entry.course] = bank_of(curriculum.course_of(entry))
        value = entry.value
        version = save_question(
            question=entry.uuid, bank=banks[entry.course], kind=value.kind, content=value.content, weight=value.weight,
            difficulty=value.difficulty, tags=value.tags, lessons=[uuid_of(key) for key in value.lessons], by=None,
        )  # fmt: skip
        saved[entry.key] = str(version.uuid)
    return saved


def bank_of(course_entry: Entry | None) -> Bank:
    """Return the bank of a course of curriculum files; made where it is not there."""
    if course_entry is None:
        raise Course.DoesNotExist
    course = Course.objects.get(uuid=course_entry.uuid)
    bank, _ = Bank.objects.get_or_create(
        uuid=uuid_of(f"{course_entry.key}-bank"),
        defaults={"name": course.code, "area": course.area, "course": course, "classification": course.classification},
    )
    return bank
