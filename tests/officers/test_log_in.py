"""Getting in: who may, what a stranger learns, and where guessing ends."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officers import hashers
from officers.limits import forget_failures
from officers.models import LoginFailure, Officer
from tests.officers.factories import PASSWORD, make_officer

pytestmark = pytest.mark.django_db
MISMATCH = "The CIP or the password is not right."


def log_in(login: str, password: str, *, address: str = "10.0.0.1", client: Client | None = None) -> Any:
    client = client or Client()
    client.cookies["django_language"] = "en"
    return client.post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=address)


def is_in(response: Any) -> bool:
    return response.status_code == 302 and SESSION_KEY in response.client.session


@pytest.fixture
def officer() -> Officer:
    return make_officer(cip="31234567", password=PASSWORD)


@pytest.mark.parametrize("typed", ["31234567", " 31234567 ", "31.234.567", "3123 4567"])
def test_a_cip_is_recognised_however_it_is_spaced(officer: Officer, typed: str) -> None:
    assert is_in(log_in(typed, PASSWORD))


def test_a_cip_of_six_digits_is_padded(db: None) -> None:
    make_officer(cip="00123456", password=PASSWORD)
    assert is_in(log_in("123456", PASSWORD))


def test_a_civilian_logs_in_by_d_and_dni() -> None:
    civilian = make_officer(cip="39999999", password=PASSWORD)
    Officer.objects.filter(pk=civilian.pk).update(cip=None, dni="07654321", login="D07654321")
    assert is_in(log_in("d07654321", PASSWORD))


def test_the_log_in_page_says_whom_to_call(client: Client, settings: Any) -> None:
    settings.LOGIN_HELP = "Mesa de ayuda, anexo 4711"
    page = client.get(reverse("account_login")).content.decode()
    assert "anexo 4711" in page
    assert "signup" not in page


def _refused(login: str, password: str) -> tuple[Any, list[str]]:
    calls: list[str] = []
    original_encode, original_verify = (
        hashers.StationArgon2PasswordHasher.encode,
        hashers.StationArgon2PasswordHasher.verify,
    )

    def encode(self: Any, *args: Any) -> str:
        calls.append("make")
        return original_encode(self, *args)

    def verify(self: Any, *args: Any) -> bool:
        calls.append("verify")
        return original_verify(self, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashers.StationArgon2PasswordHasher, "encode", encode)
        patch.setattr(hashers.StationArgon2PasswordHasher, "verify", verify)
        response = log_in(login, password)
    return response, calls


def test_unknown_wrong_and_closed_get_the_same_page_for_the_same_work(officer: Officer) -> None:
    closed = make_officer(cip="30000777", password=PASSWORD)
    closed.status = Officer.Status.DISMISSED
    closed.save()
    handed_none = make_officer(cip="30000778")
    tries = [
        ("39876543", "cualquier clave"), (officer.login, "clave equivocada"),
        (closed.login, PASSWORD), (closed.login, "clave equivocada"), (handed_none.login, "cualquier clave"),
    ]  # fmt: skip
    pages = set()
    for login, password in tries:
        response, calls = _refused(login, password)
        assert response.status_code == 200
        assert calls == ["verify"], login  # making one takes another time
        main = response.content.decode().split("<main")[1].split("</main>")[0]
        assert MISMATCH in main
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main).replace(login, "LOGIN"))
    assert len(pages) == 1


@pytest.mark.parametrize("password", [PASSWORD, "ñandú ☂ " * 60, "con\0nulo"])
def test_a_hash_that_django_made_is_verified(password: str) -> None:
    """Another library verifies than made it; a hash that is none is no password's."""
    kept = make_password(password)
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(password, kept)
    assert not check_password(password + ".", kept)
    assert not check_password(password, kept[:-1] + ("A" if kept[-1] != "A" else "B"))
    assert not check_password(password, hashers.StationArgon2PasswordHasher.of_nobody())
    for broken in ("argon2$argon2id$v=19$m=19456,t=2,p=1$broken", f"{kept}{'A' * 90}"):
        assert not hashers.StationArgon2PasswordHasher().verify(password, broken)


def test_what_was_typed_as_log_in_is_kept_and_the_password_is_not(officer: Officer) -> None:
    page = log_in(officer.login, "clave equivocada").content.decode()
    assert 'value="31234567"' in page
    assert "clave equivocada" not in page


@pytest.fixture
def guessed(officer: Officer) -> Officer:
    """Five wrong passwords from one address."""
    for _ in range(5):
        log_in(officer.login, "clave equivocada", address="10.0.0.9")
    return officer


def test_after_five_wrong_passwords_even_the_right_one_waits(guessed: Officer) -> None:
    response = log_in(guessed.login, PASSWORD, address="10.0.0.9")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    until = LoginFailure.objects.earliest("at").at + timedelta(minutes=16)  # said to the minute, rounded up
    assert timezone.localtime(until).strftime("%H:%M") in response.content.decode()


def test_a_stranger_elsewhere_locks_nobody_out(guessed: Officer) -> None:
    assert is_in(log_in(guessed.login, PASSWORD, address="10.0.0.2"))


