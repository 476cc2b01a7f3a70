"""An exam that is sat after its right answers were shown: only where somebody said so, and each sitting tells it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import AfterKey, Attempt
from assessments.services.give_override import Given, give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.let_sit_after_key import KeyWasOpen
from assessments.services.reopen_sitting import AnswersShown, propose_reopening
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry
from courses.models import Enrolment, RunActivity
from courses.run_plan import ActivityDates
from officers.reasons import ReasonMissing
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import director_of as board_of
from tests.assessments.test_overrides import WHY, director_of, fail, give
from tests.courses.factories import make_enrolment
from tests.courses.test_edit_run import edited

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Closed:
    """An exam that one officer has sat and another has not, closed a minute ago: the first reads the right answers."""

    def __init__(self, *, taken: bool = True, **rules: Any) -> None:
        self.exam = Exam(kinds=["single_choice"], attempts=3, **rules)
        if taken:
            fail(self.exam)
        self.closed = timezone.now() - MINUTE
        RunActivity.objects.create(run=self.exam.run, activity_uuid=self.exam.item.activity_uuid, closes=self.closed)
        self.other = make_enrolment(run=self.exam.run)

    def sit(self) -> Attempt:
        return start_attempt(
            enrolment=self.other.uuid, activity=self.exam.item.activity_uuid, by=self.other.officer
        )  # fmt: skip

    def move(self, closes: datetime | None, **said: Any) -> None:
        dates = [ActivityDates(self.exam.item.activity_uuid, closes=closes)]
        edited(self.exam.run, by=director_of(self.exam), activities=dates, **said)


def test_a_later_date_is_refused_until_it_is_said_that_it_is_meant() -> None:
    held = Closed()
    until = timezone.now() + 50 * MINUTE
    with pytest.raises(KeyWasOpen):
        give(held.exam, on=held.other, until=until)
    give(held.exam, on=held.other, until=until, after_key=True)
    assert held.sit().after_key == held.closed
    row = AfterKey.objects.get()
    assert (row.since, row.why) == (held.closed, WHY)
    assert Entry.objects.get(act="exam.after_key").why == WHY


@pytest.mark.parametrize("closes", [timedelta(minutes=50), None])
def test_a_later_closing_of_the_run_is_refused_until_it_is_said_that_it_is_meant(closes: timedelta | None) -> None:
    held = Closed()
    later = timezone.now() + closes if closes else None
    with pytest.raises(KeyWasOpen):
        held.move(later)
    with pytest.raises(ReasonMissing):
        held.move(later, after_key=True)
    held.move(later, after_key=True, why=WHY)
    assert held.sit().after_key == held.closed


def test_once_it_was_open_it_stays_so_though_it_is_closed_again() -> None:
    held = Closed()
    (given,) = give(held.exam, on=held.other, until=timezone.now() + 50 * MINUTE, after_key=True)
    third = make_enrolment(run=held.exam.run)
    with pytest.raises(KeyWasOpen):
        give(held.exam, on=third, until=timezone.now() + 40 * MINUTE, seen=given.pk)
    with pytest.raises(KeyWasOpen):
        give_run_override(
            run=held.exam.run, exam=held.exam.item, attempts=1, minutes=0, why=WHY, by=director_of(held.exam), seen=0
        )
    assert AfterKey.objects.count() == 1


def test_what_nobody_has_taken_or_does_not_count_or_shows_no_key_asks_nothing() -> None:
    untaken, quiz, silent = Closed(taken=False), Closed(counts=False), Closed(review="own_marks")
    for held in (untaken, quiz, silent):
        held.move(timezone.now() + 50 * MINUTE)
        assert held.sit().after_key is None


def test_an_earlier_closing_and_more_minutes_ask_nothing() -> None:
    held = Closed()
    held.move(held.closed - MINUTE)
    give(held.exam, on=held.other, minutes=5)
    assert not AfterKey.objects.exists()


def test_what_was_handed_in_before_is_not_opened_again_afterwards() -> None:
    held = Closed()
    Enrolment.objects.update(state="active", ended_at=None)
    first = Attempt.objects.get()
    give(held.exam, on=held.other, until=timezone.now() + 50 * MINUTE, after_key=True)
    with pytest.raises(AnswersShown):
        propose_reopening(
            attempt=first, until=timezone.now() + 10 * MINUTE, why=WHY, by=board_of(held.exam), looked_at=""
        )


def test_the_log_says_it_and_who_let_it_be(client: Client) -> None:
    held = Closed()
    give(held.exam, on=held.other, until=timezone.now() + 50 * MINUTE, after_key=True)
    attempt = held.sit()
    submit_attempt(attempt=attempt.pk, by=held.other.officer)
    log_in(client, board_of(held.exam))
    assert WHY in client.get(f"/admin/sittings/{attempt.public_id}/").content.decode()
    earlier = Attempt.objects.get(enrolment=held.exam.enrolment)
    assert WHY not in client.get(f"/admin/sittings/{earlier.public_id}/").content.decode()


def test_the_forms_ask_only_where_it_was_open(client: Client) -> None:
    held, exam = Closed(), Exam(attempts=1)
    director = director_of(held.exam)
    log_in(client, director)
    address = f"/admin/overrides/{held.exam.run.code.lower()}/{held.exam.item.activity_uuid}/"
    typed = {"people": held.other.officer.login, "attempts": "1", "why": WHY, "seen": "0"}
    assert "after_key" in client.post(address, typed).context["form"].errors
    assert client.post(address, {**typed, "after_key": "on"}).status_code == 302
    log_in(client, director_of(exam))
    page = client.get(f"/admin/overrides/{exam.run.code.lower()}/{exam.item.activity_uuid}/")
    assert "after_key" not in page.context["form"].fields


def test_the_form_of_the_run_asks_once_it_was_refused(client: Client) -> None:
    held = Closed()
    log_in(client, director_of(held.exam))
    address = f"/admin/runs/{held.exam.run.uuid}/edit/"
    page = client.get(address)
    assert 'name="after_key"' not in page.content.decode()
    sent = {name: value for name, value in _sent(page.context["form"]).items() if not name.startswith("closes_")}
    refused = client.post(address, sent)
    assert 'name="after_key"' in refused.content.decode()
    assert client.post(address, {**_sent(refused.context["form"]), "after_key": "on", "why": WHY}).status_code == 302
    assert RunActivity.objects.get().closes is None


def _sent(form: Any) -> dict[str, Any]:
    values = {field.name: field.value() for field in form}
    written = {name: form.fields[name].prepare_value(value) for name, value in values.items() if value is not None}
    return {
        name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value
        for name, value in written.items()
    }


def test_giving_is_one_act_with_what_it_lets_be() -> None:
    held = Closed()
    with pytest.raises(KeyWasOpen):
        give_override(
            run=held.exam.run, exam=held.exam.item, enrolments=[held.other.pk], given=Given(attempts=1), why=WHY,
            by=director_of(held.exam), seen=0,
        )  # fmt: skip
    assert not Entry.objects.filter(act__startswith="override").exists()
