"""Beginning the next section of a sitting, and by that leaving the one before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments.draw import Draw
from assessments.entry_rules import EntryRules
from assessments.models.attempt import Attempt
from assessments.queries.answers import answered_in
from assessments.queries.clock import is_over, latest
from assessments.queries.overrides import terms_of, with_terms
from assessments.section_rules import section_rules
from assessments.services.refuse_elsewhere import refuse_elsewhere
from assessments.services.refuse_entry import OutsideHere
from assessments.stages import begin, owed, stages_of
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["OutOfOrder", "Unanswered", "begin_section"]


class OutOfOrder(Refusal):
    """Sections are begun one after the other."""

    code = "out_of_order"
    message = _("The sections of this exam are begun one after the other.")


class Unanswered(Refusal):
    """A section that must be answered is not."""

    code = "unanswered"
    message = _("These questions must be answered first: %(questions)s.")

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = numbers
        super().__init__(questions=", ".join(str(number) for number in numbers))


def begin_section(
    *, attempt: UUID, section: int, by: Officer, device: str | None = None, address: str | None = None
) -> None:
    """Begin a section (from 1) of the officer's attempt; one that was begun, or an attempt that is over, stays so.

    Begin and end are by the database's clock, or by the newest answer where that is later (``queries.clock``): a
    section must not be over as soon as it is begun because somebody set the clock back. Locks the enrolment, then the
    attempt, as submitting does: a save waits for it and finds the section before it closed, where it goes no way back.
    device: as in ``submit_own_attempt``. address: from which it is asked for; None: nobody asks. Raises ``Http404``,
    ``OutOfOrder``, ``PenElsewhere``, ``OutsideHere``, and ``Unanswered`` where the section before must be answered, is
    not, and is not over.
    """
    with transaction.atomic():
        rows = Attempt.objects.filter(public_id=attempt, officer=by)
        Enrolment.objects.filter(pk__in=rows.values("enrolment")).lock_first()
        own = with_terms(rows, enrolment=OuterRef("enrolment")).annotate(latest=latest()).select_related("item")
        held: Any = own.select_for_update(no_key=True, of=("self",)).first()
        if held is None or held.item is None:
            raise Http404
        now: datetime = held.latest
        stages = stages_of(held.stages)
        if stages is None or is_over(held) or 1 <= section <= len(stages):
            return
        refuse_elsewhere(held, device)
        if address is not None and not EntryRules.from_payload(held.item.payload).lets_in(address):
            raise OutsideHere
        sections = terms_of(held).on_sections(held.item.payload)
        if section != len(stages) + 1 or section > len(sections):
            raise OutOfOrder
        if stages:
            _refuse_unanswered(held, len(stages), now)
        begun = begin(stages, sections, ends=held.ends_at, now=now)
        held.stages = [stage.to_json() for stage in begun]
        held.save(update_fields=["stages"])


def _refuse_unanswered(attempt: Attempt, section: int, now: datetime) -> None:
    payload = attempt.item.payload if attempt.item else {}
    sections, stages = section_rules(payload), stages_of(attempt.stages)
    if not sections[section - 1].must_answer:
        return
    slots = [(slot.number, slot.section) for slot in Draw.from_json(attempt.draw).slots if slot.section == section]
    numbers = owed(slots, sections, stages, answered_in(attempt.pk), now)
    if numbers:
        raise Unanswered(numbers)
