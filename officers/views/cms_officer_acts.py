"""What is done to one officer in the CMS: numbers, name, posting, status."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from officers.models import Officer
from officers.officer_forms import NameForm, NumbersForm, StatusForm, TransferForm, UndoTransferForm
from officers.queries.latest_transfer import latest_transfer
from officers.queries.profile import roles_of
from officers.refusals import refusals_to
from officers.services.change_status import change_status
from officers.services.correct_name import correct_name
from officers.services.edit_officer import edit_officer
from officers.services.transfer import transfer
from officers.services.undo_transfer import NoLatestTransfer, undo_transfer
from officers.views.person import asking, managed_officer

__all__ = ["name", "numbers", "posting", "status", "undo_posting"]


@refusals_to("form")
def numbers(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Change CIP, DNI and e-mail."""
    row = managed_officer(request, officer)
    form = NumbersForm(request.POST or None, row=row, initial=_now(row, "cip", "dni", "email"))
    if request.method == "POST" and form.is_valid():
        edit_officer(officer=row, by=asking(request), **form.cleaned_data)
        return _saved(request, row)
    return _page(request, row, form, title=_("Numbers and e-mail"), label=_("Save"))


@refusals_to("form")
def name(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Correct the name; the present one is kept with its dates."""
    row = managed_officer(request, officer)
    present = _now(row, "given_names", "paternal_surname", "maternal_surname")
    form = NameForm(request.POST or None, row=row, initial=present)
    if request.method == "POST" and form.is_valid():
        correct_name(officer=row, by=asking(request), **form.cleaned_data)
        return _saved(request, row)
    note = _(
        "The present name is kept with its dates. Certificates already issued keep the name of their day; one that "
        "names its holder wrongly is replaced on its own page."
    )
    return _page(request, row, form, title=_("Correct the name"), label=_("Correct the name"), notes=[note])


@refusals_to("form")
def posting(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Transfer the officer to another unit, or give another rank."""
    row, by = managed_officer(request, officer), asking(request)
    form = TransferForm(request.POST or None, row=row, by=by, initial=_now(row, "unit", "rank"))
    if request.method == "POST" and form.is_valid():
        transfer(officer=row, by=by, **form.cleaned_data)
        return _saved(request, row)
    notes = [
        _("The present posting ends on that day and is kept. Only units that you look after are offered."),
        _("A transfer recorded by mistake can be undone, also today, while it is the newest act about the officer."),
        _("Certificates keep the unit and rank of their day, whatever is recorded afterwards."),
    ]
    return _page(request, row, form, title=_("Transfer or promotion"), label=_("Record the posting"), notes=notes)


@refusals_to("form")
def undo_posting(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Undo the latest transfer; first say to what the officer goes back."""
    row, by = managed_officer(request, officer), asking(request)
    form = UndoTransferForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        undo_transfer(officer=row, by=by, **form.cleaned_data)
        return _saved(request, row)
    return _page(request, row, form, title=_("Undo the latest transfer"), label=_("Undo"), notes=_undone(row))


def _undone(officer: Officer) -> list[str]:
    found = latest_transfer(officer)
    if found is None:
        return [str(NoLatestTransfer.message)]
    wrong, before = found
    return [
        _("Recorded as from %(day)s: %(unit)s, %(rank)s. It is taken out as if it had never been; the audit keeps it.")
        % {"day": date_format(wrong.since, "SHORT_DATE_FORMAT"), "unit": wrong.unit, "rank": wrong.rank},
        _("The officer serves again where he served before: %(unit)s, %(rank)s.")
        % {"unit": before.unit, "rank": before.rank},
        _("Certificates issued meanwhile keep the unit and rank of their day."),
    ]


@refusals_to("form")
def status(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Change whether the officer serves; first say what ends with it."""
    row = managed_officer(request, officer)
    form = StatusForm(request.POST or None, row=row, initial=_now(row, "status"))
    if request.method == "POST" and form.is_valid():
        change_status(officer=row, by=asking(request), **form.cleaned_data)
        return _saved(request, row)
    notes = [
        _("On leave: the officer keeps roles and access."),
        _("Retired: the roles end; the officer still sees his own record."),
        _("Dismissed: the roles end and the officer may no longer log in. The record stays."),
    ]
    if roles := roles_of(row, shown_to=asking(request)):
        held = ", ".join(f"{role.role} ({role.scope})" for role in roles)
        notes.append(_("Roles in force, which would end: %(roles)s.") % {"roles": held})
    return _page(request, row, form, title=_("Change the status"), label=_("Change the status"), notes=notes)


def _now(officer: Officer, *names: str) -> Mapping[str, Any]:
    return {name: getattr(officer, name) for name in names}


def _saved(request: HttpRequest, officer: Officer) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("officers_cms:officer", officer.public_id)


def _page(request: HttpRequest, officer: Officer, form: BaseForm, **words: Any) -> HttpResponse:
    return TemplateResponse(request, "officers/cms/officer_act.html", {"officer": officer, "form": form, **words})
