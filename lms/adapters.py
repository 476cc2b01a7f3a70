"""Where a person lands after logging in."""

from django.http import HttpRequest
from django.urls import reverse

from officers.adapters import AccountAdapter as OfficersAdapter
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["AccountAdapter"]


class AccountAdapter(OfficersAdapter):
    """Leads everybody to where the work is: the CMS, the runs that one teaches, or My learning."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of whoever works in the CMS, or teaches; what is everybody's home for the others.

        Asked once a log-in, and at the end of the first one, not at each visit of the home page.
        """
        officer = request.user
        if isinstance(officer, Officer) and officer.is_staff and may_somewhere(officer, Act.USE_CMS):
            return reverse("wagtailadmin_home")
        if isinstance(officer, Officer) and may_somewhere(officer, Act.VIEW_MARKS):
            return reverse("courses:teaching")
        return str(super().get_login_redirect_url(request))
