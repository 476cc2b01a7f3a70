"""Log-in links: handed out by whoever may, shown once, used once, kept as a hash."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from officers.models import LoginLink, Notice, Officer
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from officers.services.grant_role import AccountClosed
from officers.services.make_login_link import (
    VALID_FOR,
    HoldsARole,
    NobodyToInvite,
    OwnLink,
    TooManySlips,
    make_login_link,
    make_unit_links,
)
from officers.services.replace_links import Slip
from officers.services.use_login_link import LinkNotValid, use_login_link
from tests.doors.addresses import words_of
from tests.officers.factories import PASSWORD, grant, make_officer, make_unit

pytestmark = pytest.mark.django_db
NEW = "cuatro palabras muy nuevas"


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def officer() -> Officer:
    return make_officer(welcomed=False)


@pytest.fixture
def slip(officer: Officer, hr: Officer) -> Slip:
    return make_login_link(officer=officer, by=hr, why="Se presentó con su carné")


def address(slip: Slip) -> str:
    return reverse("officers:login_link", args=[slip.secret])


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def choose(client: Client, slip: Slip, password: str = NEW) -> Any:
    return client.post(address(slip), {"password": password, "again": password})


class TestMaking:
    def test_only_a_hash_is_kept_and_it_is_written_down_and_told(
        self, slip: Slip, officer: Officer, hr: Officer
    ) -> None:
        link = LoginLink.objects.get()
        assert re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", slip.secret)
        assert slip.secret not in str(LoginLink.objects.values_list())
        assert link.until - link.made_at == VALID_FOR == timedelta(days=7)
        entry = Entry.objects.get(act="officer.make_login_link")
        assert (entry.actor_login, entry.why) == (hr.login, "Se presentó con su carné")
        assert Notice.objects.get().officer == officer

    def test_it_takes_the_right_over_the_persons_unit_and_is_not_for_oneself(self, hr: Officer) -> None:
        clerk = make_officer()
        grant(clerk, "hr_verifier", unit=make_unit())
        with pytest.raises(NotPermitted):
            make_login_link(officer=make_officer(), by=clerk, why="x")
        with pytest.raises(OwnLink):
            make_login_link(officer=hr, by=hr, why="x")
        with pytest.raises(ReasonMissing):
            make_login_link(officer=make_officer(), by=hr, why=" ")
        with pytest.raises(AccountClosed):
            make_login_link(officer=make_officer(status="dismissed"), by=hr, why="x")

    def test_it_leads_nobody_to_more_than_he_may_do_himself(self, hr: Officer) -> None:
        instructor, administrator = make_officer(), make_officer()
        grant(instructor, "instructor")
        grant(administrator, "administrator")
        with pytest.raises(HoldsARole):
            make_login_link(officer=instructor, by=hr, why="x")
        assert make_login_link(officer=instructor, by=administrator, why="x").officer == instructor

    def test_a_new_one_ends_the_one_before(self, slip: Slip, officer: Officer, hr: Officer) -> None:
        newer = make_login_link(officer=officer, by=hr, why="Perdió el papel")
        assert choose(Client(), slip).status_code == 404
        assert choose(Client(), newer).status_code == 302

    def test_it_is_shown_once_on_the_screen(self, hr: Officer, officer: Officer) -> None:
        client, body = browser(hr), {"officer": officer.login, "why": "Se presentó"}
        answer = client.post(reverse("officers_links:officer"), body)
        assert "no-store" in answer["Cache-Control"]
        found = re.search(r"/link/([a-z2-9-]+)/", answer.content.decode())
        assert found
        assert Client().get(found[0]).status_code == 200
        assert found[1] not in client.get(reverse("officers_links:officer")).content.decode()

    def test_whoever_is_out_of_reach_is_not_there(self, officer: Officer) -> None:
        clerk = make_officer()
        grant(clerk, "hr_verifier", unit=make_unit())
        client, address = browser(clerk), reverse("officers_links:officer")
        answers: list[Any] = [
            client.post(address, {"officer": login, "why": "x"}) for login in (officer.login, "99999999", "\x00", "")
        ]
        said = [answer.context_data["form"].errors["officer"] for answer in answers]
        assert said[0] == said[1]
        assert client.get(reverse("officers_links:unit", args=[officer.unit_id])).status_code == 404
        assert LoginLink.objects.count() == 0


class TestUsing:
    def test_opening_it_uses_nothing_up_and_a_password_is_chosen_once(self, slip: Slip, officer: Officer) -> None:
        client = Client()
        for _ in range(2):
            assert officer.get_full_name().replace("'", "&#x27;") in client.get(address(slip)).content.decode()
        assert choose(client, slip).url == reverse("account_login")
        assert SESSION_KEY not in client.session  # it logs nobody in
        officer.refresh_from_db()
        assert officer.check_password(NEW)
        assert choose(client, slip, PASSWORD).status_code == 404
        answer = client.post(reverse("account_login"), {"login": officer.login, "password": NEW}, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("officers:welcome")

    def test_case_and_hyphens_do_not_matter(self, slip: Slip) -> None:
        typed = slip.secret.upper().replace("-", "")
        assert Client().get(reverse("officers:login_link", args=[typed])).status_code == 200

    def test_a_bad_password_leaves_it_open(self, slip: Slip) -> None:
        client = Client()
        for body in ({}, {"password": "corta", "again": "corta"}, {"password": NEW, "again": PASSWORD}):
            assert client.post(address(slip), body).status_code == 200
        assert choose(client, slip).status_code == 302

    def test_used_lapsed_closed_or_never_made_answer_alike(self, hr: Officer, slip: Slip, officer: Officer) -> None:
        unknown = "/link/abcde-abcde-abcde-abcde/"
        with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
            said = {words_of(Client().get(address(slip)), address(slip))}
        officer.status = "dismissed"
        officer.save()
        said |= {words_of(Client().get(asked), asked) for asked in (address(slip), unknown)}
        assert len(said) == 1
        assert Client().post(unknown, {"password": NEW, "again": NEW}).status_code == 404
        with pytest.raises(LinkNotValid):
            use_login_link(secret=slip.secret, password=NEW)

    def test_whoever_tries_many_is_stopped(self, slip: Slip, settings: Any) -> None:
        settings.LOGIN_FAILURES_PER_ADDRESS = "3/15m"
        client = Client()
        for n in range(3):
            assert client.get(f"/link/abcde-abcde-abcde-abcd{n}/").status_code == 404
        assert client.get(address(slip)).status_code == 429

    def test_whoever_was_logged_in_here_is_logged_out(self, slip: Slip) -> None:
        client = browser(make_officer())
        assert choose(client, slip).status_code == 302
        assert SESSION_KEY not in client.session


class TestUnits:
    def test_everybody_who_never_logged_in_gets_a_slip(self, hr: Officer) -> None:
        region = make_unit("Región Policial Lima", kind="region")
        station = make_unit("Comisaría de Comas", parent=region)
        new = [make_officer(unit=station, welcomed=False, password_chosen_at=None) for _ in range(5)]
        make_officer(unit=station)
        works = make_officer(unit=station, welcomed=False, password_chosen_at=None)
        grant(works, "author")
        answer = browser(hr).post(reverse("officers_links:unit", args=[region.pk]), {"why": "Curso de noviembre"})
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages]
        assert len(pages) == 2
        assert {login for login in re.findall(r"\d{8}", " ".join(pages)) if login in {row.login for row in new}} == {
            row.login for row in new
        }
        secrets = re.findall(r"/link/([a-z2-9-]{23})/", "".join(pages).replace("\n", ""))
        assert len(set(secrets)) == 5
        assert set(LoginLink.objects.values_list("officer", flat=True)) == {row.pk for row in new}

    def test_slips_that_were_handed_out_are_not_ended_without_a_question(self, hr: Officer) -> None:
        unit = make_unit()
        officer = make_officer(unit=unit, welcomed=False, password_chosen_at=None)
        client, address = browser(hr), reverse("officers_links:unit", args=[unit.pk])
        assert "again" not in client.get(address).context["form"].fields
        assert client.post(address, {"why": "Curso"})["Content-Type"] == "application/pdf"
        first = LoginLink.objects.get(officer=officer)
        page = client.get(address).content.decode()
        assert hr.get_short_name() in page
        asked = client.post(address, {"why": "Curso"})
        assert list(asked.context["form"].errors) == ["again"]
        assert 'value="Curso"' in asked.content.decode()
        first.refresh_from_db()
        assert first.withdrawn_at is None
        assert client.post(address, {"why": "Curso", "again": "on"})["Content-Type"] == "application/pdf"
        first.refresh_from_db()
        assert first.withdrawn_at
        LoginLink.objects.update(until=timezone.now())  # of what works no more nobody is asked
        assert client.post(address, {"why": "Curso"})["Content-Type"] == "application/pdf"

    def test_it_is_for_whoever_looks_after_the_unit(self, hr: Officer) -> None:
        unit, clerk = make_unit(), make_officer()
        grant(clerk, "hr_verifier", unit=make_unit())
        with pytest.raises(NotPermitted):
            make_unit_links(unit=unit, by=clerk, why="x")
        with pytest.raises(NobodyToInvite):
            make_unit_links(unit=unit, by=hr, why="x")

    def test_a_whole_region_is_not_drawn_at_once(self, hr: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
        unit = make_unit()
        monkeypatch.setattr("officers.services.make_login_link.MOST_SLIPS", 1)
        for _ in range(2):
            make_officer(unit=unit, welcomed=False, password_chosen_at=None)
        with pytest.raises(TooManySlips):
            make_unit_links(unit=unit, by=hr, why="x")
