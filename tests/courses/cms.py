"""The CMS as tests meet it: somebody logged in with a role for a written course, and addresses beside it."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from officers.models import Officer
from tests.officers.factories import grant, make_officer


def logged_in(written: Any, role: str) -> tuple[Client, Officer]:
    officer = make_officer(is_staff=True)
    grant(officer, role, area=written.course.area)
    client = Client()
    client.force_login(officer)
    return client, officer


def address(name: str, written: Any, *args: Any) -> str:
    return reverse(f"courses_cms:{name}", args=[written.course.code.lower(), *args])


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def asked(client: Client, url: str, notes: str) -> Any:
    """Ask for an edition as the page at ``url`` offers it now."""
    return client.post(url, {"notes": notes, "seen": client.get(url).context["seen"]})
