"""The review of questions: what is asked, who makes it ready, what is sent back, and who meets none of it."""

import importlib
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from assessments.freeze import freeze, problems
from assessments.models import Bank, ExamPage, Question, QuestionStep, QuestionVersion
from assessments.queries.bank_offers import offers_of
from assessments.queries.exam_check import exam_check
from assessments.queries.question_page import question_page
from assessments.queries.questions import Wanted, found
from assessments.queries.to_review import waiting_for
from assessments.question_types import registry
from assessments.services.make_bank import make_bank as make_bank_of_course
from assessments.services.move_version import ReplacedMeanwhile, move_version
from assessments.services.put_step import MovedMeanwhile, NeedsSecond, OwnVersion
from assessments.services.retire_question import CaseInUse, retire_question
from assessments.services.save_question import save_question
from assessments.services.set_bank_review import set_bank_review
from audit.models import Entry
from courses.models import CoursePage, ModulePage
from courses.services.ensure_site import ensure_site
from officers.models import Notice, Officer
from officers.notices import words_of
from officers.roles import NotPermitted
from tests.assessments.factories import log_in, make_bank
from tests.assessments.question_sources import source
from tests.assessments.test_questions_written import typed
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db

CASE = {"kind": "case", "title": "Mercado", "prompt": "Hubo tres robos en el mercado."}
DRAFT, IN_REVIEW, READY = QuestionStep.State.DRAFT, QuestionStep.State.IN_REVIEW, QuestionStep.State.READY


class Desk:
    """A bank where a second person is needed; its author, a reviewer and a director of the area; an exam page."""

    def __init__(self, *, needs_review: bool = True, **course: Any) -> None:
        catalogue = ensure_site()
        self.area = make_area()
        self.course = make_course(area=self.area, **course)
        self.bank: Bank = make_bank(self.course, needs_review=needs_review)
        self.author, self.reviewer = self.person("author", area=self.area), self.person("reviewer", area=self.area)
        self.director = self.person("training_director", area=self.area)
        page = CoursePage(title="Curso", slug="curso", course=self.course, summary="Resumen", academic_hours=8)
        catalogue.add_child(instance=page)
        self.module = page.add_child(instance=ModulePage(title="Módulo", slug="modulo"))

    def person(self, role: str, **scope: Any) -> Officer:
        officer = make_officer()
        grant(officer, role, **scope)
        return officer

    def save(
        self, state: str = DRAFT, *, of: QuestionVersion | None = None, by: Officer | None = None,
        kind: str = "single_choice", tags: tuple[str, ...] = ("sara",), case: uuid.UUID | None = None, **changes: Any,
    ) -> QuestionVersion:  # fmt: skip
        """Save a question, or a new version of one; by: the author where nobody is named."""
        return save_question(
            question=of.question.uuid if of else uuid.uuid4(), bank=self.bank, kind=kind, state=state,
            content=registry.get(kind).parse(CASE if kind == "case" else source(kind, **changes)),
            weight="1", difficulty="easy", tags=list(tags), lessons=[], objectives=[], case=case, by=by or self.author,
        )  # fmt: skip

    def ready(self, **changes: Any) -> QuestionVersion:
        """Return a new question whose first version the reviewer made ready."""
        return self.move(self.save(IN_REVIEW, **changes), READY)

    def move(
        self, version: QuestionVersion, to: str, *, by: Officer | None = None, why: str = "Falta la fuente"
    ) -> QuestionVersion:
        move_version(version=version, to=to, why=why, by=by or self.reviewer)
        return version

    def exam(self, *fixed: QuestionVersion, draw: int = 0) -> ExamPage:
        """Return a new page, not saved in the tree, that asks these and draws so many."""
        page = ExamPage(title="Examen", slug="examen", bank=self.bank)
        said: Any = page
        draws = [{"tag": "sara", "count": draw}] if draw else []
        questions = [str(one.question.uuid) for one in fixed]
        said.sections = [("section", {"title": "Parte", "questions": questions, "draws": draws})]
        self.module.add_child(instance=page)
        return page

    def asked(self, page: ExamPage) -> set[str]:
        """Return the versions that a page would freeze."""
        [section] = freeze(page)["sections"]
        named = [*section["questions"], *(each for draw in section["draws"] for each in draw["pool"])]
        return {each["version"] for each in named}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def state(version: QuestionVersion) -> str:
    newest: QuestionStep = version.steps.order_by("-number")[0]
    return newest.state


