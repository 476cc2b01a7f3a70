"""The page of acts of two persons, whatever their kind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officers import proposals
from officers.models import Act, Officer, Proposal, Role
from officers.services.propose import propose
from officers.services.propose_role import propose_role
from tests.certificates.factories import make_certificate
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
PAGE = "officers_proposals:proposals"


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def granted(role: str, **scope: Any) -> Officer:
    officer = make_officer()
    grant(officer, role, **scope)
    return officer


@pytest.fixture
def first() -> Officer:
    return granted("administrator")


@pytest.fixture
def second() -> Officer:
    return granted("administrator")


@pytest.fixture
def proposal(first: Officer) -> Proposal:
    return propose_role(
        officer=make_officer(), role=Role.ADMINISTRATOR, by=first, reason="Resolución 7", since=timezone.localdate()
    )


def lines(officer: Officer, name: str = PAGE) -> Any:
    answer: Any = browser(officer).get(reverse(name))
    return answer.context_data["lines"]


def test_every_kind_says_who_sees_its_rows_and_in_which_words() -> None:
    assert set(proposals.acts()) >= {Act.GRANT_ROLE, Act.LOWER_CLASSIFICATION, Act.REVOKE_CERTIFICATE}


def test_it_says_what_on_which_row_by_whom_why_and_until_when(
    proposal: Proposal, first: Officer, second: Officer
) -> None:
    line = lines(second)[0]
    assert (line.by, line.why, line.until, line.can_confirm) == (
        first.get_short_name(), "Resolución 7", proposal.until, True,
    )  # fmt: skip
    page = browser(second).get(reverse(PAGE)).content.decode()
    assert "Role “Administrator”, everywhere" in page
    assert "Proposals (1)" in page


def test_whoever_proposed_takes_back_and_does_not_confirm(proposal: Proposal, first: Officer) -> None:
    assert [(line.can_confirm, line.can_end) for line in lines(first)] == [(False, True)]
    client = browser(first)
    address = reverse("officers_proposals:decline", args=[proposal.public_id])
    assert client.post(address, {"why": ""}).status_code == 200
    assert client.post(address, {"why": "Me equivoqué"}).status_code == 302
    assert [line.state for line in lines(first, "officers_proposals:mine")] == ["Withdrawn"]


def test_a_lapsed_one_is_shown_as_lapsed_and_cannot_be_confirmed(proposal: Proposal, second: Officer) -> None:
    Proposal.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert [(line.state, line.can_confirm, line.can_end) for line in lines(second)] == [("Lapsed", False, False)]
    answer = browser(second).post(reverse("officers_proposals:confirm", args=[proposal.public_id]))
    assert answer.status_code == 409
    assert not Proposal.objects.get().second


def test_one_lists_what_one_may_decide_and_each_ones_own(proposal: Proposal, first: Officer, second: Officer) -> None:
    hr, colleague = granted("hr_verifier"), granted("hr_verifier")
    certificate = make_certificate()
    propose(act=Act.REVOKE_CERTIFICATE, on=certificate, arguments={"category": "fraud"}, by=hr, why="Suplantación")
    assert [line.on for line in lines(colleague)] == [
        f"{certificate.serial} · {certificate.holder_name} · {certificate.holder_cip}"
    ]
    assert "Irregularity in the exam" in lines(colleague)[0].words
    assert [line.by for line in lines(second)] == [first.get_short_name()]
    assert lines(second, "officers_proposals:mine") == []
    other = Proposal.objects.get(act=Act.REVOKE_CERTIFICATE)
    for name in ("confirm", "decline"):
        address = reverse(f"officers_proposals:{name}", args=[other.public_id])
        assert browser(second).post(address, {"why": "x"}).status_code == 404


def test_reserved_material_stays_unseen_also_by_whoever_holds_the_act() -> None:
    course = make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved")
    by = granted("training_director", area=course.area)
    propose(act=Act.LOWER_CLASSIFICATION, on=course, arguments={"classification": "open"}, by=by, why="zarzamora")
    assert lines(granted("training_director")) == []  # a grant without a scope opens nothing reserved
    by.grants.update(withdrawn_at=timezone.now())
    grant(by, "training_director", area=make_area())
    page = browser(by).get(reverse("officers_proposals:mine")).content.decode()
    assert "zarzamora" not in page
    assert course.code not in page


def test_it_keeps_its_number_of_queries(first: Officer, second: Officer) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            propose_role(
                officer=make_officer(), role=Role.ADMINISTRATOR, by=first, reason="x", since=timezone.localdate()
            )

    def queries(client: Client) -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(PAGE))
        return len(caught)

    client = browser(second)
    fill(1)
    queries(client)
    few = queries(client)
    fill(12)
    assert queries(client) == few


def test_it_is_not_there_for_whoever_decides_nothing() -> None:
    client = browser(granted("author", area=make_area()))
    assert client.get(reverse(PAGE)).status_code == 404
    assert reverse(PAGE) not in client.get("/admin/").content.decode()
