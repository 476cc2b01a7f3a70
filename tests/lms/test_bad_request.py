"""A form with more fields than any of ours, and what cannot be read at all: a page, or JSON, with a sentence."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from lms.views.bad_request import SENT_TOO_MUCH, UNREADABLE
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db
ADDRESS = "/i18n/setlang/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_officer())
    return client


def _many(client: Client, fields: int, **headers: str) -> Any:
    body = "&".join(f"term-{number}=a" for number in range(fields))
    return client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded", headers=headers)


def test_a_glossary_of_hundreds_of_terms_is_no_bad_request(client: Client) -> None:
    assert _many(client, 400 * 9).status_code != 400


@pytest.mark.parametrize("is_known", [True, False], ids=["officer", "visitor"])
def test_more_fields_than_any_form_has_are_refused_in_words(client: Client, is_known: bool) -> None:
    answer = _many(client if is_known else Client(), settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"<h1>{SENT_TOO_MUCH.title}</h1>" in page
    assert str(SENT_TOO_MUCH.message) in page
    assert "Bad Request" not in page
    assert "<header" in page


def test_who_asks_for_json_is_told_in_json(client: Client) -> None:
    answer = _many(client, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1, Accept="application/json, */*;q=0.5")
    told = {"error": {"code": "too_many_fields", "message": str(SENT_TOO_MUCH.message)}}
    assert (answer.status_code, json.loads(answer.content)) == (400, told)


def test_a_body_that_is_no_form_is_refused_in_words(client: Client) -> None:
    answer = client.generic("POST", ADDRESS, b"--x", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert str(UNREADABLE.message) in answer.content.decode()