def test_an_exam_asks_the_newest_ready_version_and_no_newer_one(desk: Desk) -> None:
    first = desk.ready()
    page = desk.exam(first, draw=1)
    remarks = len(exam_check(page).remarks)
    second = desk.save(of=first, prompt="¿Clave sin revisar?")
    assert desk.asked(page) == {str(first.uuid)}
    desk.move(second, IN_REVIEW, by=desk.author)
    assert desk.asked(page) == {str(first.uuid)}
    assert (question_page(first.question).ready, len(exam_check(page).remarks)) == (1, remarks + 1)
    desk.move(second, READY)
    assert desk.asked(page) == {str(second.uuid)}
    assert question_page(first.question).ready == 2


@pytest.mark.parametrize("stands", [DRAFT, IN_REVIEW])
def test_a_question_that_nobody_made_ready_is_in_no_draw_and_the_check_says_so(desk: Desk, stands: str) -> None:
    ready, waiting = desk.ready(), desk.save(stands, prompt="¿Otra?")
    page = desk.exam(draw=2)
    assert desk.asked(page) == {str(ready.uuid)}
    [line] = exam_check(page).sections[0].draws
    assert (line.available, line.not_ready) == (1, 1)
    [problem] = problems(page, freeze(page))
    assert problem.code == "impossible"
    assert problem.message.count("1") == 2, "one is there, and one more waits"
    offers = offers_of(desk.bank)
    assert (offers.tags, [uuid for uuid, _ in offers.questions]) == ((("sara", 1),), [ready.question.uuid])
    page.delete()
    fixed = desk.exam(waiting, draw=1)
    assert [problem.code for problem in problems(fixed, freeze(fixed))] == ["question_not_ready"]


def test_a_tag_that_only_a_draft_has_draws_nothing(desk: Desk) -> None:
    first = desk.ready(tags=())
    desk.save(of=first, tags=("sara",), prompt="¿Otra?")
    assert desk.asked(desk.exam(draw=1)) == set()
    assert offers_of(desk.bank).tags == ()


def test_a_question_about_a_case_that_is_not_ready_is_not_asked(desk: Desk) -> None:
    case = desk.save(IN_REVIEW, kind="case", tags=())
    about = desk.ready(case=case.question.uuid)
    page = desk.exam(about)
    assert desk.asked(page) == set()
    assert "question_not_ready" in [problem.code for problem in problems(page, freeze(page))]
    desk.move(case, READY)
    assert desk.asked(page) == {str(about.uuid)}


def test_a_case_that_a_ready_version_is_about_is_not_retired_though_a_draft_is_not_about_it(desk: Desk) -> None:
    case = desk.ready(kind="case", tags=())
    about = desk.ready(case=case.question.uuid)
    desk.save(of=about)
    with pytest.raises(CaseInUse):
        retire_question(question=case.question, why="Ya no", by=desk.author)


def test_an_author_makes_nothing_of_her_own_ready_where_a_second_person_is_needed(desk: Desk) -> None:
    with pytest.raises(NeedsSecond):
        desk.save(READY)
    assert not Question.objects.exists(), "nothing of it was saved"
    draft = desk.save(by=desk.director)
    with pytest.raises(NeedsSecond):
        desk.move(draft, READY, by=desk.reviewer)
    desk.move(draft, IN_REVIEW, by=desk.director)
    with pytest.raises(OwnVersion):
        desk.move(draft, READY, by=desk.director)
    with pytest.raises(OwnVersion):
        desk.save(READY, of=draft, by=desk.director)
    assert (state(draft), draft.question.versions.count()) == (IN_REVIEW, 1)


