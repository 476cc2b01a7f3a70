"""The pages of a sitting, as a browser without JavaScript uses them."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from audit.models import Reading
from courses.models import AccessRule, Enrolment, Outcome
from tests.assessments.factories import Exam, log_in, make_question, named
from tests.courses.factories import let_see

pytestmark = pytest.mark.django_db


class Browser:
    """A browser without JavaScript at one sitting: reads the form from the page and sends it as it stands."""

    def __init__(self, exam: Exam, client: Client) -> None:
        log_in(client, exam.officer)
        self.exam, self.client, self.attempt = exam, client, exam.start()
        self.address = f"/sit/{self.attempt.public_id}/"
        self.fields: dict[str, Any] = {}
        self.page = ""
        self.load()

    def load(self) -> str:
        answer = self.client.get(self.address)
        self.page = html.unescape(answer.content.decode())
        self.fields = {
            name: value
            for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page)
            if name != "csrfmiddlewaretoken"
        }
        for name, value in re.findall(r'name="(slot-\d+)" value="([^"]*)" checked', self.page):
            self.fields.setdefault(name, []).append(value)
        for name, value in re.findall(r'name="(slot-\d+)" value="([^"]*)" (?:inputmode|maxlength)', self.page):
            self.fields[name] = value
        return self.page

    def key(self, slot: int, stable: str) -> str:
        options: list[tuple[str, str]] = self.attempt.draw["slots"][slot - 1]["options"]
        return next(key for key, option in options if option == stable)

    def send(self, button: str = "save", **given: Any) -> str:
        """Send the form; returns the page that follows, as text."""
        fields = {**self.fields, **{name.replace("_", "-"): value for name, value in given.items()}, button: "1"}
        answer = self.client.post(self.address, fields, follow=True)
        assert answer.status_code == 200
        return html.unescape(answer.content.decode())


@pytest.fixture
def candidate(client: Client) -> Browser:
    return Browser(Exam(), client)


def counted() -> list[tuple[int, Any]]:
    rows = Response.objects.filter(standing="counted").order_by("slot").values_list("slot", "value")
    return [(slot, sorted(value) if isinstance(value, list) else value) for slot, value in rows]


def test_one_button_saves_every_answer_of_the_page(candidate: Browser) -> None:
    several = [candidate.key(2, "a"), candidate.key(2, "c")]
    candidate.send(slot_1=candidate.key(1, "a"), slot_2=several, slot_4="0,17", slot_5=" comisaria ")
    assert counted() == [(1, candidate.key(1, "a")), (2, sorted(several)), (4, "0,17"), (5, " comisaria ")]
    page = candidate.load()
    assert f'value="{candidate.key(1, "a")}" checked' in page
    assert 'value="0,17"' in page


def test_sending_the_same_page_twice_saves_once(candidate: Browser) -> None:
    fields = dict(candidate.fields)
    candidate.send(slot_1=candidate.key(1, "a"))
    candidate.fields = fields
    candidate.send(slot_1=candidate.key(1, "a"))
    assert Response.objects.count() == 1


def test_what_was_not_touched_is_not_saved_again(candidate: Browser) -> None:
    candidate.send(slot_1=candidate.key(1, "a"))
    candidate.load()
    candidate.send(slot_4="5")
    assert [slot for slot, _ in counted()] == [1, 4]
    assert Response.objects.count() == 2


def test_an_old_page_sent_back_with_another_answer_loses_nothing_and_shows_both(candidate: Browser) -> None:
    old = dict(candidate.fields)
    candidate.send(slot_1=candidate.key(1, "a"))
    candidate.fields = old
    page = candidate.send(slot_1=candidate.key(1, "b"))
    assert [row.standing for row in Response.objects.order_by("order")] == ["counted", "stale"]
    assert "data-other" in page
    assert "Un lugar" in page[page.index("data-other") :][:400]


def test_an_answer_that_came_stale_where_nothing_counts_is_shown(candidate: Browser) -> None:
    number = int(candidate.fields["client"])
    entry = Entry(number, 1001, 4, "17", f"{number}.1000")
    save_response(
        attempt=candidate.attempt.public_id, officer=candidate.exam.officer.pk, session_hash=None, entry=entry
    )
    page = candidate.load()
    assert Response.objects.get().standing == "stale"
    assert "17" in page[page.index("data-other") :][:400]


def test_without_javascript_the_page_says_how_to_save_and_has_the_button_after_every_fifth_question(
    client: Client,
) -> None:
    candidate = Browser(Exam(kinds=["numeric"] * 11), client)
    assert candidate.page.count("<noscript>") == 1
    assert candidate.page.count('name="save"') == 3
    exam = candidate.exam
    start = client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/").content.decode()
    assert "<noscript>" in start


@pytest.mark.parametrize(("typed", "said"), [("cinco por ciento", True), ("0,17", False), ("", False)])
def test_what_is_no_number_is_saved_as_typed_and_said_at_the_field(
    candidate: Browser, typed: str, *, said: bool
) -> None:
    candidate.send(slot_4="1")
    candidate.load()
    candidate.send(slot_4=typed)
    page = candidate.load()
    assert counted()[-1] == (4, typed or None)
    assert ("data-format>" in page) is said


def test_the_start_page_says_that_an_attempt_runs_and_leads_to_the_first_question_without_an_answer(
    candidate: Browser,
) -> None:
    exam = candidate.exam
    candidate.send(slot_1=candidate.key(1, "a"), slot_2=[candidate.key(2, "a")], slot_4="5")
    page = candidate.client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/").content.decode()
    ends_at = Attempt.objects.get().ends_at
    assert ends_at is not None
    assert f"{timezone.localtime(ends_at):%H:%M}" in page
    assert "40 minutos" not in page
    assert f'href="{candidate.address}#q-3"' in page
    assert f'href="{candidate.address}#q-3"' in candidate.send("check")


def test_a_page_of_before_does_not_undo_what_was_answered_elsewhere(candidate: Browser) -> None:
    old = dict(candidate.fields)
    candidate.send(slot_1=candidate.key(1, "a"))
    candidate.fields = old
    candidate.send(slot_4="5")
    assert counted() == [(1, candidate.key(1, "a")), (4, "5")]
    assert Response.objects.count() == 2


def test_an_answer_can_be_taken_back(candidate: Browser) -> None:
    candidate.send(slot_2=[candidate.key(2, "a")], slot_4="5")
    candidate.load()
    candidate.fields.pop("slot-2")
    candidate.send(slot_4="")
    assert counted()[-2:] == [(4, "5"), (4, None)]
    assert (2, None) in counted()


def test_what_cannot_be_stored_gets_a_sentence_and_the_rest_is_saved(candidate: Browser) -> None:
    page = candidate.send(slot_1=candidate.key(1, "a"), slot_4="9" * 501)
    assert [slot for slot, _ in counted()] == [1]
    assert "500" in page


def test_review_and_submit_saves_and_lists_what_is_unanswered(candidate: Browser) -> None:
    page = candidate.send("check", slot_1=candidate.key(1, "a"))
    assert counted() == [(1, candidate.key(1, "a"))]
    assert set(re.findall(r"#q-(\d)", page)) == {"2", "3", "4", "5"}
    assert f'action="{candidate.address}submit/"' in page


def test_submitting_leads_to_the_review_and_so_does_submitting_again(candidate: Browser) -> None:
    for _ in range(2):
        answer = candidate.client.post(f"{candidate.address}submit/")
        assert answer["Location"] == f"{candidate.address}review/"
    assert Outcome.objects.count() == 1
    assert candidate.client.get(candidate.address)["Location"] == f"{candidate.address}review/"
    assert candidate.client.get(f"{candidate.address}submit/")["Location"] == f"{candidate.address}review/"


def test_after_the_end_the_next_request_submits_what_was_saved(candidate: Browser) -> None:
    candidate.send(slot_1=candidate.key(1, "a"))
    Attempt.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert candidate.client.get(candidate.address)["Location"] == f"{candidate.address}review/"
    attempt = Attempt.objects.get()
    assert (attempt.submitted_by, attempt.fraction) == ("deadline", "1/5")


def test_a_form_that_comes_after_the_end_is_kept_and_the_officer_is_told(candidate: Browser) -> None:
    Attempt.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    page = candidate.send(slot_1=candidate.key(1, "a"))
    assert Response.objects.get().standing == "late"
    assert Attempt.objects.get().fraction == "0/1"
    assert "review" in page


@pytest.mark.parametrize("fields", [{}, {"client": "x"}, {"client": "0"}, {"client": "1", "base-1": "nada"}])
def test_a_form_that_no_page_of_ours_sends_is_refused_with_a_sentence(
    candidate: Browser, fields: dict[str, str]
) -> None:
    assert candidate.client.post(candidate.address, fields).status_code == 409
    assert not Response.objects.exists()


def test_every_load_of_the_page_has_a_number_of_its_own(candidate: Browser) -> None:
    first = candidate.fields["client"]
    candidate.load()
    assert int(candidate.fields["client"]) == int(first) + 1


def test_the_page_is_never_kept_by_a_browser_or_a_proxy(candidate: Browser) -> None:
    assert "no-store" in candidate.client.get(candidate.address)["Cache-Control"]


def test_the_session_outlasts_the_sitting(candidate: Browser) -> None:
    ends = Attempt.objects.get().ends_at
    assert ends is not None
    with time_machine.travel(ends + timedelta(minutes=29), tick=False):
        assert candidate.client.get("/notices/").status_code == 200
    with time_machine.travel(ends + timedelta(minutes=60), tick=False):
        assert candidate.client.get("/notices/").status_code == 302


def test_the_session_outlasts_a_long_exam_to_its_end(client: Client) -> None:
    exam = Exam(kinds=["numeric"], minutes=300)
    log_in(client, exam.officer)
    ends = exam.start().ends_at
    client.get(f"/sit/{Attempt.objects.get().public_id}/")
    assert ends is not None
    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        assert client.get("/notices/").status_code == 200


@pytest.mark.parametrize("way", ["submit", "again"])
def test_once_submitted_the_session_is_an_ordinary_one(candidate: Browser, way: str) -> None:
    if way == "submit":
        candidate.client.post(f"{candidate.address}submit/")
    else:  # from another device
        attempt = Attempt.objects.get()
        submit_attempt(attempt=attempt.pk, by=attempt.officer)
        candidate.client.get(candidate.address)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert candidate.client.get("/notices/").status_code == 302


def test_the_start_page_submits_by_the_databases_clock_alone(client: Client) -> None:
    exam = Exam(kinds=["numeric"], minutes=40)
    exam.start()
    log_in(client, exam.officer)
    address = f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/"
    for minutes in (20, 41):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            assert client.get(address).status_code == 200
    assert Attempt.objects.get().state == "open"


def test_what_the_time_has_not_ended_is_not_submitted_for_it() -> None:
    attempt = Exam(kinds=["numeric"], minutes=40).start()
    submit_attempt(attempt=attempt.pk, by=None)
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_another_officer_finds_nothing_at_any_address_of_the_sitting(candidate: Browser, client: Client) -> None:
    log_in(client, Exam(kinds=["numeric"]).officer)
    for page in ("", "submit/", "review/"):
        assert client.get(candidate.address + page).status_code == 404
        assert client.post(candidate.address + page).status_code in {404, 405}
    assert Attempt.objects.filter(state="submitted").count() == 0


def test_whoever_lost_need_to_know_may_save_and_submit_but_open_nothing(client: Client) -> None:
    exam = Exam(kinds=["numeric"])
    exam.course.classification = "reserved"
    exam.course.save()
    let_see(exam.course, officer=exam.officer)
    candidate = Browser(exam, client)
    AccessRule.objects.update(withdrawn_at=timezone.now())
    number = number_client(candidate.attempt)
    entry = Entry(number, 1, 1, "5", "")
    saved = save_response(attempt=candidate.attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    assert saved.standing == "counted"
    assert client.get(candidate.address).status_code == 404
    answer = client.post(f"{candidate.address}submit/")
    assert Attempt.objects.get().state == "submitted"
    assert client.get(answer["Location"]).status_code == 404


def test_opening_a_sitting_of_a_reserved_course_is_noted_once_a_day(client: Client) -> None:
    exam = Exam(kinds=["numeric"])
    exam.course.classification = "reserved"
    exam.course.save()
    let_see(exam.course, officer=exam.officer)
    candidate = Browser(exam, client)
    candidate.load()
    reading = Reading.objects.get()
    assert (reading.reader_login, reading.on_id) == (exam.officer.login, str(exam.item.pk))


def test_hostile_markup_in_a_question_and_an_answer_is_shown_as_text(client: Client) -> None:
    exam = Exam(kinds=[])
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.org/y.png)"
    version = make_question(exam.bank, "short_answer", prompt=hostile)
    other = Exam(kinds=[], sections=[{"title": "<b>x", "draws": [], "questions": [named(version)]}])
    candidate = Browser(other, client)
    candidate.send(slot_1='"><script>alert(2)</script>')
    raw = client.get(candidate.address).content.decode()
    assert "<script>alert" not in raw
    assert 'href="javascript:' not in raw
    assert "<img" not in raw
    assert "<b>x" not in raw


def test_the_start_page_says_the_rules_and_what_was_achieved(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], attempts=3, minutes=40)
    log_in(client, exam.officer)
    address = f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/"
    assert "40" in client.get(address).content.decode()
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    text = client.get(address).content.decode()
    assert "0.00" in text
    assert exam.lesson.title in text
    assert f"{exam.item.activity_uuid}/start/" in text


def start_page_of(exam: Exam, client: Client) -> str:
    log_in(client, exam.officer)
    client.cookies["django_language"] = "en"
    return client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/").content.decode()


@pytest.mark.parametrize(("state", "verdict"), [("completed", "Passed."), ("failed", "Not passed.")])
def test_after_the_end_of_the_enrolment_the_mark_is_final_and_nothing_is_said_of_attempts(
    client: Client, state: str, verdict: str
) -> None:
    exam = Exam(kinds=["single_choice"], attempts=3, pass_mark="0.00" if state == "completed" else "11.00")
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    Enrolment.objects.filter(pk=exam.enrolment.pk).update(state=state, ended_at=timezone.now())
    text = start_page_of(exam, client)
    assert verdict in text
    assert "This is your final mark in this exam." in text
    for retry in ("so far", "before you try again", "left.", "Begin another", "no attempt can begin"):
        assert retry not in text


def test_while_an_attempt_is_left_the_mark_counts_so_far(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], attempts=2)
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    text = start_page_of(exam, client)
    assert "so far" in text
    assert "1 attempt is left." in text


def test_a_sitting_under_way_is_announced_on_the_card_and_the_outline(client: Client) -> None:
    exam = Exam(kinds=["single_choice"])
    log_in(client, exam.officer)
    addresses = ("/learn/", f"/learn/{exam.enrolment.uuid}/")
    for address in addresses:
        assert "/sit/" not in client.get(address).content.decode()
    attempt = exam.start()
    for address in addresses:
        assert f"/sit/{attempt.public_id}/" in client.get(address).content.decode()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    for address in addresses:
        assert f'href="/sit/{attempt.public_id}/"' not in client.get(address).content.decode()


def test_the_outline_with_an_exam_costs_no_more_statements_than_allowed(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    exam = Exam(kinds=["single_choice"])
    log_in(client, exam.officer)
    exam.start()
    client.get("/learn/")
    with django_assert_max_num_queries(6):
        client.get(f"/learn/{exam.enrolment.uuid}/")


def test_the_pages_of_a_sitting_cost_few_statements(candidate: Browser, django_assert_max_num_queries: Any) -> None:
    candidate.load()
    with django_assert_max_num_queries(5):
        candidate.client.get(candidate.address)
    candidate.client.post(f"{candidate.address}submit/")
    with django_assert_max_num_queries(7):
        candidate.client.get(f"{candidate.address}review/")


def test_a_character_that_nobody_sees_and_no_database_holds_loses_nothing_that_was_written(client: Client) -> None:
    """A paste may bring NUL. Every other letter is saved, and every other question."""
    exam = Exam(kinds=["short_answer", "essay", "numeric", "gap_fill", "single_choice"])
    browser = Browser(exam, client)
    gap = browser.attempt.draw["slots"][3]["options"][0][0]
    browser.fields |= {"slot-1": "Comi\0saría", "slot-2": "uno\0\r\ndos", "slot-3": "\0", f"slot-4.{gap}": "P\0NP"}
    page = browser.send(slot_5=browser.key(5, "a") + "\0")
    values = dict(Response.objects.values_list("slot", "value"))
    assert values == {1: "Comisaría", 2: "uno\ndos", 4: [f"{gap}:PNP"], 5: browser.key(5, "a")}
    assert set(Response.objects.values_list("standing", flat=True)) == {"counted"}
    assert "uno\ndos" in page
