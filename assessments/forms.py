"""What browsers send to a sitting: the JSON of one answer, and the form of a whole page."""

import json
import re
from typing import Any, Never

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.draw import Draw
from assessments.entry_rules import EntryGiven, EntryRules
from assessments.models.attempt import Attempt
from assessments.question_types import registry
from assessments.services.save_form import Given
from assessments.services.save_response import BadAnswer, Entry, TooLong

__all__ = ["EntryForm", "SectionForm", "answer_in", "client_of", "entry_of", "given_of", "slot_of"]

#: The body of one answer is at most so long (bytes): an essay of letters of four bytes, and what stands around it.
MAX_BODY = 262_144
#: What a database column holds.
_MOST = 2_147_483_647
_BASE = re.compile(r"(?:[1-9][0-9]{0,9}\.[1-9][0-9]{0,9})?", re.ASCII)


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


class SectionForm(forms.Form):
    """The number of the section that is to begin."""

    section = forms.IntegerField(min_value=1, max_value=1000, widget=forms.HiddenInput)


def entry_of(request: HttpRequest) -> Entry:
    """Read one answer from a JSON body; raises ``BadAnswer`` for anything that our page does not send."""
    if _length(request) > MAX_BODY:
        raise TooLong
    body = request.body
    try:
        sent = json.loads(body, parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise BadAnswer from None
    if not isinstance(sent, dict) or set(sent) != {"client", "sequence", "slot", "value", "base"}:
        raise BadAnswer
    return Entry(
        client=_number(sent["client"]), sequence=_number(sent["sequence"]), slot=_number(sent["slot"]),
        value=sent["value"], base=_base(sent["base"]),
    )  # fmt: skip


def client_of(request: HttpRequest) -> int:
    """Return the number of the page load that a form came from; raises ``BadAnswer``."""
    text = request.POST.get("client", "")
    return _number(int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None)


def slot_of(request: HttpRequest) -> int:
    """Return the number of the question that a form asks about; raises ``BadAnswer``."""
    text = request.POST.get("slot", "")
    return _number(int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None)


def given_of(request: HttpRequest, attempt: Attempt) -> list[Given]:
    """Return what a form says of every question that it holds; raises ``BadAnswer``."""
    given = []
    for slot in Draw.from_json(attempt.draw).slots:
        base = request.POST.get(f"base-{slot.number}")
        if base is None:
            continue
        given.append(Given(slot.number, answer_in(request.POST, slot.kind, slot.number), _base(base)))
    return given


def answer_in(sent: QueryDict, kind: str, number: int) -> object:
    """Return what a form says of a question: one value, or a list of them.

    What stands at a place is sent under the place's own name, ``slot-<number>.<place>``, and becomes ``place:value``.
    """
    name = f"slot-{number}"
    if not registry.get(kind).takes_several:
        return sent.get(name)
    at_places = [
        f"{field.removeprefix(name + '.')}:{value}"
        for field in sent if field.startswith(name + ".")
        for value in sent.getlist(field) if value.strip()
    ]  # fmt: skip
    return sent.getlist(name) + at_places


def _length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("content-length") or 0)
    except ValueError:
        return MAX_BODY + 1


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        raise BadAnswer
    return value


def _base(value: Any) -> str:
    if not isinstance(value, str) or not _BASE.fullmatch(value):
        raise BadAnswer
    return value


def _refuse(text: str) -> Never:
    raise ValueError(text)
