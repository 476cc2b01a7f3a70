"""Sessions: one insert a log-in, and nothing lost by it."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms.sessions import SessionStore
from tests.officers.factories import PASSWORD, make_officer

pytestmark = pytest.mark.django_db


def test_logging_in_writes_the_session_once(client: Client) -> None:
    officer = make_officer(password=PASSWORD)
    client.get("/accounts/login/")
    with CaptureQueriesContext(connection) as statements:
        client.post("/accounts/login/", {"login": officer.login, "password": PASSWORD})
    assert [s["sql"].split()[0] for s in statements if "django_session" in s["sql"]] == ["INSERT"]
    assert client.get("/profile/").status_code == 200


def test_a_new_key_keeps_the_data_and_ends_the_old_key() -> None:
    session = SessionStore()
    session["lesson"] = "1.2"
    session.save()
    old = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != old
    assert list(Session.objects.values_list("session_key", flat=True)) == [session.session_key]
    assert SessionStore(session.session_key)["lesson"] == "1.2"


def test_a_saved_session_is_updated_afterwards() -> None:
    session = SessionStore()
    session["lesson"] = "1.1"
    session.save()
    again = SessionStore(session.session_key)
    again["lesson"] = "1.2"
    again.save()
    assert Session.objects.get().get_decoded() == {"lesson": "1.2"}


def test_a_session_without_a_key_gets_one_when_it_is_saved() -> None:
    session = SessionStore()
    session.save()
    assert session.session_key
    assert Session.objects.filter(session_key=session.session_key).exists()