def test_the_database_refuses_an_author_who_makes_her_own_ready(desk: Desk) -> None:
    version = desk.save(IN_REVIEW)
    facts = {"version": version, "number": 2, "author": desk.author, "by": desk.author, "needs_review": True}
    with pytest.raises(IntegrityError, match="nobody_reviews"), transaction.atomic():
        QuestionStep.objects.create(state=READY, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionStep.objects.create(state=DRAFT, why="", **facts)


def test_steps_are_written_once(desk: Desk) -> None:
    desk.save(IN_REVIEW)
    for words in ("UPDATE assessments_questionstep SET state = 'ready'", "DELETE FROM assessments_questionstep"):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_another_author_who_reviews_nothing_makes_nothing_ready(desk: Desk) -> None:
    version = desk.save(IN_REVIEW)
    for to in (READY, DRAFT):
        with pytest.raises(NotPermitted):
            desk.move(version, to, by=desk.person("author", area=desk.area))
    assert state(version) == IN_REVIEW


def test_a_reviewer_makes_a_version_ready_and_its_author_is_told_once(desk: Desk) -> None:
    version = desk.ready()
    assert state(version) == READY
    notice = Notice.objects.get(officer=desk.author, kind="question.moved")
    assert (notice.address, "1" in words_of(notice)) == (f"/admin/questions/{version.question.uuid}/", True)
    lines = Entry.objects.filter(act__startswith="question.").order_by("pk").values_list("act", "actor_login")
    assert list(lines) == [
        ("question.save", desk.author.login), ("question.review", desk.author.login),
        ("question.ready", desk.reviewer.login),
    ]  # fmt: skip
    with pytest.raises(MovedMeanwhile):
        desk.move(version, DRAFT)


def test_what_is_sent_back_says_why_on_the_question_and_in_its_editor_and_goes_on_by_a_new_version(
    desk: Desk, client: Client
) -> None:
    version = desk.save(IN_REVIEW)
    address = f"/admin/questions/{version.question.uuid}/"
    log_in(client, desk.reviewer)
    without = client.post(f"{address}versions/1/", {"to": "draft", "why": " "})
    assert (without.context["move_form"].errors.keys(), state(version)) == ({"why"}, IN_REVIEW)
    assert client.post(f"{address}versions/1/", {"to": "draft", "why": "Cita mal la Ley 30364"}).status_code == 302
    assert Notice.objects.get(officer=desk.author).arguments["state"] == DRAFT
    log_in(client, desk.author)
    for page in ("", "edit/"):
        assert "Cita mal la Ley 30364" in client.get(f"{address}{page}").content.decode()
    client.post(f"{address}edit/", {"seen": 1, "do": "review", **typed(version, prompt="¿Mejor?")})
    newest = version.question.versions.order_by("-number")[0]
    assert (newest.number, state(newest), state(version)) == (2, IN_REVIEW, DRAFT)


def test_a_version_that_was_just_replaced_is_not_approved(desk: Desk, client: Client) -> None:
    version = desk.save(IN_REVIEW)
    newer = desk.save(of=version, prompt="¿Otra clave?")
    with pytest.raises(ReplacedMeanwhile, match="2"):
        desk.move(version, READY)
    log_in(client, desk.reviewer)
    answer = client.post(f"/admin/questions/{version.question.uuid}/versions/1/", {"to": "ready"})
    assert answer.status_code == 200
    assert answer.context["move_form"].non_field_errors()
    assert desk.author.get_full_name() in str(answer.context["move_form"].errors)
    assert (state(version), state(newer)) == (IN_REVIEW, DRAFT)
    assert not QuestionStep.objects.filter(state=READY).exists()


def test_the_reviewer_of_another_area_meets_nothing_of_it(client: Client) -> None:
    desk = Desk(classification="reserved")
    version = desk.save(IN_REVIEW, prompt="¿Zarzamora?")
    other = desk.person("reviewer", area=make_area("traffic", "Tránsito"))
    everywhere = desk.person("training_director")
    address = f"/admin/questions/{version.question.uuid}/"
    for stranger in (other, everywhere):
        assert not waiting_for(stranger)
        log_in(client, stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}versions/1/", {"to": "ready"}).status_code == 404
        for page in ("/admin/", "/admin/questions/?state=in_review"):
            text = client.get(page).content.decode()
            assert not [word for word in ("Zarzamora", "to-review", str(version.question.uuid)) if word in text], page
    assert state(version) == IN_REVIEW
    assert list(waiting_for(desk.reviewer)) == [version]


def test_a_reviewer_finds_what_waits_on_the_first_page_and_by_the_banks_filter(desk: Desk, client: Client) -> None:
    waiting, _draft, _ready = desk.save(IN_REVIEW), desk.save(), desk.ready()
    retired = desk.save(IN_REVIEW)
    retire_question(question=retired.question, why="Ya no", by=desk.author)
    own = desk.save(IN_REVIEW, by=desk.director)
    assert list(waiting_for(desk.reviewer)) == [waiting, own]
    assert list(waiting_for(desk.director)) == [waiting], "her own is for somebody else"
    log_in(client, desk.reviewer)
    assert "?state=in_review" in client.get("/admin/").content.decode()
    for stands, expected in (("in_review", [waiting, own]), ("draft", [_draft]), ("ready", [_ready])):
        assert list(found(desk.reviewer, Wanted(state=stands))) == expected
    assert str(waiting.question.uuid) in client.get("/admin/questions/?state=in_review").content.decode()
    log_in(client, desk.author)
    assert "?state=in_review" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("pressed", "needs_review", "stands"),
    [({}, False, DRAFT), ({"do": "save"}, False, DRAFT), ({"do": "review"}, False, IN_REVIEW),
     ({"do": "ready"}, False, READY), ({"do": "review"}, True, IN_REVIEW), ({"do": "ready"}, True, None)],
)  # fmt: skip
def test_a_version_stands_where_the_button_says(
    client: Client, pressed: dict[str, str], needs_review: bool, stands: str | None
) -> None:
    desk = Desk(needs_review=needs_review)
    like = make_bank(make_course(area=desk.area))
    sent = {"seen": 0, "question": str(uuid.uuid4()), **typed(_loaded(like)), **pressed}
    log_in(client, desk.author)
    answer = client.post(f"/admin/questions/new/{desk.bank.uuid}/single_choice/", sent)
    version = QuestionVersion.objects.filter(question__bank=desk.bank).first()
    assert (version and state(version)) == stands
    assert answer.status_code == (302 if stands else 200)
    assert stands or answer.context["form"].non_field_errors()


