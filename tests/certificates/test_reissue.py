"""Replacing a certificate with an error on its paper: what is corrected, what is kept, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Entry
from certificates.facts import facts_of
from certificates.models import Award, Certificate, Supersession
from certificates.queries.holder import HolderField, corrections_of
from certificates.services.propose_reissue import propose_reissue
from certificates.services.propose_revocation import propose_revocation
from certificates.services.reinstate import reinstate_certificate
from certificates.services.reissue import NothingToCorrect, RecordChanged, reissue_certificate
from certificates.services.render_pdf import render_missing
from certificates.services.revoke import AlreadyRevoked, AlreadySuperseded, revoke_certificate
from certificates.services.verify import verify
from officers.models import Notice, Officer, Posting
from officers.notices import words_of
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from officers.services.confirm_proposal import SamePerson, confirm_proposal
from officers.services.correct_name import correct_name
from officers.services.edit_unit import edit_unit
from tests.certificates.factories import make_award, make_certificate, supersede
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db

WHY = "El apellido materno llevaba otra letra."
NAMED = set(HolderField.values)
#: What may differ besides; every other column is as on the first paper.
OWN = {"id", "serial", "year", "number", "supersedes", "issued_on", "base_url", "made_at"}


@pytest.fixture
def verifiers() -> tuple[Officer, Officer]:
    persons = make_officer(), make_officer()
    for person in persons:
        grant(person, "hr_verifier")
    return persons


def mend(certificate: Certificate, by: Officer, maternal_surname: str = "Ñahui Corregido") -> Certificate:
    """Have HR correct the holder's name, and return the certificate as it is read afterwards."""
    holder = certificate.award.officer
    correct_name(
        officer=holder, given_names=holder.given_names, paternal_surname=holder.paternal_surname,
        maternal_surname=maternal_surname, since=timezone.localdate(), by=by, why=WHY,
    )  # fmt: skip
    return Certificate.objects.get(pk=certificate.pk)


def due(certificate: Certificate) -> dict[str, str]:
    return {each.field.value: each.corrected for each in corrections_of(certificate)}


def replace(certificate: Certificate, persons: tuple[Officer, Officer], **changes: str) -> Certificate:
    return reissue_certificate(
        certificate=certificate, corrections=changes or due(certificate), reason=WHY, by=persons[0], second=persons[1]
    )


def test_the_new_paper_says_the_mended_name_and_all_else_as_the_old_one(verifiers: tuple[Officer, Officer]) -> None:
    first = mend(make_certificate(), verifiers[0])
    old = Certificate.objects.filter(pk=first.pk).values().get()
    new = replace(first, verifiers)
    assert (new.holder_name, new.supersedes) == ("Rosa Elena Huamán Ñahui Corregido", first)
    assert new.number == old["number"] + 1
    for field in Certificate._meta.concrete_fields:
        if field.name not in OWN | {"holder_name"}:
            assert getattr(new, field.attname) == old[field.attname], field.name
    assert Certificate.objects.filter(pk=first.pk).values().get() == old
    assert Award.objects.count() == 1
    assert (verify(text=first.serial).state, verify(text=new.serial).state) == ("superseded", "valid")


def test_it_is_written_down_who_did_it_and_the_holder_is_told(verifiers: tuple[Officer, Officer]) -> None:
    first = mend(make_certificate(), verifiers[0])
    new = replace(first, verifiers)
    assert (new.supersession.by, new.supersession.second, new.supersession.reason) == (*verifiers, WHY)
    lines = Entry.objects.filter(act__startswith="certificate.reissue", on_id=str(first.pk)).order_by("pk")
    assert [(line.act, line.actor_login, line.changed) for line in lines] == [
        ("certificate.reissue", verifiers[0].login, ["holder_name"]),
        ("certificate.reissue.confirm", verifiers[1].login, ["holder_name"]),
    ]
    notice = Notice.objects.get(kind="certificate.reissued")
    assert (notice.officer_id, notice.address) == (first.award.officer_id, new.get_absolute_url())
    assert {first.serial, new.serial} <= set(words_of(notice).replace(",", " ").replace(".", " ").split())
    assert render_missing() >= 1
    assert new.files.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Supersession.objects.create(
            certificate=supersede(make_certificate()), reason="x", by=verifiers[0], second=verifiers[0]
        )  # fmt: skip


def test_rank_and_unit_are_those_of_the_day_of_completion(verifiers: tuple[Officer, Officer]) -> None:
    holder = make_officer()
    first = make_certificate(holder, at=timezone.now() - timedelta(days=200))
    later = timezone.localdate() - timedelta(days=50)
    wrong = Posting.objects.get(officer=holder)
    Posting.objects.filter(pk=wrong.pk).update(until=later)
    Posting.objects.create(
        officer=holder,
        unit=make_unit("Otra"),
        rank=make_rank("S1", name="Suboficial de Primera", order=61),
        since=later,
    )
    assert corrections_of(first) == ()  # what came after that day is no error
    right = make_rank("S3", name="Suboficial de Tercera", order=62)
    Posting.objects.filter(pk=wrong.pk).update(rank=right, unit=make_unit("Comisaría verdadera"))
    assert [(each.field, each.printed, each.corrected) for each in corrections_of(first)] == [
        ("holder_rank", first.holder_rank, "Suboficial de Tercera"),
        ("holder_unit", first.holder_unit, "Comisaría verdadera"),
    ]
    new = replace(first, verifiers)
    assert {"Suboficial de Tercera", "Comisaría verdadera"} <= {fact.value for fact in facts_of(new)}
    Posting.objects.filter(officer=holder).delete()
    assert corrections_of(new) == ()  # no posting tells of that day: what is printed stands


