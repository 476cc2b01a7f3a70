"""The bank in the CMS: what a list finds, how versions differ in words, where they are asked, retiring."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.freeze import freeze
from assessments.models import Bank, Question, QuestionVersion
from assessments.pages import ExamPage
from assessments.queries.question_changes import differences
from assessments.queries.question_uses import uses_of
from assessments.queries.questions import Wanted, found
from assessments.question_types import registry
from assessments.services.retire_question import StillAsked, restore_question, retire_question
from assessments.services.save_question import save_question
from audit.models import Entry
from courses.models import CoursePage, ModulePage
from courses.services.ensure_site import ensure_site
from courses.text_difference import Change
from officers.models import Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in, make_bank, make_question
from tests.assessments.question_sources import source
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


def author_of(bank: Bank) -> Officer:
    officer = make_officer()
    grant(officer, "author", area=bank.area)
    return officer


def again(version: QuestionVersion, **changes: Any) -> QuestionVersion:
    """Save the question anew with a change of its source or of what the bank knows."""
    facts = {
        "weight": version.weight,
        "difficulty": version.difficulty,
        "tags": version.tags,
        "lessons": [],
        "objectives": [],
    }
    facts |= {name: changes.pop(name) for name in list(changes) if name in facts}
    return save_question(
        question=version.question.uuid, bank=version.question.bank, kind=version.kind,
        content=registry.get(version.kind).parse(source(version.kind, **changes)), by=None, **facts,
    )  # fmt: skip


def test_a_search_forgives_accents_order_and_case_and_reads_the_newest_version_only() -> None:
    bank = make_bank()
    officer = author_of(bank)
    one = make_question(bank, prompt="¿Quién denunció la **extorsión** en Ñaña?")
    make_question(bank, prompt="¿Otra?")
    for words in ("NANA extorsion", "quien  denuncio", "Un metodo ñaña", str(one.question.uuid)):
        assert [each.question for each in found(officer, Wanted(words=words))] == [one.question], words
    for words in ("extorsion callao", "%", "_____________"):
        assert not found(officer, Wanted(words=words)), words
    again(one, prompt="¿Cambiada?")
    assert not found(officer, Wanted(words="extorsion"))


def test_each_filter_narrows_the_list() -> None:
    exam = Exam(kinds=["single_choice"])
    bank, used = exam.bank, exam.versions[0]
    officer = author_of(bank)
    free = make_question(bank, "numeric", tags=["señal, dos", "sara"])
    hard = again(make_question(bank, "true_false", tags=[]), difficulty="hard")
    Question.objects.filter(pk=hard.question_id).update(retired_at="2026-01-01T00:00Z")
    Question.objects.filter(pk=used.question_id).update(shown=30)
    cases: list[tuple[dict[str, Any], list[QuestionVersion]]] = [
        ({"least": 30}, [used]),
        ({"least": 31}, []),
        ({"kind": "numeric"}, [free]),
        ({"tag": "señal, dos"}, [free]),
        ({"tag": "sara"}, [used, free]),
        ({"difficulty": "hard"}, [hard]),
        ({"exam": str(exam.item.activity_uuid)}, [used]),
        ({"used": "used"}, [used]),
        ({"used": "never"}, [free, hard]),
        ({"state": "retired"}, [hard]),
        ({"state": "live", "used": "never"}, [free]),
        ({"bank": str(uuid.uuid4())}, []),
    ]
    for wanted, expected in cases:
        assert list(found(officer, Wanted(**wanted))) == expected, wanted


def test_banks_are_offered_under_their_areas_and_how_often_a_question_was_shown_is_asked(client: Client) -> None:
    first, second = make_bank(), make_bank(make_course(area=make_area("intelligence", "Inteligencia")))
    officer = author_of(first)
    grant(officer, "author", area=second.area)
    often, seldom = make_question(first), make_question(second)
    Question.objects.filter(pk=often.question_id).update(shown=5)
    log_in(client, officer)
    groups = [group for group, *_rest in client.get("/admin/questions/").context["form"].fields["bank"].choices]
    assert groups[1:] == sorted([first.area.name, second.area.name])
    text = client.get("/admin/questions/?least=5").content.decode()
    assert str(often.question.uuid) in text
    assert f"/admin/questions/{seldom.question.uuid}/" not in text


def test_filters_offer_and_find_nothing_of_a_bank_out_of_reach(client: Client) -> None:
    bank = make_bank()
    other = make_bank(make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved"))
    theirs = make_question(other, tags=["zarzamora"], prompt="¿Zarzamora?")
    log_in(client, author_of(bank))
    for query in ("", "?q=zarzamora", "?tag=zarzamora", f"?bank={other.uuid}", f"?q={theirs.question.uuid}"):
        text = client.get(f"/admin/questions/{query}").content.decode()
        assert other.name not in text
        assert f"/admin/questions/{theirs.question.uuid}/" not in text
        assert ">zarzamora<" not in text


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?kind=x&tag=%00", f"?q={'x' * 999}", "?exam=1&used=x&state=%ff", "?page=²", "?least=x", "?least=-1"],
)
def test_a_filter_that_makes_no_sense_narrows_nothing(client: Client, query: str) -> None:
    bank = make_bank()
    version = make_question(bank)
    log_in(client, author_of(bank))
    assert str(version.question.uuid) in client.get(f"/admin/questions/{query}").content.decode()


def test_two_versions_differ_in_words_field_by_field() -> None:
    first = make_question(make_bank())
    options = source("single_choice")["options"]
    moved = [options[1], {**options[0], "right": False}, {**options[2], "right": True}]
    second = again(first, options=moved, difficulty="hard", tags=["nueva"], lessons=[uuid.uuid4()], objectives=["uno"])
    changes = {change.label: change for change in differences(first, second, {})}
    assert len(changes) == 7, "two options, their order, difficulty, tags, lessons, objectives"
    tags = next(change for change in changes.values() if any(piece.text == "nueva" for piece in change.pieces))
    assert [piece.text for piece in tags.pieces if piece.change == Change.REMOVED] == ["sara"]


def test_a_page_tells_where_each_version_is_asked_and_how_often(django_assert_num_queries: Any) -> None:
    exam = Exam(kinds=["single_choice", "numeric"])
    first = exam.versions[0]
    again(first, prompt="¿Nueva?")
    exam.start()
    with django_assert_num_queries(2):
        uses = uses_of(first.question)
    assert [(use.version, use.edition, use.asked) for use in uses] == [(1, exam.edition.number, 1)]
    assert "Sección" in uses[0].how


def test_the_page_of_a_question_costs_the_same_with_many_versions(client: Client) -> None:
    bank = make_bank()
    version = make_question(bank)
    log_in(client, author_of(bank))
    address = f"/admin/questions/{version.question.uuid}/"
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = cost()
    for n in range(8):
        again(version, prompt=f"¿Vez {n}?")
    assert cost() == before


class Course:
    """A course with a module for exam pages, and a question of its bank."""

    def __init__(self) -> None:
        catalogue = ensure_site()
        self.course = make_course()
        self.bank = make_bank(self.course)
        page = CoursePage(title="Curso", slug="curso", course=self.course, summary="Resumen", academic_hours=8)
        catalogue.add_child(instance=page)
        self.module = page.add_child(instance=ModulePage(title="Módulo", slug="modulo"))
        self.author = author_of(self.bank)
        self.question = make_question(self.bank).question

    def exam(self, **section: Any) -> ExamPage:
        page = ExamPage(title="Examen final", slug="examen", bank=self.bank)
        said: Any = page
        said.sections = [("section", {"title": "Parte", "questions": [], "draws": [], **section})]
        self.module.add_child(instance=page)
        return page


def test_a_question_that_an_exam_fixes_is_not_retired_and_the_refusal_says_where() -> None:
    course = Course()
    page = course.exam(questions=[str(course.question.uuid)])
    with pytest.raises(StillAsked, match="Examen final"):
        retire_question(question=course.question, why="Ya no", by=course.author)
    said: Any = page
    said.sections = []
    page.save()
    assert retire_question(question=course.question, why="Ya no", by=course.author).retired_at


def test_a_question_in_a_draft_that_is_not_ready_is_not_retired_either() -> None:
    course = Course()
    page: Any = course.exam()
    page.sections = [("section", {"title": "Parte", "questions": [str(course.question.uuid)], "draws": []})]
    page.save_revision()
    with pytest.raises(StillAsked):
        retire_question(question=course.question, why="Ya no", by=course.author)


def test_a_retired_question_is_drawn_no_more_and_comes_back_when_it_is_restored() -> None:
    course = Course()
    page = course.exam(draws=[{"tag": "sara", "count": 1}])

    def pool() -> int:
        return len(freeze(page)["sections"][0]["draws"][0]["pool"])

    assert pool() == 1
    retire_question(question=course.question, why="Ya no", by=course.author)
    assert pool() == 0
    restore_question(question=course.question, why="Sí", by=course.author)
    assert pool() == 1
    acts = Entry.objects.filter(act__startswith="question.re").order_by("pk")
    assert list(acts.values_list("act", "why")) == [("question.retire", "Ya no"), ("question.restore", "Sí")]


def test_who_does_not_edit_there_retires_nothing() -> None:
    course = Course()
    stranger = make_officer()
    grant(stranger, "author", area=make_area("intelligence", "Inteligencia"))
    for act in (retire_question, restore_question):
        with pytest.raises(NotPermitted):
            act(question=course.question, why="Ya no", by=stranger)


def test_retiring_in_the_cms_asks_for_a_reason_and_shows_a_refusal_on_the_page(client: Client) -> None:
    course = Course()
    course.exam(questions=[str(course.question.uuid)])
    log_in(client, course.author)
    address = f"/admin/questions/{course.question.uuid}/"
    assert "why" in client.post(f"{address}retire/", {"why": ""}).context["reason_form"].errors
    assert "Examen final" in str(client.post(f"{address}retire/", {"why": "x"}).context["reason_form"].errors)
    ExamPage.objects.get().delete()
    assert client.post(f"{address}retire/", {"why": "x"})["Location"] == address
    assert client.post(f"{address}restore/", {"why": "x"})["Location"] == address
    assert Question.objects.get().retired_at is None
