"""A trial sitting: what an officer would see, and nothing of it counts."""

import re
from typing import Any

import pytest
from django.test import Client

from assessments.models import Attempt, AttemptMark, ExamPage, Response
from assessments.queries.exam_check import exam_check
from audit.models import Entry, Reading
from courses.models import CoursePage, Edition, LessonPage, ModulePage
from courses.services.publish_edition import publish_edition
from tests.assessments.factories import log_in, make_bank, make_question
from tests.courses.factories import let_see, make_course
from tests.courses.pages_factory import make_course_page
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


class Desk:
    """An author at a course with an exam of one question of each of two kinds, live."""

    def __init__(self, client: Client, *, classification: str = "open") -> None:
        self.course = make_course(classification=classification)
        self.bank = make_bank(self.course)
        self.versions = [make_question(self.bank, kind) for kind in ("single_choice", "short_answer")]
        make_course_page(self.course)
        module = ModulePage.objects.get()
        self.page = module.add_child(
            instance=ExamPage(title="Examen", slug="examen", bank=self.bank, minutes=40, sections=self.sections(2))
        )
        self.page.save_revision().publish()
        self.officer = make_officer(is_staff=True)
        grant(self.officer, "author", area=self.course.area)
        if classification == "reserved":
            let_see(self.course, officer=self.officer)
        self.client = client
        log_in(client, self.officer)

    def sections(self, count: int) -> Any:
        questions = [str(version.question.uuid) for version in self.versions[:count]]
        return [("section", {"title": "Parte", "questions": questions, "draws": []})]

    def address(self, edition: int | None = None) -> str:
        return f"/admin/questions/exam/{self.page.pk}/trial/" + (f"{edition}/" if edition else "")


@pytest.fixture
def desk(client: Client) -> Desk:
    return Desk(client)


def _ticket(answer: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def _right(desk: Desk, answer: Any) -> dict[str, str]:
    """Return the right answers to the sitting that is shown, as its form would send them."""
    sent = {"ticket": _ticket(answer)}
    for question in answer.context["sitting"].questions:
        right = next((option.key for option in question.options if "método" in option.words), "Comisaría PNP")
        sent |= {f"base-{question.number}": "", f"slot-{question.number}": right}
    return sent


def test_a_trial_is_shown_as_a_sitting_marked_and_reviewed_and_leaves_no_row(desk: Desk) -> None:
    shown = desk.client.get(desk.address())
    assert [template.name for template in shown.templates].count("assessments/sitting.html") == 1
    text = shown.content.decode()
    assert "/sit/" not in text  # nothing leads to a save or a submit of the server's
    assert "data-seconds" in text
    assert len(shown.context["sitting"].questions) == 2
    handed_in = desk.client.post(desk.address(), _right(desk, shown))
    review = handed_in.context["review"]
    assert (review.earned, review.weight, str(review.mark), review.passed) == ("2", "2", "20.00", True)
    assert all(question.answers for section in review.sections for question in section.questions)
    assert not Attempt.objects.exists()
    assert not Response.objects.exists()
    assert not AttemptMark.objects.exists()
    assert not Entry.objects.filter(act__startswith="exam").exists()


def test_what_is_blank_or_none_that_the_question_takes_earns_nothing(desk: Desk) -> None:
    shown = desk.client.get(desk.address())
    chosen = next(q.number for q in shown.context["sitting"].questions if q.options)
    sent = {"ticket": _ticket(shown), "base-1": "", "base-2": "", f"slot-{chosen}": "zzzz"}
    handed_in = desk.client.post(desk.address(), sent)
    assert handed_in.context["tried"].unread == (chosen,)
    assert (handed_in.context["review"].earned, handed_in.context["review"].passed) == ("0", False)


def test_an_opinion_sends_nobody_to_a_lesson(desk: Desk) -> None:
    lesson = LessonPage.objects.get()
    desk.versions = [desk.versions[0], make_question(desk.bank, "likert", lessons=[lesson.activity_uuid])]
    desk.page.sections = desk.sections(2)
    desk.page.save_revision()
    sent = {"ticket": _ticket(desk.client.get(desk.address())), "base-1": "", "base-2": ""}
    assert desk.client.post(desk.address(), sent).context["review"].lessons == ()


def test_right_answers_reach_nobody_before_the_trial_is_handed_in(desk: Desk) -> None:
    text = desk.client.get(desk.address()).content.decode()
    for version in desk.versions:
        assert version.content["explanation"] not in text


def test_a_ticket_is_one_officers_for_one_exam_as_it_is(desk: Desk) -> None:
    sent = _right(desk, desk.client.get(desk.address()))
    ticket = sent["ticket"]
    for forged in ("", "x", ticket[:-2] + "xx"):
        answer = desk.client.post(desk.address(), {**sent, "ticket": forged})
        assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
        assert "sitting" in answer.context  # a new one
    other = make_officer(is_staff=True)
    grant(other, "author", area=desk.course.area)
    log_in(desk.client, other)
    assert desk.client.post(desk.address(), sent).context["form"].errors
    log_in(desk.client, desk.officer)
    assert "review" in desk.client.post(desk.address(), sent).context
    desk.page.sections = desk.sections(1)
    desk.page.save_revision()
    assert desk.client.post(desk.address(), sent).context["form"].errors


def test_the_draft_and_each_edition_are_tried_as_they_are(desk: Desk) -> None:
    edition: Edition = publish_edition(course=desk.course, by=None, notes="")
    desk.page.sections = desk.sections(1)
    desk.page.save_revision()
    assert len(desk.client.get(desk.address()).context["sitting"].questions) == 1
    assert len(desk.client.get(desk.address(edition.number)).context["sitting"].questions) == 2
    assert desk.client.get(desk.address(9)).status_code == 404
    offered = desk.client.get(f"/admin/questions/exam/{desk.page.pk}/").content.decode()
    assert desk.address(edition.number) in offered


def test_an_exam_of_which_no_sitting_can_be_drawn_leads_to_what_prevents_it(desk: Desk) -> None:
    desk.page.sections = [("section", {"title": "", "questions": [], "draws": [{"tag": "sara", "count": 9}]})]
    desk.page.save_revision()
    answer = desk.client.get(desk.address(), follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/questions/exam/{desk.page.pk}/"
    for problem in exam_check(desk.page.get_latest_revision_as_object()).problems:
        assert problem in answer.content.decode().replace("&quot;", '"')


def test_a_trial_of_reserved_questions_is_written_down_and_exists_for_its_readers_only(client: Client) -> None:
    desk = Desk(client, classification="reserved")
    assert desk.client.get(desk.address()).status_code == 200
    assert [reading.reader_login for reading in Reading.objects.all()] == [desk.officer.login]
    stranger = make_officer(is_staff=True)
    grant(stranger, "author", area=make_area("intelligence", "Inteligencia"))
    log_in(desk.client, stranger)
    assert desk.client.get(desk.address()).status_code == 404
    assert CoursePage.objects.count() == 1
