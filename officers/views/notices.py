"""Notices to an officer."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from officers.forms import ReadNoticesForm
from officers.queries.notices import latest_notices
from officers.services.read_notices import read_notices

if TYPE_CHECKING:
    from officers.models import Officer


def notices(request: HttpRequest) -> HttpResponse:
    """Show the newest notices; a POST marks as read those that were shown."""
    officer = cast("Officer", request.user)
    if request.method == "POST":
        form = ReadNoticesForm(request.POST)
        read_notices(officer=officer, up_to=form.cleaned_data["up_to"] if form.is_valid() else 0)
        return redirect("officers:notices")
    lines = latest_notices(officer)
    newest_id = max((line.id for line in lines), default=0)
    unread = any(line.is_new for line in lines)
    return render(request, "officers/notices.html", {"lines": lines, "up_to": newest_id, "unread": unread})
