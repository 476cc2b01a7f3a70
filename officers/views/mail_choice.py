"""Whether notices come by e-mail too."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from officers.services.choose_mail import choose_mail

if TYPE_CHECKING:
    from officers.models import Officer


@require_POST
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Store the choice and go back to the profile."""
    wished = request.POST.get("wished")
    if wished in {"yes", "no"}:
        choose_mail(officer=cast("Officer", request.user), wished=wished == "yes")
        messages.success(request, _("Stored."))
    return redirect("officers:profile")