def test_the_number_is_corrected_and_what_was_right_that_day_is_left(verifiers: tuple[Officer, Officer]) -> None:
    first = make_certificate()
    holder = first.award.officer
    assert holder.unit
    edit_unit(unit=holder.unit, values={"name": "Comisaría con otro nombre"}, by=verifiers[0], why="R.M. 12")
    Officer.objects.filter(pk=holder.pk).update(cip="31888777", login="31888777")
    first = Certificate.objects.get(pk=first.pk)
    assert set(due(first)) == {"holder_cip", "holder_unit"}
    new = replace(first, verifiers, holder_cip="31888777")
    assert (new.holder_cip, new.holder_unit) == ("31888777", first.holder_unit)


def test_nothing_is_replaced_by_the_same_nor_by_what_the_records_do_not_say(verifiers: tuple[Officer, Officer]) -> None:
    first = make_certificate()
    with pytest.raises(NothingToCorrect):
        replace(first, verifiers)
    with pytest.raises(NothingToCorrect):
        propose_reissue(certificate=first, wrong=NAMED, reason=WHY, by=verifiers[0])
    first = mend(first, verifiers[0])
    for changes in ({"holder_name": "Otro Nombre"}, {"mark": "20.00"}, {"holder_cip": first.holder_cip}):
        with pytest.raises(RecordChanged):
            replace(first, verifiers, **changes)
    assert Certificate.objects.count() == 1


def test_what_was_proposed_is_done_or_nothing(verifiers: tuple[Officer, Officer]) -> None:
    first = mend(make_certificate(), verifiers[0])
    stale = propose_reissue(certificate=first, wrong=NAMED, reason=WHY, by=verifiers[0])
    first = mend(first, verifiers[0], "Ñahui de Nuevo")
    with pytest.raises(RecordChanged):
        confirm_proposal(proposal=stale, second=verifiers[1])
    first = mend(first, verifiers[0])
    new = confirm_proposal(proposal=stale, second=verifiers[1])
    assert new.holder_name == "Rosa Elena Huamán Ñahui Corregido"


def test_it_needs_two_persons_with_the_right_over_the_holders_unit(verifiers: tuple[Officer, Officer]) -> None:
    first = mend(make_certificate(), verifiers[0])
    elsewhere = make_officer()
    grant(elsewhere, "hr_verifier", unit=make_unit("Otra unidad"))
    with pytest.raises(SamePerson):
        replace(first, (verifiers[0], verifiers[0]))
    with pytest.raises(NotPermitted):
        replace(first, (verifiers[0], elsewhere))
    with pytest.raises(ReasonMissing):
        reissue_certificate(certificate=first, corrections=due(first), reason=" ", by=verifiers[0], second=verifiers[1])
    assert Certificate.objects.count() == 1


def test_what_was_replaced_or_revoked_is_left_alone(verifiers: tuple[Officer, Officer]) -> None:
    by, second = verifiers
    revoked = mend(make_certificate(), by)
    revoke_certificate(certificate=revoked, category="fraud", reason="x", by=by, second=second)
    with pytest.raises(AlreadyRevoked):
        replace(revoked, verifiers)
    reinstate_certificate(certificate=revoked, reason="x", by=by, second=second)
    new = replace(revoked, verifiers)
    mended = mend(revoked, by, "Ñahui Otra Vez")
    with pytest.raises(AlreadySuperseded) as refusal:
        replace(mended, verifiers)
    assert new.serial in str(refusal.value)
    with pytest.raises(AlreadySuperseded):
        revoke_certificate(certificate=revoked, category="fraud", reason="x", by=by, second=second)
    with pytest.raises(AlreadySuperseded):
        propose_revocation(certificate=revoked, category="fraud", reason="x", by=by)
    third = replace(Certificate.objects.get(pk=new.pk), verifiers)
    assert [verify(text=paper.serial).state for paper in (revoked, new, third)] == ["superseded", "superseded", "valid"]


def test_a_replacement_ends_when_the_first_paper_does(verifiers: tuple[Officer, Officer]) -> None:
    long_ago = timezone.now() - timedelta(days=2000)
    over, holding = make_certificate(at=long_ago), make_certificate(at=timezone.now() - timedelta(days=400))
    for first, state in ((over, "expired"), (holding, "valid")):
        new = replace(mend(first, verifiers[0]), verifiers)
        assert new.issued_on == timezone.localdate()
        assert new.year == new.issued_on.year
        assert new.expires_on == first.expires_on
        assert verify(text=new.serial).state == state
    award = make_award()
    fields = {
        field.name: getattr(award.certificates.get(), field.name)
        for field in Certificate._meta.concrete_fields
        if field.name not in {"id", "supersedes"}
    }
    other = make_award(at=long_ago)
    with pytest.raises(IntegrityError), transaction.atomic():  # of a first one the database holds it still
        Certificate.objects.create(
            **{**fields, "award": other, "serial": "x", "number": 99, "expires_on": date(2020, 1, 1)}
        )  # fmt: skip
