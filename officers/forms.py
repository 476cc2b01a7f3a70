"""Forms by which people get in and look after their account."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from officers.identifiers import is_login, normal_login
from officers.limits import address_of, count_failure, refuse_guessing
from officers.models import Officer

_PASSWORD_HELP = _(
    "At least 10 characters, not only digits, not your name or your numbers. Three or four words that you "
    "remember are better than one with signs."
)


class LoginForm(AllauthLoginForm):
    """Log-in name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("CIP"), max_length=40, help_text=_("Civilian staff: the letter D and your DNI, such as D07654321."),
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "characters"}),
        )  # fmt: skip
        self.fields["password"] = forms.CharField(
            label=_("Password"), max_length=1000, strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )  # fmt: skip
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Return the log-in in its stored form."""
        return normal_login(self.cleaned_data["login"])


class ChangePasswordForm(AllauthChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present, new, again = (self.fields[name] for name in ("oldpassword", "password1", "password2"))
        present.label, present.help_text = _("Present password"), ""
        new.label, new.help_text = _("New password"), _PASSWORD_HELP
        again.label = _("New password, again")
        for field in (present, new, again):
            field.widget.attrs.pop("placeholder", None)

    def clean_oldpassword(self) -> str:
        """Return the present password; wrong ones count as at log-in, so that an open session is no way to guess."""
        address = address_of(context.request)
        refuse_guessing(address=address, login=self.user.login)
        given: str = self.cleaned_data["oldpassword"]
        if not self.user.check_password(given):
            count_failure(address=address, login=self.user.login)
            raise ValidationError(_("This is not your present password. Write it again."))
        return given


class NewPasswordForm(forms.Form):
    """A password of one's own, twice."""

    password = forms.CharField(
        label=_("New password"), max_length=1000, strip=False, help_text=_PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password, again"), max_length=1000, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_password(self) -> str:
        """Return a good password."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.officer)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords."""
        cleaned = super().clean() or {}
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))
        return cleaned


class WelcomeForm(NewPasswordForm):
    """The first log-in: the notice is acknowledged and, where none was chosen yet, a password."""

    accepted = forms.BooleanField(
        label=_("I have read the privacy notice."),
        error_messages={"required": _("Tick this once you have read the notice.")},
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, officer=officer, **kwargs)
        if officer.password_chosen_at is not None:
            del self.fields["password"], self.fields["again"]

    def clean_password(self) -> str:
        """Return a good password that is not the one handed out."""
        password = super().clean_password()
        if self.officer.check_password(password):
            raise ValidationError(_("Choose another password than the one that you were given."))
        return password


class ForgottenPasswordForm(forms.Form):
    """Whose password is forgotten."""

    login = forms.CharField(
        label=_("CIP"), max_length=40, help_text=_("Civilian staff: the letter D and your DNI, such as D07654321."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "characters"}),
    )  # fmt: skip

    def clean_login(self) -> str:
        """Return the log-in in its stored form; what is none by its form is said, whoever exists."""
        login = normal_login(self.cleaned_data["login"])
        if not is_login(login):
            raise ValidationError(_("Write the six to eight digits of your CIP, or the letter D and your DNI."))
        return login


class ReadNoticesForm(forms.Form):
    """Up to which notice the list was shown."""

    up_to = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
