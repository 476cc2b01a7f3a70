"""What rests on a certificate: what its holder began or earned because the course had been completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.models import Award, Certificate
from courses.models import Enrolment

__all__ = ["Resting", "resting_on"]


@dataclass(frozen=True)
class Resting:
    """Courses that ask for this one, by their public titles: under way, and already earned.

    ``again``: other certificates of the same course, on which all this may rest as well.
    """

    enrolments: Sequence[tuple[str, str, str]]
    awards: Sequence[tuple[str, datetime]]
    again: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be without its ground."""
        return not (self.enrolments or self.awards)


def resting_on(certificate: Certificate) -> Resting:
    """Return what rests on a certificate; three statements. Revoking it touches none of this by itself."""
    award = certificate.award
    course = award.edition.course_id
    requiring = {"officer": award.officer_id, "course__prerequisites": course}
    enrolments = Enrolment.objects.open().filter(**requiring).select_related("run", "edition").order_by("pk")
    awards = Award.objects.filter(officer=award.officer_id, edition__course__prerequisites=course)
    again = Certificate.objects.filter(
        award__officer=award.officer_id, award__edition__course=course, superseded_by=None
    ).exclude(award=award)  # fmt: skip
    return Resting(
        enrolments=[(row.edition.public_title, row.run.code, row.get_state_display()) for row in enrolments],
        awards=list(awards.order_by("completed_at").values_list("edition__public_title", "completed_at")),
        again=list(again.order_by("pk").values_list("serial", flat=True)),
    )
