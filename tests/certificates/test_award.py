"""Awards: made once, with the certificate of that day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.append_only import Immutable
from audit.models import Entry
from certificates.models import Award, Certificate, SerialCounter
from certificates.serials import parse
from certificates.services import award as award_module
from certificates.services.award import NotCompleted, award, award_missed
from certificates.services.issue import issue_certificate
from courses.models import Outcome
from courses.signals import enrolment_completed
from officers.models import Notice, Posting
from officers.notices import words_of
from tests.certificates.factories import make_award, make_certificate, make_completed
from tests.courses.factories import make_edition, make_enrolment
from tests.officers.factories import make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db

#: 04:30 in London is still the evening before in Lima.
LATE = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)


def test_a_completed_enrolment_gets_one_award_and_one_certificate() -> None:
    enrolment = make_completed()
    made = award(enrolment=enrolment)
    assert (made.officer, made.edition, made.mark) == (enrolment.officer, enrolment.run.edition, Decimal("17.50"))
    assert made.certificates.count() == 1


def test_told_again_it_gives_the_same_award() -> None:
    enrolment = make_completed()
    assert award(enrolment=enrolment) == award(enrolment=enrolment)
    enrolment_completed.send(sender=None, enrolment_id=enrolment.pk)
    assert (award_missed(), Award.objects.count(), Certificate.objects.count()) == (0, 1, 1)
    assert Notice.objects.filter(officer=enrolment.officer, kind="certificate.issued").count() == 1


def test_the_database_refuses_a_second_award() -> None:
    made = make_award()
    copy = Award(enrolment=made.enrolment, officer=made.officer, edition=made.edition, completed_at=made.completed_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


@pytest.mark.parametrize("state", ["active", "waiting"])
def test_what_is_not_completed_earns_nothing(state: str) -> None:
    enrolment = make_enrolment(state=state)
    with pytest.raises(NotCompleted):
        award(enrolment=enrolment)
    assert not Award.objects.exists()


def test_completion_is_awarded_when_it_is_told() -> None:
    enrolment = make_completed()
    enrolment_completed.send(sender=None, enrolment_id=enrolment.pk)
    assert Award.objects.get().enrolment == enrolment


def test_the_sweep_awards_what_was_missed_and_nothing_else() -> None:
    missed = [make_completed(), make_completed()]
    make_award()
    make_enrolment(state="active")
    assert award_missed() == 2
    assert set(Award.objects.filter(enrolment__in=missed).values_list("enrolment", flat=True)) == {
        row.pk for row in missed
    }
    assert award_missed() == 0


def test_one_award_that_fails_holds_up_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = make_completed(at=timezone.now() - timedelta(days=1)), make_completed()
    real = issue_certificate

    def issue(*, award: Award, by: Any, at: Any = None) -> Certificate:
        if award.enrolment_id == broken.pk:
            raise RuntimeError("no ink")
        return real(award=award, by=by, at=at)

    monkeypatch.setattr(award_module, "issue_certificate", issue)
    assert award_missed() == 1
    assert Award.objects.get().enrolment == fine
    assert "no ink" in caplog.text


def test_numbers_have_no_gap_when_something_rolls_back() -> None:
    first = make_certificate()
    with transaction.atomic():
        make_certificate()
        transaction.set_rollback(True)
    second = make_certificate()
    assert (second.year, second.number) == (first.year, first.number + 1)


def test_numbers_run_over_all_courses_and_begin_anew_each_year_of_lima() -> None:
    old = [make_certificate(at=LATE), make_certificate(at=LATE + timedelta(minutes=20))]
    new = make_certificate(at=LATE + timedelta(minutes=31))
    assert [(row.year, row.number) for row in (*old, new)] == [(2026, 1), (2026, 2), (2027, 1)]
    assert dict(SerialCounter.objects.values_list("year", "last")) == {2026: 2, 2027: 1}
    assert old[0].issued_on == date(2026, 12, 31)


def test_the_serial_names_year_and_number() -> None:
    certificate = make_certificate()
    serial = parse(certificate.serial)
    assert (serial.year, serial.number) == (certificate.year, certificate.number)


def test_rank_and_unit_are_those_of_the_day_of_completion() -> None:
    day = timezone.localdate() - timedelta(days=10)
    officer = make_officer(unit=make_unit("Comisaría de antes"))
    Posting.objects.filter(officer=officer).update(until=day + timedelta(days=1))
    Posting.objects.create(
        officer=officer,
        unit=make_unit("Comisaría de después"),
        rank=make_rank("S1", name="Suboficial de Primera PNP", abbreviation="S1 PNP", order=3),
        since=day + timedelta(days=1),
    )
    enrolment = make_completed(officer, at=timezone.now() - timedelta(days=10))
    certificate = award(enrolment=enrolment).certificates.get()
    assert (certificate.holder_unit, certificate.holder_rank) == ("Comisaría de antes", "Suboficial de Segunda PNP")
    assert certificate.completed_on == day
    assert certificate.issued_on == timezone.localdate()


def test_a_later_change_of_name_or_course_leaves_the_certificate_as_it_was() -> None:
    certificate = make_certificate()
    name = certificate.holder_name
    officer = certificate.award.officer
    officer.paternal_surname = "Otro"
    officer.save(update_fields=["paternal_surname"])
    certificate.refresh_from_db()
    assert certificate.holder_name == name


def test_the_certificate_says_what_the_edition_said() -> None:
    edition = make_edition(
        title="Nombre interno", public_title="Curso de especialización", resolution="R.D. 12-2026", credits=Decimal(3)
    )
    certificate = award(enrolment=make_completed(edition=edition)).certificates.get()
    assert certificate.course_title == "Curso de especialización"
    assert (certificate.edition_number, certificate.edition_sha256) == (edition.number, edition.sha256)
    assert (certificate.resolution, certificate.credits) == ("R.D. 12-2026", Decimal(3))
    assert (certificate.academic_hours, certificate.expires_on) == (8, None)


def test_the_evidence_names_the_outcomes() -> None:
    enrolment = make_completed()
    uuid = enrolment.run.edition.items.filter(kind="lesson")[0].activity_uuid
    Outcome.objects.create(enrolment=enrolment, activity_uuid=uuid, state="done", evidence="read")
    assert award(enrolment=enrolment).evidence == [{"activity": str(uuid), "evidence": "read"}]


def test_the_holder_is_told_and_the_act_is_audited() -> None:
    certificate = make_certificate()
    notice = Notice.objects.get(officer=certificate.award.officer, kind="certificate.issued")
    assert certificate.serial in words_of(notice)
    assert notice.address == f"/certificates/{certificate.serial}/"
    assert set(Entry.objects.values_list("act", flat=True)) >= {"award.make", "certificate.issue"}


@pytest.mark.parametrize("table", ["certificates_award", "certificates_certificate"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET made_at = made_at", "DELETE FROM {}"])
def test_no_row_is_ever_changed(table: str, statement: str) -> None:
    make_certificate()
    with pytest.raises(Exception, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_no_row_is_changed_through_the_orm() -> None:
    certificate = make_certificate()
    for row in (certificate, certificate.award):
        with pytest.raises(Immutable):
            row.save()
        with pytest.raises(Immutable):
            row.delete()
