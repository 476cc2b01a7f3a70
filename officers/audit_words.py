"""How the audit says what is done with people, units and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from audit import words
from officers.models import Act, Grant, LoginLink, Officer, PeopleImport, PrivacyAcceptance, Proposal, Unit
from officers.queries.people import with_number
from officers.scopes import shown_scopes

__all__ = ["register_steps", "register_words"]

_ACTS = {
    "officer.accept_privacy_notice": _("Accepted the privacy notice"),
    "officer.change_status": _("Changed the status of an officer"),
    "officer.choose_language": _("Chose a language"),
    "officer.choose_mail": _("Chose whether notices come by e-mail"),
    "officer.choose_password": _("Chose a password"),
    "officer.close_account": _("Closed an account"),
    "officer.correct_name": _("Corrected a name"),
    "officer.edit": _("Changed numbers or e-mail of an officer"),
    "officer.confirm_person": _("Confirmed who forgot the password, and handed over a link"),
    "officer.decline_password_request": _("Declined a request for a new password"),
    "officer.import": _("Changed an officer by an import"),
    "officer.issue_password": _("Handed out a first password"),
    "officer.register": _("Registered an officer"),
    "officer.remove_imported": _("Removed an officer whom an import had registered"),
    "officer.transfer": _("Transferred an officer"),
    "officer.undo_transfer": _("Undid the latest transfer of an officer"),
    "officer.make_login_link": _("Made a log-in link"),
    "officer.use_login_link": _("Used a log-in link"),
    "officer.undo_import": _("Undid what an import changed of an officer"),
    "people_columns.forget": _("Forgot saved columns of files of people"),
    "people_import.apply": _("Imported people from a file"),
    "people_import.discard": _("Discarded a file of people"),
    "people_import.export": _("Exported the rows of an import of people"),
    "people_import.start": _("Uploaded a file of people"),
    "people_import.undo": _("Undid an import of people"),
    "role.give_back": _("Gave back a role that an import had ended"),
    "role.grant": _("Gave a role"),
    "role.withdraw": _("Withdrew a role"),
    "unit.add": _("Added a unit"),
    "unit.close": _("Closed a unit"),
    "unit.edit": _("Changed a unit"),
    "unit.reopen": _("Opened a unit again"),
    "unit.place": _("Placed a unit in the tree"),
}
#: What is written of an act for two persons beside the act itself, by what stands behind its code.
_STEPS = {
    "propose": _("Proposed: %(act)s"),
    "confirm": _("Confirmed as the second person: %(act)s"),
    "declined": _("Declined the proposal: %(act)s"),
    "withdrawn": _("Took the proposal back: %(act)s"),
}


@dataclass(frozen=True)
class _Step:
    """The words of a step, put together in the reader's language."""

    act: Act
    step: str

    def __str__(self) -> str:
        return str(_STEPS[self.step]) % {"act": self.act.label}


def register_steps(act: Act) -> None:
    """Register the words of the steps of an act for two persons; ``officers.proposals`` calls this for each."""
    words.register(acts={f"{act}.{step}": _Step(act, step) for step in _STEPS}, rows={})


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts=_ACTS,
        rows={
            Officer: _officers,
            Unit: _units,
            Grant: _grants,
            LoginLink: _login_links,
            PeopleImport: _imports,
            PrivacyAcceptance: _acceptances,
        },
        found={
            Officer: lambda reader, number: with_number(number).values_list("pk", flat=True),
            Grant: _of_officer(Grant),
            LoginLink: _of_officer(LoginLink),
            PrivacyAcceptance: _of_officer(PrivacyAcceptance),
        },
    )
    words.register(acts={}, rows={Proposal: _proposals}, guarded=True)


def _of_officer(model: type[Model]) -> words.Found:
    """Find the rows of the officer with a number."""
    rows: Any = model._default_manager
    return lambda reader, number: rows.filter(officer__in=with_number(number)).values_list("pk", flat=True)


def _officers(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(Officer.objects.all(), keys, lambda officer: f"{officer} ({officer.login})")


def _units(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(Unit.objects.all(), keys)


def _imports(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(PeopleImport.objects.all(), keys)


def _login_links(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(LoginLink.objects.select_related("officer"), keys, lambda link: str(link.officer))


def _grants(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    """Name grants by role, person and what they hold for, as far as the reader may know of which course."""
    grants = list(Grant.objects.select_related("officer", "unit", "area").filter(pk__in=list(keys)))
    scopes = shown_scopes(grants, reader)
    return {
        str(grant.pk): f"{grant.get_role_display()}, {scopes[grant.pk].words} · {grant.officer}" for grant in grants
    }


def _acceptances(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = PrivacyAcceptance.objects.select_related("officer")
    return words.named(rows, keys, lambda acceptance: f"{acceptance.officer} · {acceptance.version}")


def _proposals(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    """Name proposals by what they are about, where that may be named."""
    proposals = list(Proposal.objects.filter(pk__in=list(keys)))
    about = words.names(reader, {(proposal.on_model, proposal.on_id) for proposal in proposals})
    return {
        str(proposal.pk): about[proposal.on_model, proposal.on_id]
        for proposal in proposals
        if (proposal.on_model, proposal.on_id) in about
    }
