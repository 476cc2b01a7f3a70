"""Notices by e-mail: where there is an address, at most once, and never what they say."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments import notice_words as exam_words
from audit.models import Entry
from certificates import notices as certificate_words
from courses import notice_words as course_words
from officers import notices
from officers.models import Notice, NoticeMail, Officer
from officers.queries.mails import mails
from officers.services.mail_notices import GIVEN_UP_AFTER, WAITS, mail_notices
from officers.services.notify import News, notify, notify_all
from officers.services.plan_mail import GATHERED_FOR
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db
SOON = GATHERED_FOR + timedelta(seconds=1)


class Refusing(EmailBackend):
    """A mail server that fails as it is told: when it is asked, or when it is sent to."""

    at_open: Exception | None = None
    at_send: Exception | None = None

    def open(self) -> None:
        if self.at_open:
            raise self.at_open

    def send_messages(self, messages: Any) -> int:
        if self.at_send:
            raise self.at_send
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _mails(settings: Any) -> None:
    settings.EMAIL_NOTICES = True
    settings.PUBLIC_URL = "https://aula.example"


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Refusing]:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for name in ("at_open", "at_send"):
        monkeypatch.setattr(Refusing, name, None)
    return Refusing


@pytest.fixture
def officer() -> Officer:
    return make_officer(email="rosa@pnp.example")


def tell(officer: Officer, kind: str = "enrolment.seated", **arguments: Any) -> Notice:
    told = {"course": "Curso Zarzamora", "run": "ZZ-1", "mark": "17.00", "why": "zarzamora", **arguments}
    return notify(officer=officer, kind=kind, arguments=told, address="/learn/")


def later(wait: timedelta = SOON) -> Any:
    return timezone.now() + wait


def html_of(sent: Any) -> str:
    """Return the HTML of a mail."""
    [(html, media_type)] = sent.alternatives
    assert media_type == "text/html"
    return str(html)


def states() -> list[str]:
    return list(NoticeMail.objects.order_by("pk").values_list("state", flat=True))


class TestTheMail:
    def test_it_goes_to_the_officers_address_alone_in_his_language_and_leads_to_my_learning(
        self, officer: Officer
    ) -> None:
        make_officer(email="otro@pnp.example")
        tell(officer)
        assert mail_notices(at=later()) == 1
        [sent] = mail.outbox
        assert (sent.to, sent.cc, sent.bcc, sent.recipients()) == ([officer.email], [], [], [officer.email])
        for body in (str(sent.body), html_of(sent)):
            assert "https://aula.example/learn/" in body
            assert "https://aula.example/profile/" in body
        other = make_officer(email="ann@pnp.example", language="en")
        tell(other)
        mail_notices(at=later())
        assert "A seat in a course is yours" in mail.outbox[1].body
        assert mail.outbox[1].subject == "Aula Segura: news for you"
        assert [html_of(each).split('lang="')[1][:2] for each in mail.outbox] == ["es", "en"]

    def test_no_kind_tells_of_a_course_a_mark_or_a_reason(self, officer: Officer) -> None:
        for module in (exam_words, certificate_words, course_words):
            module.register_words()
        for kind in [*notices._words, "unknown.kind"]:
            tell(officer, kind)
        mail_notices(at=later())
        [sent] = mail.outbox
        text = f"{sent.subject} {sent.body} {html_of(sent)}".lower()
        assert [word for word in ("zarzamora", "zz-1", "17", "{", "%(") if word in text] == []

    def test_several_within_a_few_minutes_are_one_mail(self, officer: Officer) -> None:
        tell(officer)
        tell(officer)
        tell(officer, "certificate.issued")
        assert mail_notices() == 0  # they are gathered first
        mail_notices(at=later())
        [sent] = mail.outbox
        assert sent.body.count("\n- ") == 2  # the same sentence once
        assert states() == ["sent"] * 3

    @pytest.mark.parametrize(
        "address", ["a@pnp.example\nBcc: x@pnp.example", "a@pnp.example, x@pnp.example", "a@pnp.example\r\n\r\nx", "no"]
    )
    def test_an_address_that_is_more_than_one_gets_nothing_and_stops_nobody(
        self, officer: Officer, address: str
    ) -> None:
        other = make_officer(email="b@pnp.example")
        Officer.objects.filter(pk=officer.pk).update(email=address)
        tell(officer)
        tell(other)
        mail_notices(at=later())
        assert [sent.recipients() for sent in mail.outbox] == [["b@pnp.example"]]
        assert states() == ["failed", "sent"]


class TestAtMostOnce:
    def test_the_task_and_the_sweep_mail_it_once(self, officer: Officer) -> None:
        tell(officer)
        for _ in range(3):
            mail_notices(at=later())
        assert len(mail.outbox) == 1

    def test_a_task_is_enqueued_for_after_the_gathering(
        self, officer: Officer, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tell(officer)
            tell(officer)
        task = DBTaskResult.objects.get(task_path="officers.tasks.send_notices")
        assert task.run_after > timezone.now() + GATHERED_FOR - timedelta(minutes=1)

    def test_one_that_was_cut_off_is_not_sent_again(self, officer: Officer, server: type[Refusing]) -> None:
        tell(officer)
        server.at_send = smtplib.SMTPServerDisconnected("gone")
        mail_notices(at=later())
        server.at_send = None
        mail_notices(at=later(GIVEN_UP_AFTER))
        assert states() == ["unsure"]
        assert mail.outbox == []

    def test_one_left_by_a_process_that_died_is_not_sent_again(self, officer: Officer) -> None:
        tell(officer)
        NoticeMail.objects.update(state="sending")
        mail_notices(at=later(timedelta(hours=1)))
        assert (states(), mail.outbox) == (["unsure"], [])


class TestFailures:
    @pytest.mark.parametrize("where", ["at_open", "at_send"])
    def test_it_is_tried_again_with_growing_waits_and_given_up_after_a_day(
        self, officer: Officer, server: type[Refusing], where: str
    ) -> None:
        tell(officer)
        failure = ConnectionRefusedError() if where == "at_open" else smtplib.SMTPDataError(451, b"later")
        setattr(server, where, failure)
        begun = timezone.now()
        tries: list[timedelta] = []
        for minutes in range(0, 60 * 30, 2):
            mail_notices(at=begun + timedelta(minutes=minutes))
            row = NoticeMail.objects.get()
            if row.state == "waiting" and row.tries > len(tries):
                tries.append(row.due_at - (begun + timedelta(minutes=minutes)))
        assert tuple(tries[: len(WAITS)]) == WAITS
        assert states() == ["failed"]
        assert mails(begun + timedelta(hours=30)).failed == 1

    def test_once_the_server_is_back_it_goes_out(self, officer: Officer, server: type[Refusing]) -> None:
        tell(officer)
        server.at_open = OSError()
        mail_notices(at=later())
        server.at_open = None
        assert mail_notices(at=later(SOON + WAITS[0] + timedelta(seconds=1))) == 1

    def test_an_address_that_the_server_does_not_know_is_given_up_at_once(
        self, officer: Officer, server: type[Refusing]
    ) -> None:
        tell(officer)
        server.at_send = smtplib.SMTPRecipientsRefused({"rosa@pnp.example": (550, b"unknown")})
        mail_notices(at=later())
        assert states() == ["failed"]


class TestWhoGetsNone:
    def test_without_mail_nothing_is_tried_and_nothing_waits(self, officer: Officer) -> None:
        tell(officer)
        with override_settings(EMAIL_NOTICES=False):
            tell(officer)
            mail_notices(at=later())
            assert NoticeMail.objects.count() == 1
        assert (states(), mail.outbox) == (["dropped"], [])

    def test_no_address_no_wish_and_a_closed_account(self) -> None:
        people = [
            make_officer(),
            make_officer(email="a@pnp.example", mail_notices=False),
            make_officer(email="b@pnp.example", status="dismissed"),
        ]
        for person in people:
            tell(person)
        notify_all([News(person.pk, {}) for person in people], kind="enrolment.seated")
        assert not NoticeMail.objects.exists()

    def test_many_cost_as_many_statements_as_few(self, django_assert_max_num_queries: Any) -> None:
        people = [make_officer(email=f"x{n}@pnp.example") for n in range(30)]
        with django_assert_max_num_queries(5):
            notify_all([News(person.pk, {}) for person in people], kind="enrolment.seated")
        assert NoticeMail.objects.count() == 30

    def test_what_was_read_or_is_wished_no_more_meanwhile_is_dropped(self, officer: Officer) -> None:
        tell(officer)
        Notice.objects.update(read_at=timezone.now())
        mail_notices(at=later())
        tell(officer)
        officer.mail_notices = False
        officer.save()
        mail_notices(at=later())
        assert (states(), mail.outbox) == (["dropped", "dropped"], [])

    def test_what_is_told_of_long_ago_is_not_mailed(self, officer: Officer) -> None:
        notify(officer=officer, kind="enrolment.seated", arguments={}, at=timezone.now() - timedelta(days=30))
        assert not NoticeMail.objects.exists()


class TestChoosing:
    def test_my_profile_turns_it_off_and_on_and_it_is_written_down(self, officer: Officer) -> None:
        client = Client()
        client.force_login(officer)
        assert officer.email in client.get("/profile/").content.decode()  # type: ignore[operator]
        for wished, kept in (("no", False), ("x", False), ("yes", True)):
            assert client.post("/profile/mail/", {"wished": wished}).status_code == 302
            officer.refresh_from_db()
            assert officer.mail_notices is kept
        assert Entry.objects.filter(act="officer.choose_mail", actor_login=officer.login).count() == 2

    def test_where_no_mail_is_set_up_there_is_nothing_to_choose(self, officer: Officer) -> None:
        client = Client()
        client.force_login(officer)
        with override_settings(EMAIL_NOTICES=False):
            assert "/profile/mail/" not in client.get("/profile/").content.decode()
