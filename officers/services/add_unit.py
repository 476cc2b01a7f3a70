"""Adding a unit to the tree of the organisation."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Officer, Unit
from officers.reasons import require_reason
from officers.services.place_unit import place_unit


class CodeTaken(Refusal):
    """Another unit has this code."""

    code = "code_taken"
    message = _("Another unit has this code.")


@transaction.atomic
def add_unit(*, unit: Unit, parent: Unit | None, since: date, by: Officer, why: str) -> Unit:
    """Save a new unit (its fields already checked) and place it under ``parent`` from ``since`` on.

    Raises ``ReasonMissing``, ``CodeTaken`` and what ``place_unit`` raises.
    """
    require_reason(why)
    save_with_code(unit)
    record(by=by, act="unit.add", on=unit, why=why)
    place_unit(unit=unit, parent=parent, since=since, by=by, why=why)
    return unit


def save_with_code(unit: Unit) -> None:
    """Save a unit whose code is new; raises ``CodeTaken``."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        if Unit.objects.exclude(pk=unit.pk).filter(code=unit.code).exists():
            raise CodeTaken(field="code") from error
        raise
