"""Forms of who can do what: the filters of the list, giving a role, a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.identifiers import normal_login
from officers.models import Officer, Role, ScopeKind
from officers.queries.grants import STATES
from officers.roles import SCOPES_BY_ROLE, may_give, roles_to_give
from officers.scopes import MOST, Place, Target, find
from officers.services.grant_role import ScopeOfOtherRoles

__all__ = ["AskedRole", "GiveRoleForm", "GrantFilterForm", "WhyForm", "officer_by_number"]

_STATES = dict(zip(STATES, (_("In force"), _("Beginning later"), _("Ended or withdrawn")), strict=True))


def officer_by_number(typed: str) -> Officer:
    """Return the officer who logs in with what was typed; raises ``ValidationError``."""
    officer = Officer.objects.filter(login=normal_login(typed)).select_related("unit", "rank").first()
    if officer is None:
        raise ValidationError(_("There is no officer with this CIP."), code="unknown_officer")
    return officer


class GrantFilterForm(forms.Form):
    """What the list is narrowed to; what cannot be read narrows nothing and is said at its field."""

    q = forms.CharField(label=_("Officer"), max_length=80, required=False, help_text=_("CIP or parts of the name."))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    kind = forms.ChoiceField(label=_("Holds for"), choices=[("", _("Anything")), *ScopeKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[*_STATES.items(), ("", _("Any state"))], required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__({"state": STATES[0], **data.dict()})

    @property
    def wanted(self) -> dict[str, str]:
        """Return what the list is asked for, by the names of ``filtered``."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


@dataclass(frozen=True)
class AskedRole:
    """Who would get which role for what.

    ``seen`` comes back with the answer: what was changed meanwhile is asked about anew.
    """

    officer: Officer
    role: str
    scope: str
    seen: str

    @property
    def words(self) -> dict[str, str]:
        """Return the parts of the sentence that it was done."""
        return {
            "role": self.role,
            "scope": self.scope,
            "officer": self.officer.get_full_name(),
            "login": self.officer.login,
        }


class GiveRoleForm(forms.Form):
    """A role for an officer. What it holds for is found by code or by part of the name.

    Where several match, a choice of them is added; nothing is offered but that for which the giver may give the
    role and that he may see.
    """

    officer = forms.CharField(label=_("CIP of the officer"), max_length=40)
    role = forms.ChoiceField(label=_("Role"))
    kind = forms.ChoiceField(label=_("Holds for"), choices=[("", _("Choose")), *ScopeKind.choices])
    place = forms.CharField(
        label=_("Code or part of the name"), max_length=120, required=False,
        help_text=_("Of the unit, area, course or run. Leave it empty for everywhere."),
    )  # fmt: skip
    chosen = forms.ChoiceField(
        label=_("Which of these?"), widget=forms.RadioSelect,
        error_messages={"required": _("Several match. Choose one."), "invalid_choice": _("Several match. Choose one.")},
    )  # fmt: skip
    since = forms.DateField(
        label=_("From"), initial=timezone.localdate, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Until (that day no longer)"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        roles = [(role, role.label) for role in roles_to_give(by)]
        self.fields["role"].choices = [("", _("Choose")), *roles]  # type: ignore[attr-defined]
        self.places = self._places() if self.is_bound else []
        if 1 < len(self.places) <= MOST:
            self.fields["chosen"].choices = [(place.code, place.words) for place in self.places]  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]

    def clean_officer(self) -> Officer:
        """Return the officer whose number was typed."""
        return officer_by_number(self.cleaned_data["officer"])

    def clean(self) -> dict[str, Any]:
        """Add ``target``: what ``grant_role`` is told of the scope."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind, text = cleaned.get("kind"), cleaned.get("place", "")
        if kind is None or "place" not in cleaned or "role" not in cleaned:
            return cleaned
        cleaned["target"] = Target()
        cleaned["scope"] = ScopeKind(kind).label
        if kind not in SCOPES_BY_ROLE[cleaned["role"]]:
            self.add_error("kind", str(ScopeOfOtherRoles(cleaned["role"])))
        elif kind == ScopeKind.EVERYWHERE:
            if text:
                self.add_error("kind", _("Choose what you named below, or leave that empty for everywhere."))
            elif not may_give(self.by, cleaned["role"]):
                self.add_error("kind", _("You do not give this role everywhere. Choose what it holds for."))
        elif not text:
            self.add_error("place", _("Write the code, or a part of the name."))
        elif not self.places:
            self.add_error("place", _("Nothing with this code or name for which you may give this role."))
        elif len(self.places) > MOST:
            self.add_error("place", _("Too many match. Write more of the name, or the code."))
        elif "chosen" not in self.errors:
            code = cleaned.get("chosen", self.places[0].code)
            place = next(place for place in self.places if place.code == code)
            cleaned["target"], cleaned["scope"] = place.target, place.words
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """Return what ``grant_role`` is told beside the scope."""
        return {name: self.cleaned_data[name] for name in ("officer", "role", "since", "until", "reason")}

    @property
    def asked(self) -> AskedRole:
        """Return who would get what, for the question whether it is meant so."""
        officer, role, target = (self.cleaned_data[name] for name in ("officer", "role", "target"))
        named = [str(getattr(value, "pk", value)) for value in target.columns.values() if value is not None]
        return AskedRole(
            officer=officer, role=str(Role(role).label), scope=str(self.cleaned_data["scope"]),
            seen=" ".join([officer.login, role, target.kind, *named]),
        )  # fmt: skip

    def _places(self) -> Sequence[Place]:
        """Return what matches and for which the giver may give the role."""
        role, kind = self.data.get("role", ""), self.data.get("kind", "")
        try:
            text = self.fields["place"].clean(self.data.get("place", ""))
        except ValidationError:
            return []
        if not text or kind not in ScopeKind.values or kind == ScopeKind.EVERYWHERE:
            return []
        return find(kind, self.by, text, lambda scope: may_give(self.by, role, on=scope))


class WhyForm(forms.Form):
    """An act that says why."""

    why = forms.CharField(label=_("Reason"), max_length=300)