def _loaded(bank: Bank) -> QuestionVersion:
    return save_question(
        question=uuid.uuid4(), bank=bank, kind="single_choice", weight="1", difficulty="easy", tags=[],
        content=registry.get("single_choice").parse(source("single_choice")), lessons=[], objectives=[], by=None,
    )  # fmt: skip


def test_saving_what_is_there_moves_it_on_and_makes_no_version(desk: Desk) -> None:
    version = desk.save()
    assert desk.save(IN_REVIEW, of=version) == version
    assert desk.save(of=version) == version
    assert [step.state for step in version.steps.all()] == [DRAFT, IN_REVIEW]


def test_what_a_load_of_curricula_brings_is_ready_in_every_bank(desk: Desk) -> None:
    version = _loaded(desk.bank)
    assert (state(version), version.steps.get().by) == (READY, None)


def test_a_new_bank_of_reserved_material_asks_for_a_second_person() -> None:
    area = make_area()
    director = make_officer()
    grant(director, "training_director", area=area)
    for classification in ("internal", "reserved"):
        bank = make_bank_of_course(course=make_course(area=area, classification=classification), by=director)
        assert bank.needs_review is (classification == "reserved")


def test_a_director_says_whether_a_second_person_is_needed_and_the_audit_says_why(desk: Desk, client: Client) -> None:
    address = f"/admin/questions/banks/{desk.bank.uuid}/"
    for person in (desk.author, desk.reviewer):
        log_in(client, person)
        assert client.get(address).status_code == 404
        with pytest.raises(NotPermitted):
            set_bank_review(bank=desk.bank, needs_review=False, why="Sí", by=person)
    log_in(client, desk.person("training_director", area=make_area("traffic", "Tránsito")))
    assert client.get(address).status_code == 404
    log_in(client, desk.director)
    assert "why" in client.post(address, {"needs_review": ""}).context["form"].errors
    assert client.post(address, {"why": "Somos dos"}).status_code == 302
    desk.bank.refresh_from_db()
    assert not desk.bank.needs_review
    assert Entry.objects.get(act="bank.review").why == "Somos dos"
    assert state(desk.save(READY)) == READY


def test_versions_from_before_there_was_a_review_are_ready_by_whoever_saved_them(desk: Desk) -> None:
    loaded, at = _loaded(desk.bank), timezone.now()
    facts = {name: getattr(loaded, name) for name in ("question", "kind", "content", "sha256")}
    before = QuestionVersion.objects.create(number=2, by=desk.author, made_at=at, **facts)
    migration = importlib.import_module("assessments.migrations.0029_versions_before_are_ready").Migration
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.operations[0].sql)
    step = before.steps.get()
    assert (step.state, step.by, step.at, loaded.steps.count()) == (READY, desk.author, at, 1)
