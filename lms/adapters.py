"""Where a person lands after logging in."""

from django.http import HttpRequest
from django.urls import reverse

from courses.models import Enrolment
from officers.adapters import AccountAdapter as OfficersAdapter
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["AccountAdapter"]


class AccountAdapter(OfficersAdapter):
    """Leads whoever works in the CMS, and learns nothing at present, to where the work is."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the CMS's first page, or what is everybody's home.

        Asked once a log-in and not at each visit of the home page. Whether somebody works in the CMS at all stands on
        the officer, who is loaded: it costs those who do not no statement.
        """
        officer = request.user
        if isinstance(officer, Officer) and officer.is_staff and self._works_and_learns_nothing(officer):
            return reverse("wagtailadmin_home")
        return str(super().get_login_redirect_url(request))

    @staticmethod
    def _works_and_learns_nothing(officer: Officer) -> bool:
        return may_somewhere(officer, Act.USE_CMS) and not Enrolment.objects.open().filter(officer=officer).exists()
