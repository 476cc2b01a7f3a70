"""Forms by which people get in and look after their account."""

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):
    """Log-in name and password."""


class ChangePasswordForm(AllauthChangePasswordForm):
    """The old password and a new one."""
