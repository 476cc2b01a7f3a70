"""The blueprint of an exam that is being written: what a sitting asks of each lesson, tag and difficulty."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import ExamPage
from assessments.pace import Asked, best_share, seconds_for
from assessments.queries.blueprint import Table
from assessments.queries.course_lessons import objectives_of
from assessments.queries.exam_check import ExamCheck, exam_check
from assessments.question_types.base import PublicPlace, PublicQuestion
from courses.models import ModulePage
from courses.pages import CoursePage, LessonPage
from tests.assessments.factories import log_in, make_bank, make_question
from tests.courses.factories import make_course
from tests.courses.pages_factory import lesson_of, make_course_page, make_lesson_page
from tests.officers.factories import grant, make_officer
from tests.shared import afresh, shared


class Written:
    """A course with two lessons, of which questions name one, and an exam after them."""

    def __init__(self) -> None:
        self.course = make_course()
        self.bank = make_bank(self.course, needs_review=True)
        top: CoursePage = make_course_page(self.course)
        self.module = ModulePage.objects.descendant_of(top).get()
        self.lesson = lesson_of(top)
        make_lesson_page(self.module, title="Lección 2", objectives=[("objective", "Contar casos")])
        about = [self.lesson.activity_uuid]
        self.easy = [make_question(self.bank, lessons=about) for _n in range(4)]
        self.other = make_question(self.bank, tags=["otra"], weight="2")
        module = ModulePage.objects.get(pk=self.module.pk)
        self.page = module.add_child(instance=ExamPage(title="Examen", bank=self.bank, minutes=40, attempts=2))

    def check(self, *, fixed: int = 0, draw: int = 0, **rules: Any) -> ExamCheck:
        draws = [{"tag": "sara", "count": draw}] if draw else []
        questions = [str(version.question.uuid) for version in [self.other, *self.easy][:fixed]]
        said: Any = self.page
        said.sections = [("section", {"title": "Parte", "questions": questions, "draws": draws})]
        for name, value in rules.items():
            setattr(self.page, name, value)
        return exam_check(self.page)


def _rows(table: Table) -> dict[str, tuple[str, str, int, bool]]:
    return {line.label: (line.questions, line.points, line.share, line.drawn) for line in table.lines}


@pytest.fixture(scope="module")
def _written(django_db_setup: None, django_db_blocker: Any) -> Iterator[Written]:
    with shared(django_db_blocker, Written) as built:
        yield built


@pytest.fixture
def written(_written: Written, db: None) -> Written:
    return afresh(_written)


def test_what_is_drawn_counts_as_it_is_to_be_expected_and_says_so(written: Written) -> None:
    asks = written.check(fixed=1, draw=2).blueprint
    assert _rows(asks.tags) == {"otra": ("1", "2", 50, False), "sara": ("2", "2", 50, True)}
    easy, _medium, hard = _rows(asks.difficulties).values()
    assert (easy, hard) == (("3", "4", 100, True), ("0", "0", 0, False))


def test_a_question_that_is_fixed_is_no_longer_in_the_pool(written: Written) -> None:
    asks = written.check(fixed=2, draw=1).blueprint
    assert _rows(asks.tags)["sara"] == ("2", "2", 50, True)
    assert sum(one.points for one in asks.asked) == 4


def test_a_lesson_that_no_question_names_is_told_with_its_objectives(written: Written) -> None:
    check = written.check(fixed=1, draw=2)
    lines = {line.label: line for line in check.blueprint.objectives.lines}
    assert (lines["Lección 1"].questions, lines["Lección 1"].missing) == ("2", False)
    assert (lines["Lección 2"].questions, lines["Lección 2"].missing) == ("0", True)
    assert [(part.label, part.questions) for part in lines["Lección 2"].parts] == [("Contar casos", "0")]
    assert [remark for remark in check.remarks if "Lección 2" in remark]


def test_each_objective_has_its_questions_and_what_none_asks_for_is_told(written: Written) -> None:
    counted = LessonPage.objects.get(title="Lección 2")
    counted.objectives = [("objective", "Contar casos."), ("objective", "Decidir.")]
    counted.save_revision().publish()
    (first, _), _second = objectives_of(LessonPage.objects.get(title="Lección 2"))
    about: dict[str, Any] = {"tags": ["otra"], "lessons": [counted.activity_uuid]}
    said = [make_question(written.bank, **about, objectives=[first]), make_question(written.bank, **about)]
    written.other, written.easy = said[0], [said[1], *written.easy]
    check = written.check(fixed=2, draw=2)
    line = next(line for line in check.blueprint.objectives.lines if line.label == "Lección 2")
    assert (line.questions, line.missing) == ("2", False)
    assert [(part.label, part.questions, part.points, part.share, part.missing) for part in line.parts] == [
        ("Contar casos.", "1", "1", 25, False), ("Decidir.", "0", "0", 0, True)
    ]  # fmt: skip
    assert [remark for remark in check.remarks if "Lección 2: Decidir" in remark and "Contar casos" not in remark]


@pytest.mark.parametrize("objectives", [[], ["de-una-leccion.que-no-existe"]])
def test_where_no_question_names_an_objective_none_is_called_missing(written: Written, objectives: list[str]) -> None:
    written.other = make_question(written.bank, tags=["otra"], objectives=objectives)
    check = written.check(fixed=1, draw=2)
    parts = [part for line in check.blueprint.objectives.lines for part in line.parts]
    assert parts
    assert not any(part.missing for part in parts)
    assert check.blueprint.unasked == ()


def test_a_quiz_is_asked_for_the_lessons_of_its_module_alone(written: Written) -> None:
    top = CoursePage.objects.get(course=written.course)
    before = top.add_child(instance=ModulePage(title="Otro módulo", slug="otro"))
    make_lesson_page(before, title="Lección ajena")
    before.refresh_from_db()
    before.move(ModulePage.objects.get(pk=written.module.pk), pos="left")
    written.page = ExamPage.objects.get(pk=written.page.pk)
    assert written.check(draw=2, counts=True).blueprint.uncovered == ("Lección ajena", "Lección 2")
    quiz = written.check(draw=2, counts=False).blueprint
    assert (quiz.uncovered, quiz.scope.module) == (("Lección 2",), written.module.title)


@pytest.mark.parametrize(
    ("rules", "remarks"),
    [
        ({"fixed": 3}, 0),
        ({"fixed": 3, "shuffle_questions": False}, 0),
        ({"fixed": 3, "shuffle_questions": False, "shuffle_options": False}, 1),
        ({"fixed": 3, "shuffle_questions": False, "shuffle_options": False, "counts": False}, 0),
        ({"draw": 2, "shuffle_questions": False, "shuffle_options": False}, 0),
        ({"draw": 3}, 1),
        ({"draw": 4}, 1),
        ({"draw": 4, "shuffle_questions": False, "shuffle_options": False}, 2),
        ({"fixed": 3, "minutes": 1, "pass_mark": 16}, 2),
        ({"fixed": 3, "minutes": 1, "pass_mark": 5}, 1),
    ],
)  # fmt: skip
def test_sittings_that_are_too_much_alike_and_times_that_are_too_short_are_told(
    written: Written, rules: dict[str, Any], remarks: int
) -> None:
    """Beside the remark about the lesson that nothing names, which all of them have."""
    check = written.check(**rules)
    assert (len(check.remarks), check.problems) == (remarks + 1, [])


def test_the_pages_lead_to_the_blueprint(written: Written, client: Client) -> None:
    written.check(draw=9)
    written.page.save_revision()
    officer = make_officer(is_staff=True)
    grant(officer, "training_director", area=written.course.area)
    log_in(client, officer)
    address = reverse("assessments_cms:exam", args=[written.page.pk])
    shown = client.get(address).content.decode()
    assert 'id="blueprint"' in shown
    assert "Contar casos" in shown
    assert (
        f"{address}#blueprint"
        in client.get(reverse("wagtailadmin_pages:edit", args=[written.page.pk])).content.decode()
    )
    written.page.get_latest_revision().publish()
    publish = client.get(f"/admin/courses/{written.course.code}/publish/")
    assert publish.status_code == 200
    assert f'href="{address}"' in publish.content.decode()


def test_a_question_takes_what_is_read_and_what_is_answered() -> None:
    words = " ".join(["palabra"] * 90)
    assert seconds_for(PublicQuestion("single_choice", "Corta"), reckoned=False) == 30
    assert seconds_for(PublicQuestion("single_choice", words), reckoned=False) == 30 + 15
    assert seconds_for(PublicQuestion("calculated", words), reckoned=True) == 30 + 15 + 60
    places = tuple(PublicPlace(str(n), "") for n in range(4))
    assert seconds_for(PublicQuestion("matching", words, places=places), reckoned=False) == 30 + 15 + 3 * 10


ASKED = st.builds(
    Asked, section=st.integers(1, 2), seconds=st.integers(1, 300).map(Fraction), points=st.integers(0, 5).map(Fraction)
)
LIMIT = st.none() | st.integers(0, 600)


@given(asked=st.lists(ASKED, min_size=1, max_size=8), whole=LIMIT, first=LIMIT, second=LIMIT)
def test_more_time_never_allows_less(
    asked: list[Asked], whole: int | None, first: int | None, second: int | None
) -> None:
    share = best_share(asked, seconds=whole, of_sections=[first, second])
    assert 0 <= share <= 1
    assert best_share(asked, seconds=None, of_sections=[first, second]) >= share
    assert best_share(asked, seconds=whole, of_sections=[None, second]) >= share
    assert best_share(asked, seconds=None, of_sections=[None, None]) == 1
