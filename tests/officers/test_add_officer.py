"""The command line registers people, or says in a sentence what is wrong."""

import io

import pytest
from django.core.management import CommandError, call_command

from officers.models import Officer
from tests.officers.factories import make_rank, make_unit

pytestmark = pytest.mark.django_db


def add(**changed: str) -> str:
    out = io.StringIO()
    given = {
        "cip": "30111222", "given_names": "Rosa", "paternal_surname": "Quispe",
        "rank": make_rank().code, "unit": make_unit().code, **changed,
    }  # fmt: skip
    call_command("add_officer", stdout=out, **given)
    return out.getvalue()


def test_somebody_is_registered_with_a_password_that_is_shown_once() -> None:
    login, password = add().split()
    officer = Officer.objects.get(login=login)
    assert officer.cip == "30111222"
    assert officer.check_password(password)
    assert officer.password_chosen_at is None


@pytest.mark.parametrize(
    "wrong", [{"cip": "12"}, {"given_names": "<script>"}, {"rank": "none"}, {"unit": "none"}, {"dni": "123"}]
)
def test_what_is_wrong_is_said_and_nobody_is_registered(wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError, match=r"\w+ \w+"):
        add(**wrong)
    assert not Officer.objects.exists()
