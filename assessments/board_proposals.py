"""What the examination board proposes, in words: about a version of a question, or about a sitting."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments import further_proposals
from assessments.models.attempt import Attempt
from assessments.queries.sittings import sittings_within
from courses.admission import moment
from officers.models import Officer
from officers.roles import Scope

__all__ = ["rows", "scope_of", "words"]


def scope_of(row: Any) -> Scope | None:
    """Return where the right must hold: the course of the bank, or of the enrolment."""
    if isinstance(row, Attempt):
        return row.enrolment.course.scope if row.enrolment is not None else None
    return further_proposals.scope_of(row)


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Any, str]]:
    """Return those rows on whose marks the officer may decide; both doors agree."""
    if model != Attempt._meta.label:
        return dict(further_proposals.rows(officer, model, keys))
    found = sittings_within(officer).filter(pk__in=keys)
    named = found.select_related("officer", "item", "enrolment__run", "enrolment__course")
    return {str(row.pk): (row, _name(row)) for row in named}


def words(row: Any, arguments: dict[str, Any]) -> str:
    """Return what would be done, and what hangs on it."""
    if not isinstance(row, Attempt):
        return further_proposals.words(row, arguments)
    if "chosen" in arguments:
        return _late(arguments)
    if "until" in arguments:
        at = moment(datetime.fromisoformat(arguments["until"]))
        return _("The sitting is opened again until %(at)s; its mark is taken away until then.") % {"at": at}
    said = [
        _("The sitting is annulled and counts as an attempt used.")
        if arguments["is_used"]
        else _("The sitting is annulled and does not count as an attempt.")
    ]
    if arguments["no_longer_passes"]:
        said.append(_("The exam is then no longer passed."))
    if arguments["ends"]:
        said.append(_("The enrolment then ends, not passed."))
    if arguments["below_paper"]:
        said.append(_("The certificate then says more than the mark; it stays as it is, and HR decides."))
    return " ".join(said)


def _late(arguments: dict[str, Any]) -> str:
    if not arguments["after"]:
        return _(
            "Answers that came late count at questions: %(questions)s. A person has still to mark them; until then the "
            "attempt has no mark, and what it earned before stands. Mark before: %(before)s."
        ) % {"questions": ", ".join(arguments["chosen"]), "before": arguments["before"]}
    return _("Answers that came late count at questions: %(questions)s. Mark: %(after)s, before %(before)s.") % {
        "questions": ", ".join(arguments["chosen"]), "after": arguments["after"], "before": arguments["before"],
    }  # fmt: skip


def _name(row: Attempt) -> str:
    facts = {
        "name": row.officer.get_full_name(), "exam": row.item.title if row.item else "", "number": row.number,
        "run": row.enrolment.run.code if row.enrolment else "",
    }  # fmt: skip
    return _("%(name)s: attempt %(number)s at “%(exam)s” (%(run)s)") % facts
