"""Verification: what anyone with the paper in hand is told, and what not."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from certificates.facts import facts_of
from certificates.models import Certificate, Revocation
from certificates.paper import paper_of
from certificates.serials import ALPHABET, Serial
from certificates.services.verify import verify
from certificates.verdict import VerdictState
from officers.limits import Limit
from tests.certificates.factories import make_certificate, supersede
from tests.courses.factories import make_edition
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def revoked() -> Certificate:
    certificate = make_certificate()
    Revocation.objects.create(
        certificate=certificate, category="marking_error", reason="Acta 12: nota de otro efectivo.",
        by=make_officer(), second=make_officer(),
    )  # fmt: skip
    return certificate


def page(client: Client, text: str, **extra: Any) -> str:
    response = client.get(f"/v/{text}/", **extra)
    assert response.status_code == 200
    return response.content.decode()


def test_a_certificate_in_force_is_valid() -> None:
    verdict = verify(text=make_certificate().serial)
    assert (verdict.state, verdict.revoked_on, verdict.category) == (VerdictState.VALID, "", "")


def test_it_holds_to_the_end_of_its_last_day_in_lima() -> None:
    certificate = make_certificate()
    last = certificate.expires_on
    assert last is not None
    for hour, day, state in ((23, last, "valid"), (0, last + timedelta(days=1), "expired")):
        moment = datetime.combine(day, time(hour, 30), timezone.get_default_timezone())
        assert verify(text=certificate.serial, at=moment).state == state


def test_without_expiry_it_holds_for_ever() -> None:
    certificate = make_certificate(edition=make_edition(validity_months=None))
    assert verify(text=certificate.serial, at=timezone.now() + timedelta(days=40_000)).state == VerdictState.VALID


def test_revoked_says_when_and_the_category_and_not_the_reason(client: Client, revoked: Certificate) -> None:
    verdict = verify(text=revoked.serial)
    assert verdict.state == VerdictState.REVOKED
    assert verdict.category == str(Revocation.Category.MARKING_ERROR.label)
    shown = page(client, revoked.serial)
    assert verdict.revoked_on in shown
    assert "Acta 12" not in shown


def test_revoked_is_said_before_expired(revoked: Certificate) -> None:
    later = timezone.now() + timedelta(days=4000)
    assert verify(text=revoked.serial, at=later).state == VerdictState.REVOKED


def test_superseded_names_its_successor_and_both_are_verifiable(client: Client) -> None:
    old = make_certificate()
    new = supersede(old, at=timezone.now() + timedelta(days=3), given_names="Rosalía")
    verdict = verify(text=old.serial)
    assert (verdict.state, verdict.superseded_by) == ("superseded", new.serial)
    assert verify(text=new.serial).state == VerdictState.VALID
    shown = page(client, old.serial)
    assert new.serial in shown
    assert verdict.superseded_on == date_format(new.issued_on)
    assert verdict.superseded_on in shown
    assert "Error en el papel." not in shown
    assert "Rosalía" not in shown  # what was wrong stands on the old paper; the rest, whoever has the new serial
    assert old.serial not in page(client, new.serial)


def test_what_was_replaced_twice_names_the_newest() -> None:
    first = make_certificate()
    second = supersede(first)
    third = supersede(second)
    said = [verify(text=paper.serial) for paper in (first, second, third)]
    assert [verdict.state for verdict in said] == ["superseded", "superseded", "valid"]
    assert [verdict.superseded_by for verdict in said] == [third.serial, third.serial, ""]


def test_an_unknown_serial_is_unknown(client: Client) -> None:
    serial = str(Serial(year=2026, number=999_999, secret=1))
    assert verify(text=serial).state == VerdictState.UNKNOWN
    shown = page(client, serial)
    assert serial in shown
    assert "Policía Nacional del Perú" in shown


def test_the_institution_is_named_as_at_the_head_of_the_paper(client: Client) -> None:
    certificate = make_certificate()
    assert verify(text=certificate.serial).institution == paper_of(certificate).institution
    assert f">{certificate.institution}<" in page(client, certificate.serial)


def test_every_altered_sign_of_a_serial_is_found_out(client: Client) -> None:
    serial = make_certificate().serial
    for place, sign in enumerate(serial):
        if sign != "-":
            other = ALPHABET[(ALPHABET.index(sign) + 1) % 32]
            verdict = verify(text=serial[:place] + other + serial[place + 1 :])
            assert verdict.state == VerdictState.MISTYPED
            assert not verdict.facts


@pytest.mark.parametrize(
    "write", [str.lower, lambda s: s.replace("-", ""), lambda s: s.replace("0", "O"), lambda s: f" {s} "]
)
def test_typed_as_people_type_it_works(client: Client, write: Callable[[str], str]) -> None:
    certificate = make_certificate()
    response = client.get("/verify/", {"serial": write(certificate.serial)})
    assert response.status_code == 302
    assert response["Location"] == f"/v/{certificate.serial}/"
    assert verify(text=write(certificate.serial)).state == VerdictState.VALID


def test_every_printed_fact_is_shown_and_the_dni_is_not(client: Client) -> None:
    dni, email = "07654321", "rosa@example.test"
    officer = make_officer(dni=dni, email=email)
    certificate = make_certificate(officer)
    shown = page(client, certificate.serial)
    with translation.override("es"):
        for fact in facts_of(certificate):
            assert f">{fact.value}<" in shown, fact.label
    assert f">{officer.cip}<" in shown
    for secret in (dni, email, str(officer.public_id), str(certificate.award.uuid)):
        assert secret not in shown


def test_the_time_of_checking_is_shown_in_lima(client: Client) -> None:
    certificate = make_certificate()
    with time_machine.travel(datetime(2027, 3, 5, 15, 42, tzinfo=timezone.get_default_timezone()), tick=False):
        assert "5 de marzo de 2027, 15:42" in page(client, certificate.serial)


def test_markup_in_names_and_titles_is_shown_as_text(client: Client) -> None:
    edition = make_edition(public_title="<script>alert(1)</script>{{ request }}")
    shown = page(client, make_certificate(edition=edition).serial)
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ request }}" in shown


def test_what_was_typed_is_kept_and_the_mistake_is_said_at_the_field(client: Client) -> None:
    response = client.get("/verify/", {"serial": "2026-000123-K7QX4M2P-<"})
    assert response.status_code == 200
    shown = response.content.decode()
    assert 'value="2026-000123-K7QX4M2P-&lt;"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_mistyped_address_answers_mistyped_and_offers_to_correct(client: Client) -> None:
    shown = page(client, "2026-000123-K7QX4M2P-%3Cb%3E")
    assert "K7QX4M2P-&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_answers_are_open_not_indexed_and_not_kept(client: Client) -> None:
    certificate = make_certificate()
    response = client.get(f"/v/{certificate.serial}/")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex' in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_verification_only_reads(client: Client, method: str) -> None:
    assert getattr(client, method)(f"/v/{make_certificate().serial}/").status_code == 405


def test_a_verification_takes_at_most_four_statements(client: Client, django_assert_max_num_queries: Any) -> None:
    certificate = make_certificate()
    client.get("/verify/")
    cache.clear()
    with django_assert_max_num_queries(4):
        page(client, certificate.serial)


def test_past_the_limit_an_address_waits_and_others_do_not(client: Client, settings: Any) -> None:
    settings.VERIFICATIONS_PER_ADDRESS = "3/m"
    certificate = make_certificate()
    with time_machine.travel(
        datetime(2027, 3, 5, 15, 42, 20, tzinfo=timezone.get_default_timezone()), tick=False
    ) as clock:
        for _ in range(3):
            page(client, certificate.serial)
        refused = client.get(f"/v/{certificate.serial}/")
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) == 40
        assert certificate.holder_name not in refused.content.decode()
        page(client, certificate.serial, REMOTE_ADDR="10.9.8.7")
        clock.shift(timedelta(seconds=41))
        page(client, certificate.serial)


def test_mistyped_and_unknown_serials_count_too(client: Client, settings: Any) -> None:
    settings.VERIFICATIONS_PER_ADDRESS = "2/m"
    with time_machine.travel(datetime(2027, 3, 5, 15, 42, tzinfo=timezone.get_default_timezone()), tick=False):
        for _ in range(2):
            page(client, "abc")
        assert client.get("/v/abc/").status_code == 429


def test_a_counter_that_is_gone_lets_people_verify(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(key: str, delta: int = 1, version: int | None = None) -> int:
        raise ValueError(key)

    certificate = make_certificate()
    monkeypatch.setattr(type(caches["default"]), "incr", lambda self, key, delta=1, version=None: gone(key))
    page(client, certificate.serial)


def test_the_limit_of_the_settings_does_not_hinder_a_busy_counter() -> None:
    assert Limit.parse(settings.VERIFICATIONS_PER_ADDRESS).amount >= 60