def test_a_neighbour_at_the_same_address_gets_in(guessed: Officer) -> None:
    neighbour = make_officer(password=PASSWORD)
    assert is_in(log_in(neighbour.login, PASSWORD, address="10.0.0.9"))


def test_at_the_time_that_was_said_one_gets_in(guessed: Officer) -> None:
    until = LoginFailure.objects.earliest("at").at + timedelta(minutes=15)
    with time_machine.travel(until + timedelta(seconds=1)):
        assert is_in(log_in(guessed.login, PASSWORD, address="10.0.0.9"))


def test_refused_tries_are_not_counted(guessed: Officer) -> None:
    log_in(guessed.login, PASSWORD, address="10.0.0.9")
    assert LoginFailure.objects.count() == 5


def test_an_address_that_guesses_everybody_is_refused(settings: Any) -> None:
    settings.LOGIN_FAILURES_PER_ADDRESS = "7/15m"
    for number in range(7):
        log_in(f"3000000{number}", "clave equivocada", address="10.0.0.9")
    other = make_officer(password=PASSWORD)
    assert log_in(other.login, PASSWORD, address="10.0.0.9").status_code == 429
    assert is_in(log_in(other.login, PASSWORD, address="10.0.0.2"))


def test_a_class_of_sixty_behind_one_address_gets_in_and_success_is_never_counted() -> None:
    people = [make_officer(password=PASSWORD) for _ in range(60)]
    assert all(is_in(log_in(person.login, PASSWORD)) for person in people)
    assert LoginFailure.objects.count() == 0


def test_an_ipv6_network_is_one_address(officer: Officer) -> None:
    for number in range(5):
        log_in(officer.login, "clave equivocada", address=f"2001:db8:1:1::{number + 1}")
    assert log_in(officer.login, PASSWORD, address="2001:db8:1:1::ffff").status_code == 429
    assert is_in(log_in(officer.login, PASSWORD, address="2001:db8:2:1::1"))


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(officer: Officer, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(headers={"X-Forwarded-For": "203.0.113.7, 10.9.9.9"})
    log_in(officer.login, "clave equivocada", client=client)
    assert LoginFailure.objects.get().address == "10.9.9.9"


def test_old_failures_are_forgotten(officer: Officer) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        log_in(officer.login, "clave equivocada")
    log_in(officer.login, "clave equivocada")
    assert forget_failures() == 1
    assert LoginFailure.objects.get().at > timezone.now() - timedelta(minutes=1)


def test_guessing_the_present_password_in_an_open_session_is_counted(officer: Officer) -> None:
    client = Client()
    client.force_login(officer)
    form = {"oldpassword": "no es esta", "password1": "otra clave muy larga", "password2": "otra clave muy larga"}
    statuses = [client.post(reverse("account_change_password"), form).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize("login", ["\x00", "x" * 500, "<script>", "'; --", "１２３４５６７８", "ßßßßßßßßßßßß"])
def test_hostile_log_ins_break_nothing(login: str) -> None:
    assert log_in(login, "clave").status_code == 200


def test_somebody_who_is_logged_in_is_not_asked_again(officer: Officer) -> None:
    client = Client()
    client.force_login(officer)
    assert client.get(reverse("account_login")).status_code == 302


def test_logging_out_is_a_post(officer: Officer) -> None:
    client = Client()
    client.force_login(officer)
    client.get(reverse("account_logout"))
    assert SESSION_KEY in client.session
    client.post(reverse("account_logout"))
    assert SESSION_KEY not in client.session


def test_a_next_address_elsewhere_is_not_followed(officer: Officer) -> None:
    data = {"login": officer.login, "password": PASSWORD, "next": "https://example.org/"}
    assert Client().post(reverse("account_login"), data)["Location"] == reverse("home")


def test_a_neighbour_behind_the_same_address_shuts_nobody_out_of_a_known_browser(officer: Officer) -> None:
    own, strange = Client(), Client()
    assert is_in(log_in(officer.login, PASSWORD, client=own))
    own.post(reverse("account_logout"))
    for _n in range(5):
        log_in(officer.login, "wrong", client=strange)
    for n in range(100):
        LoginFailure.objects.create(address="10.0.0.1", login=f"1000{n:04}")
    assert log_in(officer.login, PASSWORD, client=strange).status_code == 429
    assert is_in(log_in(officer.login, PASSWORD, client=own))


def test_a_known_browser_guesses_no_more_than_another(officer: Officer) -> None:
    other, client = make_officer(password=PASSWORD), Client()
    assert is_in(log_in(officer.login, PASSWORD, client=client))
    client.post(reverse("account_logout"))
    for login in (officer.login, other.login):
        for _n in range(5):
            assert log_in(login, "wrong", client=client).status_code == 200
        assert log_in(login, PASSWORD, client=client).status_code == 429


def test_a_browser_knows_no_log_in_by_name_and_nobody_writes_its_cookie(officer: Officer) -> None:
    client = Client()
    log_in(officer.login, PASSWORD, client=client)
    known = client.cookies["browser"].value
    assert officer.login not in known
    forged = Client()
    forged.cookies["browser"] = known.replace(known[:4], "aaaa", 1)
    for _n in range(5):
        log_in(officer.login, "wrong", client=forged)
    assert log_in(officer.login, PASSWORD, client=forged).status_code == 429
