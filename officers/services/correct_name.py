"""Correcting a name, and keeping the one that the records held until then."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.dated_rows import end_on
from officers.edits import refuse_if_changed
from officers.models import Act, FormerName, Officer
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.edit_officer import NothingToSave


class BeforeLastCorrection(Refusal):
    """The present name did not stand yet on that day."""

    code = "before_last_correction"
    message = _("The name was last corrected from %(day)s on; choose that day or a later one.")


_FIELDS = ("given_names", "paternal_surname", "maternal_surname")


@transaction.atomic
def correct_name(
    *, officer: Officer, given_names: str, paternal_surname: str, maternal_surname: str, since: date, by: Officer,
    why: str, seen: int | None = None,
) -> FormerName:  # fmt: skip
    """Call an officer so from ``since`` on; certificates keep the name of their day.

    Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``, ``NothingToSave``, ``DayInFuture``,
    ``BeforeLastCorrection``, and a ``ValidationError`` for what is no name.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked.unit) if locked.unit else None)
    require_reason(why)
    refuse_if_changed(locked, seen, _FIELDS)
    before = {name: getattr(locked, name) for name in _FIELDS}
    locked.given_names, locked.paternal_surname = given_names, paternal_surname
    locked.maternal_surname = maternal_surname
    locked.clean_fields(exclude=[field.name for field in Officer._meta.fields if field.name not in _FIELDS])
    changed = [name for name, value in before.items() if value != getattr(locked, name)]
    if not changed:
        raise NothingToSave
    last = locked.former_names.order_by("-until", "-pk").values_list("until", flat=True).first()
    end_on(None, since)
    if last and since < last:
        raise BeforeLastCorrection(field="since", day=date_format(last, "SHORT_DATE_FORMAT"))
    former = FormerName.objects.create(officer=locked, since=last, until=since, why=why.strip(), by=by, **before)
    locked.find_also_by(former.for_searching)
    locked.save(update_fields=[*_FIELDS, "search_former"])
    record(by=by, act="officer.correct_name", on=locked, changed=changed, why=why)
    return former
