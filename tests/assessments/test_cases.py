"""Cases: questions that stay together under what they are about, from the bank to the review; and opinions."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from assessments.draw import Blueprint, Draw, DrawUnreadable, Section, TagDraw, draw
from assessments.entry_rules import EntryGiven
from assessments.freeze import freeze, problems
from assessments.grading import attempt_fraction, from_text, slot_weight
from assessments.models import Attempt, AttemptMark, Bank, PinnedQuestion, Question, QuestionVersion
from assessments.pages import ExamPage
from assessments.queries.attempt_files import file_of
from assessments.question_types import editors, registry
from assessments.question_types.problems import InvalidContent
from assessments.rules import Named, NamedCase, named_versions
from assessments.services.retire_question import CaseInUse, retire_question
from assessments.services.save_question import NoSuchCase, save_question
from assessments.services.start_attempt import start_attempt
from courses import frozen_files
from courses.models import Course
from kernel.canonical import sha256
from tests.assessments.data_sources import CASE
from tests.assessments.factories import Exam, add_exam, log_in, make_bank, make_question
from tests.assessments.question_sources import source
from tests.assessments.test_draw import ref, seeds
from tests.courses.factories import make_edition, make_enrolment, make_run
from tests.courses.media_factory import make_document, make_image
from tests.officers.factories import grant, make_officer

CASE_ID = uuid.UUID(int=7)


def save(bank: Bank, kind: str, case: Question | None = None, **changes: Any) -> QuestionVersion:
    """Save a question about a case."""
    return save_question(
        question=uuid.uuid4(), bank=bank, kind=kind, content=registry.get(kind).parse(source(kind, **changes)),
        weight="1", difficulty="easy", tags=["sara"], lessons=[], objectives=[], by=None,
        case=case.uuid if case else None,
    )  # fmt: skip


def save_case(bank: Bank, course: Course, question: uuid.UUID | None = None, **changes: Any) -> QuestionVersion:
    """Save a case with a picture and a document of the library."""
    parsed: Any = registry.get("case").parse({**CASE, "documents": [{"title": "Ficha", "src": "x"}], **changes})
    content = parsed.with_files(
        lambda figure: figure.made(frozen_files.picture(make_image(course))),
        lambda paper: paper.made(frozen_files.paper(make_document(course))),
    )
    return save_question(
        question=question or uuid.uuid4(), bank=bank, kind="case", content=content, weight="1", difficulty="easy",
        tags=[], lessons=[], objectives=[], by=None,
    )  # fmt: skip


# The draw


def blocks(order: list[str]) -> list[str]:
    """Give the order without repeats: one entry for each run of a case."""
    runs = [name[0] for name in order]
    return [each for n, each in enumerate(runs) if n == 0 or runs[n - 1] != each]


@pytest.mark.parametrize("shuffled", [True, False])
def test_questions_of_a_case_stay_together_and_in_order(shuffled: bool) -> None:
    """Fixed ones and drawn ones alike, wherever chance puts the block."""
    cases = {"a": uuid.UUID(int=1), "b": uuid.UUID(int=2)}
    names = ["a1", "b1", "x", "a2", "y", "b2", "a3"]
    refs = {name: ref(name, case=cases.get(name[0]), place=int(name[1:] or 0)) for name in names}
    by_question = {each.question: name for name, each in refs.items()}
    pool = [refs[name] for name in ("a3", "b2", "y")]
    fixed = tuple(refs[name] for name in ("a1", "b1", "x", "a2"))
    blueprint = Blueprint((Section("", fixed, (TagDraw("t", 3),)),), shuffle_questions=shuffled, shuffle_options=True)
    seen = set()
    for seed in seeds(40):
        order = [by_question[slot.question] for slot in draw(blueprint, {"t": pool}, seed).slots]
        seen.add(tuple(order))
        assert sorted(order) == sorted(names)
        assert len(blocks(order)) == 4
        assert [name for name in order if name[0] == "a"] == ["a1", "a2", "a3"]
        assert [name for name in order if name[0] == "b"] == ["b1", "b2"]
    assert (len(seen) > 1) is shuffled


def test_a_stored_draw_keeps_the_case() -> None:
    blueprint = Blueprint((Section("", (ref("a", case=CASE_ID),)),), shuffle_questions=False, shuffle_options=False)
    drawn = draw(blueprint, {}, bytes(16))
    assert Draw.from_json(drawn.to_json()).slots[0].case == CASE_ID
    stored = drawn.to_json()
    stored["slots"][0]["case"] = "nada"
    with pytest.raises(DrawUnreadable):
        Draw.from_json(stored)


def test_a_payload_names_the_case_only_where_there_is_one() -> None:
    plain = Named(uuid.UUID(int=1), uuid.UUID(int=2), "5a", "1/1")
    about = Named(uuid.UUID(int=1), uuid.UUID(int=2), "5a", "1/1", NamedCase(CASE_ID, uuid.UUID(int=8), "5b"))
    assert "case" not in plain.to_json()
    assert [Named.from_json(each.to_json()) for each in (plain, about)] == [plain, about]


# The case itself


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": None}, ("title", "missing")),
        ({"title": ""}, ("title", "blank")),
        ({"prompt": " "}, ("prompt", "blank")),
        ({"figures": [{"alt": "x"}] * 5}, ("figures", "too_many")),
        ({"figures": [{"src": "x"}]}, ("figures.0.alt", "missing")),
        ({"documents": [{"src": "x"}]}, ("documents.0.title", "missing")),
    ],
)
def test_what_is_wrong_in_a_case_is_named(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidContent) as caught:
        registry.get("case").parse({name: value for name, value in {**CASE, **changes}.items() if value is not None})
    assert problem in {(found.where, found.code) for found in caught.value.problems}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", registry.kinds())
def test_no_field_of_a_form_stands_on_its_page_twice(client: Client, kind: str) -> None:
    """What is typed into the first of two would be lost: the last of a name is what the server reads."""
    bank, author = make_bank(), make_officer(is_staff=True)
    grant(author, "author", area=bank.area)
    log_in(client, author)
    page = client.get(f"/admin/questions/new/{bank.uuid}/{kind}/").content.decode()
    names = re.findall(r'<(?:input type="text"|textarea|select)[^>]* name="([^"]+)"|<textarea name="([^"]+)"', page)
    typed = [one or other for one, other in names]
    assert "prompt" in typed
    assert sorted(typed) == sorted(set(typed))


def test_a_case_comes_back_from_its_form_unchanged() -> None:
    editor = editors.get("case")
    content = registry.get("case").parse(CASE)
    form = editor({**editor.initial_of(content)}, initial=editor.initial_of(content), before=content)
    assert form.is_valid(), form.errors
    assert form.content == content


# An opinion


@pytest.mark.parametrize(
    ("scale", "code"), [(["a", "b"], "too_few"), ([str(n) for n in range(8)], "too_many"), (["a", "b", " "], "blank")]
)
def test_a_scale_has_three_to_seven_steps(scale: list[str], code: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        registry.get("likert").parse(source("likert", scale=scale))
    assert code in {problem.code for problem in caught.value.problems}


def test_an_opinion_weighs_nothing() -> None:
    assert slot_weight("0/1") == 0
    earned = [(slot_weight("0/1"), from_text("0/1")), (slot_weight("1"), from_text("1/1"))]
    assert attempt_fraction(earned) == 1


@pytest.mark.django_db
class TestInTheBank:
    """What the bank and an exam keep of a case."""

    @pytest.fixture
    def bank(self) -> Bank:
        return make_bank()

    def test_a_question_names_a_case_of_its_own_bank(self, bank: Bank) -> None:
        assert bank.course
        case = save_case(bank, bank.course)
        version = save(bank, "single_choice", case.question)
        assert version.case == case.question
        other = make_bank(name="Otro", course=None)
        for wrong in (version.question, save_case(other, bank.course).question):
            with pytest.raises(NoSuchCase):
                save(bank, "single_choice", wrong)

    def test_the_case_is_part_of_the_hash_and_no_case_changes_no_hash(self, bank: Bank) -> None:
        assert bank.course
        case = save_case(bank, bank.course)
        plain, about = save(bank, "single_choice"), save(bank, "single_choice", case.question)
        assert plain.sha256 == make_question(bank, "single_choice").sha256
        assert plain.sha256 != about.sha256

    def test_an_exam_pins_the_newest_version_of_the_case_and_asks_no_case(self, bank: Bank) -> None:
        assert bank.course
        old = save_case(bank, bank.course)
        case = save_case(bank, bank.course, old.question.uuid, title="Otro título")
        question = save(bank, "single_choice", case.question)
        opinion = save(bank, "likert")
        draws = [{"tag": "sara", "count": 2}]
        page = exam_page(bank, questions=[], draws=draws)
        payload = freeze(page)
        [drawn] = payload["sections"][0]["draws"]
        assert named_versions(payload) == {question.uuid, case.uuid, opinion.uuid}
        assert [Named.from_json(each).weight for each in drawn["pool"]] == ["1/1", "0/1"]
        assert problems(page, payload) == []
        payload = freeze(exam_page(bank, questions=[case.question.uuid], draws=[]))
        assert payload["sections"][0]["questions"] == []

    def test_an_exam_that_might_score_nothing_is_not_published(self, bank: Bank) -> None:
        opinion, question = save(bank, "likert"), save(bank, "numeric")
        for questions, draws, fine in (
            ([opinion.question.uuid], [], False),
            ([], [{"tag": "sara", "count": 1}], False),
            ([question.question.uuid, opinion.question.uuid], [], True),
        ):
            page = exam_page(bank, questions=questions, draws=draws)
            assert (problems(page, freeze(page)) == []) is fine

    def test_a_case_with_live_questions_is_not_retired(self, bank: Bank) -> None:
        assert bank.course
        director = make_officer()
        grant(director, "training_director", area=bank.course.area)
        case = save_case(bank, bank.course)
        question = save(bank, "single_choice", case.question)
        with pytest.raises(CaseInUse):
            retire_question(question=case.question, why="viejo", by=director)
        retire_question(question=question.question, why="viejo", by=director)
        assert retire_question(question=case.question, why="viejo", by=director).retired_at


def exam_page(bank: Bank, *, questions: list[uuid.UUID], draws: list[dict[str, Any]]) -> ExamPage:
    """Return an exam that is being written."""
    section = {"title": "", "questions": [str(each) for each in questions], "draws": draws}
    return ExamPage(title="Examen", bank=bank, pass_mark=11, sections=[("section", section)], counting="highest")


class Sitting:
    """An exam about a case, with an opinion at its end, and its officer at the browser."""

    def __init__(self, client: Client, **rules: Any) -> None:
        self.exam = Exam(kinds=["single_choice"], **rules)
        course, bank = self.exam.course, self.exam.bank
        self.case = save_case(bank, course)
        versions = [
            save(bank, "single_choice", self.case.question), save(bank, "hot_spot", self.case.question),
            save(bank, "likert"),
        ]  # fmt: skip
        edition = make_edition(course)
        item = add_exam(edition, versions, **rules)
        case = NamedCase(self.case.question.uuid, self.case.uuid, self.case.sha256)
        weights = ["1/1", "1/1", "0/1"]
        named = [
            Named(each.question.uuid, each.uuid, each.sha256, weight, case if each.case_id else None).to_json()
            for each, weight in zip(versions, weights, strict=True)
        ]
        payload = {**item.payload, "sections": [{"title": "", "questions": named, "draws": []}]}
        self.item = type(item).objects.create(
            edition=edition, activity_uuid=uuid.uuid4(), kind=item.kind, order=999, title="Examen", label="9.9",
            payload=payload, sha256=sha256(payload),
        )  # fmt: skip
        PinnedQuestion.objects.bulk_create(PinnedQuestion(item=self.item, version=each) for each in versions)
        enrolment = make_enrolment(run=make_run(edition))
        self.officer = enrolment.officer
        self.attempt = start_attempt(
            enrolment=enrolment.uuid, activity=self.item.activity_uuid, by=self.officer,
            given=EntryGiven(address="10.20.3.4"),
        )  # fmt: skip
        self.client = client
        log_in(client, self.officer)

    @property
    def address(self) -> str:
        return f"/sit/{self.attempt.public_id}/"

    def page(self, name: str = "") -> str:
        return str(self.client.get(self.address + name).content.decode())

    def file(self, kind: str) -> str:
        files = self.case.content["figures" if kind == "image" else "documents"][0]["files"]
        return f"{self.address}files/{files[0]['sha256']}/{files[0]['name']}"


@pytest.mark.django_db
class TestInASitting:
    """What an officer sees."""

    def test_the_case_stands_once_above_its_questions(self, client: Client) -> None:
        sitting = Sitting(client)
        page = sitting.page()
        assert page.count('data-case="1"') == 1
        assert page.count('data-about="1"') == 2
        assert page.index("El paradero") < page.index('id="q-1"')
        assert sitting.file("image") in page
        assert sitting.file("document") in page

    def test_an_opinion_changes_no_mark_and_the_review_shows_what_was_answered(self, client: Client) -> None:
        sitting = Sitting(client, counts=False, review="at_once")
        sitting.page()
        slots = Draw.from_json(sitting.attempt.draw).slots
        right = next(option.key for option in slots[0].options if option.id == "a")
        agreed = next(option.key for option in slots[2].options if option.id == "3")
        answers = {"slot-1": right, "slot-2": ["", "310:330"], "slot-3": agreed}
        client.post(sitting.address, {"client": "1", "base-1": "", "base-2": "", "base-3": "", **answers})
        page = sitting.page()
        assert 'value="310:330" selected' in page
        client.post(f"{sitting.address}submit/")
        sitting.attempt.refresh_from_db()
        # One of one point, half of another, and an opinion that weighs nothing: 1.5 of 2.
        assert sitting.attempt.fraction == "3/4"
        marked = AttemptMark.objects.get().slots
        assert [line["weight"] for line in marked] == ["1/1", "1/1", "0/1"]
        assert marked[2]["reasons"] == ["not_scored"]
        review = sitting.page("review/")
        assert "De acuerdo" in review
        assert "Ni de acuerdo ni en desacuerdo" not in review
        assert "MARK-paradero" in review

    def test_a_file_is_handed_out_with_the_attempt_that_shows_it(self, client: Client) -> None:
        sitting = Sitting(client)
        for kind in ("image", "document"):
            answer = client.get(sitting.file(kind))
            assert answer.status_code == 200
            assert "no-store" in answer.headers["Cache-Control"]
        assert client.get(f"{sitting.address}files/{'0' * 64}/x.png").status_code == 404
        client.post(f"{sitting.address}submit/")
        # The exam is still open for others: nothing of its questions is shown, so neither are its pictures.
        assert client.get(sitting.file("image")).status_code == 404

    def test_while_it_is_sat_a_file_is_handed_out_at_the_places_named_alone(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        networks = {"entry": {"networks": ["10.20.0.0/16"]}}
        sitting = Sitting(client, counts=False, review="at_once", **networks)
        inside: dict[str, Any] = {"REMOTE_ADDR": "10.20.3.4"}
        outside: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.7"}
        for kind in ("image", "document"):
            assert client.get(sitting.file(kind), **inside).status_code == 200
            with django_assert_max_num_queries(3):  # session, officer, attempt
                assert client.get(sitting.file(kind), **outside).status_code == 403
        client.post(f"{sitting.address}submit/", **outside)
        assert client.get(sitting.file("image"), **outside).status_code == 200

    def test_a_review_with_right_answers_shows_the_pictures(self, client: Client) -> None:
        sitting = Sitting(client, counts=False, review="at_once")
        client.post(f"{sitting.address}submit/")
        assert client.get(sitting.file("image")).status_code == 200

    def test_nobody_else_is_given_the_file(self, client: Client) -> None:
        sitting = Sitting(client)
        other = Client()
        assert other.get(sitting.file("image")).status_code == 302
        log_in(other, make_enrolment(run=make_run(sitting.item.edition)).officer)
        assert other.get(sitting.file("image")).status_code == 404
        # Nor under the address of lessons' files, before or while the attempt is there.
        assert client.get(sitting.file("image").replace(sitting.address, "/")).status_code == 404

    def test_only_the_files_of_what_was_drawn_are_found(self, client: Client) -> None:
        sitting = Sitting(client)
        picture = sitting.case.content["figures"][0]["files"][0]["sha256"]
        assert file_of(sitting.attempt.draw, picture, parts=[1])
        assert file_of(sitting.attempt.draw, picture, parts=[2]) is None
        without = Attempt.objects.get(pk=sitting.attempt.pk).draw
        for slot in without["slots"]:
            slot.pop("case", None)
        assert file_of(without, picture, parts=[1]) is None
