"""An exam page: what it freezes to, what prevents publishing it, what is pinned."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from assessments.draw import draw
from assessments.exams import ExamKind
from assessments.models import Bank, ExamPage, PinnedQuestion, QuestionVersion
from assessments.queries.wordings import blueprint_of
from assessments.question_types import registry
from assessments.rules import question_count
from assessments.services.save_question import save_question
from assessments.views.start import preview_exam, show_exam
from courses.models import CoursePage, ModulePage
from courses.services.ensure_site import ensure_site
from courses.services.publish_edition import NotReady, publish_edition
from tests.assessments.factories import make_bank, make_question
from tests.assessments.question_sources import source
from tests.courses.factories import make_course

pytestmark = pytest.mark.django_db

KIND = ExamKind(show=show_exam, preview=preview_exam)


def section(
    questions: Sequence[Any] = (), draws: Sequence[tuple[str, int]] = (), title: str = "Parte"
) -> tuple[str, Any]:
    return (
        "section",
        {
            "title": "Parte",
            "questions": [str(one.question.uuid if isinstance(one, QuestionVersion) else one) for one in questions],
            "draws": [{"tag": tag, "count": count} for tag, count in draws],
        },
    )


class Written:
    """A course with one module and one exam page in it, live."""

    def __init__(self) -> None:
        catalogue = ensure_site()
        self.course = make_course()
        self.bank = make_bank(self.course)
        page = CoursePage(
            title="Curso", slug="curso", course=self.course, summary="Resumen", academic_hours=8, pass_mark="12.50"
        )
        page.objectives = [("objective", {"text": "Contar", "bloom": "apply"})]
        catalogue.add_child(instance=page)
        self.module = page.add_child(instance=ModulePage(title="Módulo", slug="modulo"))
        self.versions = [make_question(self.bank, kind) for kind in ("single_choice", "numeric", "true_false")]

    def exam(self, *sections: Any, **fields: Any) -> ExamPage:
        page = ExamPage(title="Examen", slug="examen", bank=self.bank, **fields)
        said: Any = page
        said.sections = list(sections)
        self.module.add_child(instance=page)
        return page


@pytest.fixture
def written() -> Written:
    return Written()


def codes(page: ExamPage) -> list[tuple[str, str]]:
    found = KIND.validate(page, KIND.freeze(page))
    assert all(problem.message and problem.page_id == page.pk for problem in found)
    return [(problem.field, problem.code) for problem in found]


def test_a_payload_names_versions_by_uuid_and_hash_and_holds_nothing_of_their_content(written: Written) -> None:
    payload = KIND.freeze(written.exam(section(written.versions[:1], [("sara", 2)])))
    [frozen] = payload["sections"]
    first = written.versions[0]
    assert frozen["questions"] == [
        {"question": str(first.question.uuid), "version": str(first.uuid), "sha256": first.sha256, "weight": "1/1"}
    ]
    assert {one["version"] for one in frozen["draws"][0]["pool"]} == {str(one.uuid) for one in written.versions}
    text = json.dumps(payload, ensure_ascii=False)
    assert "SARA" not in text
    assert "MARK-" not in text
    assert question_count(payload) == 3


def test_freezing_takes_the_newest_version_of_a_question(written: Written) -> None:
    page = written.exam(section(written.versions[:1]))
    content = registry.get("single_choice").parse(source("single_choice", prompt="¿Otra?"))
    newest = save_question(
        question=written.versions[0].question.uuid, bank=written.bank, kind="single_choice", content=content,
        weight="1", difficulty="easy", tags=["sara"], lessons=[], objectives=[], by=None,
    )  # fmt: skip
    assert KIND.freeze(page)["sections"][0]["questions"][0]["version"] == str(newest.uuid)


def test_the_courses_pass_mark_is_frozen_where_the_exam_has_none_of_its_own(written: Written) -> None:
    page = written.exam(section(written.versions))
    assert KIND.freeze(page)["pass_mark"] == "12.50"
    page.pass_mark = "14.00"  # as a form gives it
    page.full_clean()
    assert KIND.freeze(page)["pass_mark"] == "14.00"


def test_a_question_of_another_bank_is_missing(written: Written) -> None:
    foreign = make_question(make_bank())
    assert codes(written.exam(section([foreign]), section(written.versions))) == [("sections", "missing_question")]


def test_a_retired_question_is_missing(written: Written) -> None:
    question = written.versions[0].question
    question.retired_at = timezone.now()
    question.save()
    assert codes(written.exam(section(written.versions))) == [("sections", "missing_question")]


@pytest.mark.parametrize(
    ("sections", "fields", "expected"),
    [
        ([], {}, [("sections", "empty")]),
        ([section()], {}, [("sections", "empty")]),
        ([section([uuid.uuid4()])], {}, [("sections", "empty"), ("sections", "missing_question")]),
        ([section(draws=[("sara", 4)])], {}, [("sections", "impossible")]),
        ([section(draws=[("nada", 1)])], {}, [("sections", "impossible")]),
        ([section(draws=[("sara", 1)])], {"weight": "0"}, [("weight", "bad_weight")]),
        ([section(draws=[("sara", 1)])], {"pass_mark": 21}, [("pass_mark", "bad_pass_mark")]),
        ([section(draws=[("sara", 3)])], {}, []),
    ],
)
def test_what_prevents_publishing_is_said_at_its_field(
    written: Written, sections: list[Any], fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    page = written.exam(*sections)
    for name, value in fields.items():
        setattr(page, name, value)
    assert codes(page) == expected


def test_a_question_that_stands_twice_prevents_publishing(written: Written) -> None:
    page = written.exam(section(written.versions), section(written.versions[:1]))
    assert codes(page) == [("sections", "impossible")]


def test_an_exam_without_a_bank_asks_nothing(written: Written) -> None:
    page = written.exam(section(draws=[("sara", 1)]))
    page.bank = None
    assert ("bank", "no_bank") in codes(page)


def test_publishing_pins_every_version_that_may_be_asked(written: Written) -> None:
    written.exam(section(written.versions[:1], [("sara", 1)]), weight="1.5")
    edition = publish_edition(course=written.course, by=None, notes="")
    item = edition.items.get(kind="exam")
    assert item.weight == "3/2"
    pinned = PinnedQuestion.objects.filter(item=item).values_list("version", flat=True)
    assert set(pinned) == {version.pk for version in written.versions}
    blueprint, pools = blueprint_of(item)
    assert len(draw(blueprint, pools, bytes(16)).slots) == 2


def test_an_impossible_exam_is_not_published(written: Written) -> None:
    written.exam(section(draws=[("sara", 9)]))
    with pytest.raises(NotReady):
        publish_edition(course=written.course, by=None, notes="")


def test_a_question_saved_after_publishing_changes_nothing_in_the_edition(written: Written) -> None:
    written.exam(section(written.versions[:1]))
    edition = publish_edition(course=written.course, by=None, notes="")
    content = registry.get("single_choice").parse(source("single_choice", prompt="¿Otra?"))
    save_question(
        question=written.versions[0].question.uuid, bank=written.bank, kind="single_choice", content=content,
        weight="1", difficulty="easy", tags=[], lessons=[], objectives=[], by=None,
    )  # fmt: skip
    [asked] = edition.items.get(kind="exam").payload["sections"][0]["questions"]
    assert asked["version"] == str(written.versions[0].uuid)


def test_a_quiz_has_no_weight_and_says_how_it_is_completed(written: Written) -> None:
    payload = KIND.freeze(written.exam(section(written.versions), counts=False))
    assert KIND.weight(payload) == ""
    assert KIND.minutes(payload) == 6
    assert KIND.completes_when(payload) != KIND.completes_when({**payload, "counts": True})


def test_the_preview_shows_a_sitting_without_its_key(written: Written, rf: RequestFactory) -> None:
    page = written.exam(section(written.versions))
    request = rf.get("/")
    request.user = make_anonymous()
    text = page.serve_preview(request, "").content.decode()
    assert "SARA" in text
    assert "MARK-" not in text


def test_the_preview_of_an_impossible_draft_is_no_error(written: Written, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = make_anonymous()
    answer = written.exam(section(draws=[("sara", 9)])).serve_preview(request, "")
    assert answer.status_code == 200


def make_anonymous() -> Any:
    return AnonymousUser()


def test_the_form_offers_the_banks_of_its_own_course_only(written: Written) -> None:
    make_bank()
    page = written.exam(section(written.versions))
    form_class = ExamPage.get_edit_handler().get_form_class()
    form = form_class(instance=page, parent_page=written.module)
    assert list(form.fields["bank"].queryset) == list(Bank.objects.filter(pk=written.bank.pk))
