"""The switch of language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from officers.language import remember_language
from officers.models import Officer
from officers.services.choose_language import choose_language


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Show pages in another language from now on, here and, for an officer, everywhere; go back to where one was."""
    back, language = request.POST.get("next", ""), request.POST.get("language")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours else "/")
    if language in dict(settings.LANGUAGES):
        remember_language(response, language)
        if isinstance(request.user, Officer):
            choose_language(officer=request.user, language=language)
    return response
