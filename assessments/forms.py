"""What forms of a sitting send: those without JavaScript, and those of whoever begins or continues."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.draw import Draw
from assessments.entry_rules import EntryGiven, EntryRules
from assessments.models.attempt import Attempt
from assessments.question_types import registry
from assessments.services.save_form import Given
from assessments.sitting_json import base_in, number_in

__all__ = [
    "EntryForm", "PenForm", "SectionForm", "TrialEntryForm", "answer_in", "client_of", "given_of", "slot_of",
]  # fmt: skip


class EntryForm(forms.Form):
    """What an exam asks of whoever begins it; a refusal of ``refuse_entry`` comes back to its field.

    rules: of the exam; None: whatever an exam may ask, where it is not known which it does.
    """

    password = forms.CharField(
        label=_("Password of the exam"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code that the proctor says"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    pledged = forms.BooleanField(label=_("I have read it and I give my word"), required=False)

    def __init__(self, *args: Any, rules: EntryRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        if rules is None:
            return
        asked = {"password": rules.password, "code": rules.code, "pledged": rules.pledge}
        for name, is_asked in asked.items():
            if not is_asked:
                del self.fields[name]

    def given(self, address: str) -> EntryGiven:
        """Return what was given, from this address."""
        said = self.cleaned_data if self.is_valid() else {}
        asked = self.rules.password if self.rules else ""
        return EntryGiven(said.get("password", ""), said.get("code", ""), bool(said.get("pledged")), address, asked)


class PenForm(forms.Form):
    """What is asked of whoever continues on another device: the proctor's code, where the exam asks for one."""

    code = forms.CharField(
        label=_("Code that the proctor says"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


class TrialEntryForm(EntryForm):
    """What an exam asks of whoever begins it, on trial: something must be given, and whatever it is is taken.

    Neither password nor code is looked at: else whoever reads the course could guess them here without an end.
    """

    def __init__(self, *args: Any, rules: EntryRules, **kwargs: Any) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        for field in self.fields.values():
            field.required = True


class SectionForm(forms.Form):
    """The number of the section that is to begin."""

    section = forms.IntegerField(min_value=1, max_value=1000, widget=forms.HiddenInput)


def client_of(request: HttpRequest) -> int:
    """Return the number of the page load that a form came from; raises ``BadAnswer``."""
    text = request.POST.get("client", "")
    return number_in(int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None)


def slot_of(request: HttpRequest) -> int:
    """Return the number of the question that a form asks about; raises ``BadAnswer``."""
    text = request.POST.get("slot", "")
    return number_in(int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None)


def given_of(request: HttpRequest, attempt: Attempt) -> list[Given]:
    """Return what a form says of every question that it holds; raises ``BadAnswer``."""
    given = []
    for slot in Draw.from_json(attempt.draw).slots:
        base = request.POST.get(f"base-{slot.number}")
        if base is None:
            continue
        given.append(Given(slot.number, answer_in(request.POST, slot.kind, slot.number), base_in(base)))
    return given


def answer_in(sent: QueryDict, kind: str, number: int) -> object:
    """Return what a form says of a question: one value, or a list of them.

    What stands at a place is sent under the place's own name, ``slot-<number>.<place>``, and becomes ``place:value``.
    The character NUL, which a paste may bring, nobody sees and no database holds, is left out: refused for it, all that
    was written there would be lost with the page.
    """
    name = f"slot-{number}"
    given = [_readable(value) for value in sent.getlist(name)]
    if not registry.get(kind).takes_several:
        return given[-1] if given else None
    at_places = [
        f"{field.removeprefix(name + '.')}:{_readable(value)}"
        for field in sent if field.startswith(name + ".")
        for value in sent.getlist(field) if value.strip()
    ]  # fmt: skip
    return given + at_places


def _readable(text: str) -> str:
    return text.replace("\0", "")
