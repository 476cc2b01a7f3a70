"""What the author of an exam is told before it is published."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import ExamPage
from assessments.queries.exam_check import ExamCheck, exam_check
from courses.models import CoursePage, ModulePage
from courses.services.ensure_site import ensure_site
from tests.assessments.factories import log_in, make_bank, make_question
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


class Written:
    """A course with a bank of three questions tagged alike, and one exam page."""

    def __init__(self) -> None:
        catalogue = ensure_site()
        self.course = make_course()
        self.bank = make_bank(self.course, needs_review=True)
        page = CoursePage(title="Curso", slug="curso", course=self.course, summary="Resumen", academic_hours=8)
        catalogue.add_child(instance=page)
        module = page.add_child(instance=ModulePage(title="Módulo", slug="modulo"))
        self.versions = [make_question(self.bank, weight=weight) for weight in ("1", "1", "2")]
        self.page = ExamPage(title="Examen", slug="examen", bank=self.bank, minutes=40, attempts=2)
        module.add_child(instance=self.page)

    def check(self, *, fixed: int = 0, draw: int | None = None, **rules: Any) -> ExamCheck:
        questions = [str(version.question.uuid) for version in self.versions[:fixed]]
        draws = [] if draw is None else [{"tag": "sara", "count": draw}]
        said: Any = self.page
        said.sections = [("section", {"title": "Parte", "questions": questions, "draws": draws})]
        for name, value in rules.items():
            setattr(self.page, name, value)
        return exam_check(self.page)


@pytest.fixture
def written() -> Written:
    return Written()


def test_beside_each_draw_stands_how_many_there_are_that_the_exam_does_not_fix(written: Written) -> None:
    check = written.check(fixed=1, draw=1)
    line = check.sections[0].draws[0]
    assert (line.wanted, line.available, line.short) == (1, 2, False)
    assert (check.questions, check.problems, check.remarks) == (2, [], [])
    assert [digit for digit in check.points if digit.isdigit()] == ["2", "3"]


def test_a_draw_from_too_few_is_told(written: Written) -> None:
    check = written.check(fixed=2, draw=2)
    assert check.sections[0].draws[0].short
    assert len(check.problems) == 1


@pytest.mark.parametrize(
    "rules",
    [
        {"draw": 3}, {"minutes": None}, {"attempts": None}, {"pass_mark": 0}, {"pass_mark": 20},
        {"minutes": 1, "fixed": 3, "draw": None},
    ],
)  # fmt: skip
def test_what_is_worth_a_look_is_told_and_prevents_nothing(written: Written, rules: dict[str, Any]) -> None:
    check = written.check(**{"draw": 1, **rules})
    assert (len(check.remarks), check.problems) == (1, [])


def test_the_page_shows_the_newest_draft_to_those_who_read_the_course_and_to_nobody_else(
    written: Written, client: Client
) -> None:
    written.check(fixed=1, draw=5)
    written.page.save_revision()
    address = f"/admin/questions/exam/{written.page.pk}/"
    for area, status in ((written.course.area, 200), (make_area("intelligence", "Inteligencia"), 404)):
        officer = make_officer()
        grant(officer, "author", area=area)
        log_in(client, officer)
        answer = client.get(address)
        assert answer.status_code == status
        assert ("SARA" in answer.content.decode()) == (status == 200)
    assert client.get(f"/admin/questions/exam/{'9' * 30}/").status_code == 404
