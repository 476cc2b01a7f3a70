"""Writing questions in the CMS: versions, two authors, a draft on trial, who may, and what anybody may send."""

import uuid
from typing import Any

import pytest
from django.contrib import messages
from django.test import Client

from assessments.models import Attempt, Bank, Question, QuestionVersion
from assessments.queries.course_lessons import objectives_of
from assessments.question_types import editors, registry
from audit.models import Reading
from courses.pages import LessonPage, ModulePage
from officers.models import Officer
from tests.assessments.factories import log_in, make_bank, make_question
from tests.assessments.question_sources import KINDS
from tests.courses.factories import make_course
from tests.courses.pages_factory import make_course_page, make_lesson_page
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


class Desk:
    """An author of an area, her browser, and a bank of the area."""

    def __init__(self, **course: Any) -> None:
        self.area = make_area()
        self.course = make_course(area=self.area, **course)
        self.bank: Bank = make_bank(self.course)
        self.author = self.person("author", area=self.area)
        self.client = Client()
        log_in(self.client, self.author)

    def person(self, role: str, **scope: Any) -> Officer:
        officer = make_officer()
        grant(officer, role, **scope)
        return officer

    def new(self, kind: str, data: dict[str, Any]) -> Any:
        return self.client.post(f"/admin/questions/new/{self.bank.uuid}/{kind}/", data)

    def edit(self, version: QuestionVersion, **data: Any) -> Any:
        sent = {"seen": version.number, **data}
        return self.client.post(f"/admin/questions/{version.question.uuid}/edit/", sent)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def typed(version: QuestionVersion, **changes: Any) -> dict[str, Any]:
    """Return what the form of a version sends."""
    fields = editors.get(version.kind).initial_of(registry.get(version.kind).load(version.content))
    facts = {"weight": version.weight, "difficulty": version.difficulty, "tags": ", ".join(version.tags)}
    sent = {**fields, **facts, "lessons": version.lessons, "objectives": version.objectives, **changes}
    return {name: value for name, value in sent.items() if value not in (None, False)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_each_kind_is_written_from_nothing(desk: Desk, kind: str) -> None:
    like = make_question(make_bank(), kind)
    assert desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/{kind}/").status_code == 200
    answer = desk.new(kind, {"seen": 0, "question": str(uuid.uuid4()), **typed(like)})
    version = QuestionVersion.objects.get(question__bank=desk.bank)
    assert answer["Location"] == f"/admin/questions/{version.question.uuid}/"
    assert (version.kind, version.content, version.by) == (kind, like.content, desk.author)


def test_two_clicks_on_save_make_one_question(desk: Desk) -> None:
    sent = {"seen": 0, "question": str(uuid.uuid4()), **typed(make_question(make_bank()))}
    assert [desk.new("single_choice", sent).status_code for _click in range(2)] == [302, 302]
    assert QuestionVersion.objects.filter(question__bank=desk.bank).count() == 1


def _lesson(desk: Desk) -> LessonPage:
    module = ModulePage.objects.descendant_of(make_course_page(desk.course)).get()
    return make_lesson_page(module, title="Medir", objectives=[("objective", "Contar casos"), ("objective", "Decidir")])


def test_an_objective_that_is_chosen_names_its_lesson_and_stays_where_it_is_gone(desk: Desk) -> None:
    lesson = _lesson(desk)
    [(objective, _), _second] = objectives_of(lesson)
    version = make_question(desk.bank)
    desk.edit(version, **typed(version, objectives=[objective, objective]))
    newest = version.question.versions.order_by("-number")[0]
    assert (newest.objectives, newest.lessons) == ([objective], [str(lesson.activity_uuid)])
    assert "Contar casos" in desk.client.get(f"/admin/questions/{version.question.uuid}/").content.decode()
    lesson.objectives = []
    lesson.save_revision().publish()
    desk.edit(newest, **typed(newest))
    assert version.question.versions.count() == 2
    desk.edit(newest, **typed(newest, objectives=[]))
    assert version.question.versions.order_by("-number")[0].objectives == []


def test_the_objective_of_a_copied_lesson_is_another_one(desk: Desk) -> None:
    lesson = _lesson(desk)
    copy = lesson.copy(update_attrs={"slug": "copia", "title": "Copia"})
    [(objective, _), _second] = objectives_of(lesson)
    version = make_question(desk.bank, lessons=[lesson.activity_uuid], objectives=[objective])
    desk.edit(version, **typed(version))
    assert version.question.versions.count() == 1
    assert not dict(objectives_of(lesson)).keys() & dict(objectives_of(copy)).keys()


@pytest.mark.parametrize("kind", ["case", "likert"])
def test_no_objective_is_offered_where_no_mark_is_earned(desk: Desk, kind: str) -> None:
    _lesson(desk)
    asking = desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/single_choice/").content.decode()
    assert "Contar casos" in asking
    assert "Contar casos" not in desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/{kind}/").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_saving_what_is_there_says_so_and_makes_no_version(desk: Desk, kind: str) -> None:
    version = make_question(desk.bank, kind, lessons=[uuid.uuid4()], tags=["b", "a"])
    answer = desk.client.post(
        f"/admin/questions/{version.question.uuid}/edit/", {"seen": 1, **typed(version)}, follow=True
    )
    assert [message.level for message in answer.context["messages"]] == [messages.INFO]
    assert version.question.versions.count() == 1


def test_saving_a_change_makes_a_version_that_the_list_finds(desk: Desk) -> None:
    version, _other = make_question(desk.bank), make_question(desk.bank)
    desk.edit(version, **typed(version, prompt="¿Qué es la Víctimología?", tags="nueva"))
    newest = version.question.versions.order_by("-number")[0]
    assert (newest.number, newest.content["prompt"], newest.tags) == (2, "¿Qué es la Víctimología?", ["nueva"])
    text = desk.client.get("/admin/questions/?q=victimologia&tag=nueva").content.decode()
    assert str(version.question.uuid) in text
    assert str(version.question.uuid) not in desk.client.get("/admin/questions/?tag=sara").content.decode()


def test_the_second_of_two_authors_is_told_who_changed_what_and_loses_nothing(desk: Desk) -> None:
    """Seen to fail where the version is inserted without comparing what had been seen."""
    version = make_question(desk.bank)
    desk.edit(version, **typed(version, explanation="De la primera"))
    second = Client()
    log_in(second, desk.person("author", area=desk.area))
    address = f"/admin/questions/{version.question.uuid}/edit/"
    answer = second.post(address, {"seen": 1, **typed(version, prompt="De la segunda")})
    text = answer.content.decode()
    assert desk.author.get_full_name() in text
    assert "</span>De la primera</ins>" in text
    assert answer.context["form"]["prompt"].value() == "De la segunda"
    assert version.question.versions.count() == 2
    assert answer.context["seen"] == 2
    assert second.post(address, {"seen": 2, **typed(version, prompt="De la segunda")}).status_code == 302
    assert version.question.versions.count() == 3


def test_what_is_wrong_is_shown_with_everything_that_was_typed(desk: Desk) -> None:
    version = make_question(desk.bank)
    changes = {"prompt": "", "text-a": "Tecleado", "weight": "-1", "tags": "x" * 61, "difficulty": "imposible"}
    answer = desk.edit(version, **typed(version, **changes))
    assert set(answer.context["form"].errors) == {"prompt"}
    assert set(answer.context["facts"].errors) == {"weight", "tags", "difficulty"}
    assert ">\nTecleado</textarea>" in answer.content.decode()
    assert version.question.versions.count() == 1


def test_a_button_for_rows_moves_and_judges_nothing(desk: Desk) -> None:
    version = make_question(desk.bank)
    answer = desk.edit(version, **typed(version, prompt="", weight="nada", do="up-b"))
    assert [row.id for row in answer.context["form"].rows] == ["b", "a", "c"]
    assert "Nothing was saved" not in answer.content.decode()
    assert version.question.versions.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_tried_without_a_row_and_its_key_comes_when_one_asks_to_mark(desk: Desk, kind: str) -> None:
    version = make_question(desk.bank, kind)
    shown = desk.edit(version, **typed(version, do="try"))
    trial = shown.context["trial"]
    assert trial.marked is None
    in_trial = shown.content.decode().split("data-trial")[1]
    assert not any(secret in in_trial for secret in ("MARK-", "0.0123", "Comisaría PNP"))
    marked = desk.edit(version, **typed(version, do="mark", seed=trial.seed, **{"slot-1": right(version, trial)}))
    assert marked.context["trial"].marked.earned == marked.context["trial"].marked.weight == "1"
    assert "MARK-explanation" in marked.content.decode().split("data-trial")[1]
    assert (Attempt.objects.count(), version.question.versions.count()) == (0, 1)


def right(version: QuestionVersion, trial: Any) -> Any:
    """Return the right answer as the browser sends it."""
    if version.kind in {"numeric", "short_answer"}:
        return {"numeric": "0,17", "short_answer": "comisaria pnp"}[version.kind]
    content = registry.get(version.kind).load(version.content)
    ids = registry.get(version.kind).option_ids(content)
    keys = [option.key for option in trial.question.options]
    wanted = content.right_ids if hasattr(content, "right_ids") else {content.right_id}
    return [key for key, option in zip(keys, ids, strict=True) if option in wanted]


@pytest.mark.parametrize("sent", [{"seed": "x", "slot-1": "a"}, {"seed": "0" * 32, "slot-1": "nada"}, {"slot-1": "\0"}])
def test_an_answer_to_another_wording_is_asked_again(desk: Desk, sent: dict[str, str]) -> None:
    version = make_question(desk.bank)
    answer = desk.edit(version, **typed(version, do="mark", **sent))
    assert answer.context["trial"].marked is None


def test_markup_that_acts_is_shown_as_words(desk: Desk) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](http://a.b/c.png)"
    version = make_question(desk.bank)
    desk.edit(version, **typed(version, prompt=hostile, **{"text-a": hostile, "feedback-a": hostile}))
    for page in ("", "edit/", "preview/"):
        text = desk.client.get(f"/admin/questions/{version.question.uuid}/{page}").content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text
        assert 'src="http://a.b' not in text


def test_nobody_writes_in_a_bank_of_another_area(desk: Desk) -> None:
    other = make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved")
    bank = make_bank(other)
    theirs = make_question(bank)
    assert desk.edit(theirs, **typed(theirs, prompt="Mía")).status_code == 404
    assert desk.client.get(f"/admin/questions/new/{bank.uuid}/numeric/").status_code == 404
    assert desk.client.post(f"/admin/questions/new/{bank.uuid}/single_choice/", typed(theirs)).status_code == 404
    assert bank.name not in desk.client.get("/admin/questions/new/").content.decode()
    sent = {"seen": 0, "question": str(theirs.question.uuid), **typed(theirs, prompt="Mía")}
    assert desk.new("single_choice", sent).status_code == 200
    assert QuestionVersion.objects.count() == 1


def test_a_reader_reads_and_writes_nothing(desk: Desk) -> None:
    version = make_question(desk.bank)
    log_in(desk.client, desk.person("reviewer", area=desk.area))
    assert desk.client.get(f"/admin/questions/{version.question.uuid}/").status_code == 200
    for page in (f"{version.question.uuid}/edit/", f"{version.question.uuid}/retire/", "new/"):
        assert desk.client.post(f"/admin/questions/{page}", {"why": "x"}).status_code == 404


def test_opening_the_form_of_a_reserved_bank_is_written_down() -> None:
    desk = Desk(classification="reserved")
    desk.client.get(f"/admin/questions/{make_question(desk.bank).question.uuid}/edit/")
    assert Reading.objects.get().reader_login == desk.author.login


@pytest.mark.parametrize(
    "data",
    [
        {"do": "save"}, {"seen": "9" * 400, "question": "x", "do": "mark"},
        {"prompt": "\0", "option": "\0", "do": "up-\0"},
        {"option": ["a"] * 900, "right": "\ud7ff", "do": "add"}, {"weight": "1/0", "lessons": "x", "answer": "1e999"},
    ],
)  # fmt: skip
def test_whatever_is_sent_to_the_form_is_answered_with_the_form(desk: Desk, data: dict[str, Any]) -> None:
    assert [desk.new(kind, data).status_code for kind in KINDS] == [200] * len(KINDS)
    assert not Question.objects.exists()


def test_a_kind_that_does_not_exist_has_no_form(desk: Desk) -> None:
    assert desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/riddle/").status_code == 404


def test_bank_and_kind_lead_to_the_form(desk: Desk) -> None:
    answer = desk.client.get(f"/admin/questions/new/?bank={desk.bank.uuid}&kind=numeric")
    assert answer["Location"] == f"/admin/questions/new/{desk.bank.uuid}/numeric/"
    for query in ("kind=numeric", "kind=x&bank=x", f"kind=numeric&bank={uuid.uuid4()}", "kind=numeric&bank=%00"):
        assert desk.client.get(f"/admin/questions/new/?{query}").status_code == 200


def test_a_course_that_began_in_the_cms_gets_one_bank(desk: Desk) -> None:
    course = make_course(area=desk.area)
    for _click in range(2):
        desk.client.post(f"/admin/questions/new/bank/{course.uuid}/")
    bank = course.banks.get()
    assert (bank.name, bank.area, bank.classification) == (course.code, course.area, course.classification)
