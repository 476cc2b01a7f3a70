"""More time as a factor: of it and of minutes what gives more holds, for the whole and for each section."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from assessments.longer import longer
from assessments.models import Override, RunOverride
from assessments.services.give_override import Given, NothingGiven, Unneeded, give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.start_attempt import start_attempt
from officers.models import Notice
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_overrides import WHY, director_of, give
from tests.assessments.test_run_overrides import length_of
from tests.assessments.test_sections import Sat
from tests.courses.factories import make_enrolment
from tests.courses.words import english

MINUTE = timedelta(minutes=1)
HALF_AGAIN = Decimal("1.50")


@pytest.mark.parametrize(
    ("minutes", "more", "factor", "held"),
    [
        (40, 10, None, 50),
        (40, 10, "1.5", 60),
        (40, 30, "1.5", 70),
        (45, 0, "1.25", 57),
        (40, 0, "1", 40),
        (1, 0, "4", 4),
    ],
)
def test_what_gives_more_holds_up_to_a_whole_minute(minutes: int, more: int, factor: str | None, held: int) -> None:
    assert longer(minutes, more=more, factor=Decimal(factor) if factor else None) == held


@pytest.mark.django_db
def test_a_sitting_under_way_and_the_next_take_so_many_times_as_long() -> None:
    exam = Exam(minutes=40)
    attempt = exam.start()
    (first,) = give(exam, factor=HALF_AGAIN)
    assert length_of(attempt) == 60 * MINUTE
    give(exam, minutes=30, seen=first.pk)
    assert length_of(attempt) == 70 * MINUTE
    row = Override.objects.order_by("number").last()
    assert row is not None
    assert (row.extra_minutes, row.time_factor) == (30, HALF_AGAIN)


@pytest.mark.django_db
def test_of_two_factors_given_the_greater_holds() -> None:
    exam = Exam(minutes=40)
    (first,) = give(exam, factor=Decimal(2))
    give(exam, factor=HALF_AGAIN, seen=first.pk)
    assert length_of(exam.start()) == 80 * MINUTE


@pytest.mark.django_db
def test_a_factor_for_everybody_stands_beside_the_officers_own() -> None:
    exam = Exam(minutes=40)
    attempt, other = exam.start(), make_enrolment(run=exam.run)
    give_run_override(
        run=exam.run, exam=exam.item, attempts=0, minutes=0, factor=HALF_AGAIN, why=WHY, by=director_of(exam), seen=0
    )
    assert length_of(attempt) == 60 * MINUTE
    give(exam, factor=Decimal(2))
    assert length_of(attempt) == 80 * MINUTE
    sitting = start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
    assert length_of(sitting) == 60 * MINUTE
    assert Notice.objects.filter(officer=other.officer, kind="override.given").count() == 1


@pytest.mark.django_db
def test_what_is_stated_twice_for_everybody_is_nothing_new_and_is_taken_back() -> None:
    exam, said = Exam(minutes=40), {"attempts": 0, "minutes": 0, "why": WHY}
    by = director_of(exam)
    give_run_override(run=exam.run, exam=exam.item, factor=HALF_AGAIN, by=by, seen=0, **said)  # type: ignore[arg-type]
    with pytest.raises(NothingGiven):
        give_run_override(run=exam.run, exam=exam.item, factor=HALF_AGAIN, by=by, seen=1, **said)  # type: ignore[arg-type]
    give_run_override(run=exam.run, exam=exam.item, factor=None, by=by, seen=1, **said)  # type: ignore[arg-type]
    assert length_of(exam.start()) == 40 * MINUTE


@pytest.mark.django_db
def test_a_section_with_its_own_time_takes_so_many_times_as_long(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 20}, minutes=120)
    sat.begin(1)
    give_override(
        run=sat.exam.run, exam=sat.exam.item, enrolments=[sat.exam.enrolment.pk], given=Given(factor=HALF_AGAIN),
        why=WHY, by=director_of(sat.exam), seen=0,
    )  # fmt: skip
    sat.begin(2)
    assert [round((stage.ends - stage.begun) / MINUTE) for stage in sat.stages() if stage.ends] == [15, 30]


@pytest.mark.django_db
def test_an_exam_without_a_limit_takes_none() -> None:
    with pytest.raises(Unneeded):
        give(Exam(minutes=None), factor=HALF_AGAIN)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["0.9", "4.01", "1.255", "NaN"])
def test_the_form_takes_one_to_four(client: Client, typed: str) -> None:
    exam = Exam(minutes=40)
    log_in(client, director_of(exam))
    address = f"/admin/overrides/{exam.run.code.lower()}/{exam.item.activity_uuid}/"
    sent: dict[str, Any] = {"people": exam.officer.login, "why": WHY, "seen": "0"}
    assert "factor" in client.post(address, {**sent, "factor": typed}).context["form"].errors
    assert client.post(address, {**sent, "factor": "1"}).context["form"].errors, "1 gives nothing"


@pytest.mark.django_db
def test_it_is_given_in_both_forms_and_stands_in_the_list_and_in_the_notice(client: Client) -> None:
    exam = Exam(minutes=40)
    log_in(client, director_of(exam))
    address = f"/admin/overrides/{exam.run.code.lower()}/{exam.item.activity_uuid}/"
    assert (
        client.post(address, {"people": exam.officer.login, "factor": "1.5", "why": WHY, "seen": "0"}).status_code
        == 302
    )
    log_in(client, director_of(exam))
    assert client.post(f"{address}everybody/", {"factor": "1,25", "why": WHY, "seen": "0"}).status_code == 302
    assert RunOverride.objects.get().time_factor == Decimal("1.25")
    with override("en"):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "1,50" in page or "1.50" in page
    assert "1.5 times the time" in english(Notice.objects.get(kind="override.given"))
