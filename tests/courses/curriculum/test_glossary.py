"""A course's glossary: read from its file, frozen with the course, shown where a lesson links to it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from courses.curriculum.kinds import uuid_of
from courses.freeze import freeze, problems_of
from courses.models import Course, Edition, GlossaryPage, LessonPage
from courses.queries.published_pages import editions_with, latest_edition_with
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from courses.services.publish_edition import NotReady, publish_edition
from tests.courses.curriculum.files import ROOT, lesson, small_curriculum, write
from tests.courses.factories import make_enrolment, make_run
from tests.officers.factories import make_area, make_officer

pytestmark = pytest.mark.django_db

GLOSSARY = """\
- key: near-repeat
  term: Repetición cercana
  also: [near repeat]
  definition: "Riesgo **elevado** cerca de un [punto crítico](term:hot-spot); vea [la lección](lesson:tc-900-1-2)."
  source: Johnson y Bowers (2004)
- {key: zone, term: ñandú, definition: Un ave.}
- {key: hot-spot, term: Árbol, definition: Un lugar pequeño.}
- {key: night, term: Noche, definition: Sin sol.}
- {key: nothing, term: Nulo, definition: Nada.}
"""
LINKING = lesson("tc-900-1-1", "tc-900-1-2", "Primera").replace(
    "Un párrafo con", "La [repetición](term:near-repeat) y un párrafo con"
).replace("| 1 | **2** |", "| [uno](term:night) | **2** |")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_area("community", "Policía comunitaria")
    folder = small_curriculum(tmp_path)
    write(folder, f"{ROOT}/glossary.yaml", GLOSSARY)
    write(folder, f"{ROOT}/01-uno/01-primera.md", LINKING)
    return folder


def published(folder: Path) -> Edition:
    return load_curriculum(folder=folder, publish=True).editions[0]


def test_terms_are_frozen_in_the_order_of_a_spanish_dictionary(folder: Path) -> None:
    terms = published(folder).payload["glossary"]
    assert [term["term"] for term in terms] == ["Árbol", "Noche", "Nulo", "ñandú", "Repetición cercana"]
    assert terms[-1]["also"] == ["near repeat"]
    assert terms[-1]["source"] == "Johnson y Bowers (2004)"
    assert 'href="term:hot-spot"' in terms[-1]["html"]
    assert f'href="activity:{uuid_of("tc-900-1-2")}"' in terms[-1]["html"]


def test_a_lesson_carries_the_definitions_that_it_links_to_and_no_others(folder: Path) -> None:
    item = published(folder).items.get(title="Primera")
    assert [term["key"] for term in item.payload["terms"]] == ["near-repeat", "night"]
    assert 'href="term:near-repeat"' in item.payload["body"][1]["html"]
    assert "terms" not in published_lesson(item.edition, "Segunda")


def published_lesson(edition: Edition, title: str) -> dict[str, object]:
    payload: dict[str, object] = edition.items.get(title=title).payload
    return payload


def test_a_course_without_a_glossary_has_the_cover_that_it_always_had(folder: Path) -> None:
    (folder / ROOT / "glossary.yaml").unlink()
    write(folder, f"{ROOT}/01-uno/01-primera.md", lesson("tc-900-1-1", "tc-900-1-2", "Primera"))
    edition = published(folder)
    assert "glossary" not in edition.payload
    assert "glossary" not in edition.revisions


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "code"),
    [
        ("01-uno/01-primera.md", "term:near-repeat", "term:far-repeat", 12, "unknown_term"),
        ("01-uno/01-primera.md", "term:night", "term:day", 25, "unknown_term"),
        ("glossary.yaml", "term:hot-spot", "term:cold-spot", 4, "unknown_term"),
        ("glossary.yaml", "lesson:tc-900-1-2", "lesson:tc-900-9-9", 4, "unknown_lesson"),
        ("glossary.yaml", "key: zone", "key: night", 8, "term_twice"),
        ("glossary.yaml", "key: zone", "key: Zona", 6, "bad_key"),
        ("glossary.yaml", "definition: Un ave.", "meaning: Un ave.", 6, "missing"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(
    folder: Path, path: str, old: str, new: str, line: int, code: str
) -> None:
    file = folder / ROOT / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenCurriculum) as broken:
        load_curriculum(folder=folder)
    told = {(fault.path, fault.line, fault.code) for fault in broken.value.faults}
    assert (f"{ROOT}/{path}", line, code) in told
    assert not Course.objects.exists()


def test_a_term_of_another_course_is_unknown(folder: Path) -> None:
    for name in ("course.yaml", "01-uno/module.yaml", "01-uno/01-primera.md", "01-uno/02-segunda.md"):
        text = (folder / ROOT / name).read_text(encoding="utf-8")
        write(folder, f"courses/otra/{name}", text.replace("tc-900", "tc-901").replace("TC-900", "TC-901"))
    write(folder, "courses/otra/media/figura.svg", (folder / ROOT / "media/figura.svg").read_bytes())
    with pytest.raises(BrokenCurriculum) as broken:
        load_curriculum(folder=folder)
    assert {fault.code for fault in broken.value.faults} == {"unknown_term"}


def test_an_edition_keeps_its_glossary_when_the_course_changes_it(folder: Path) -> None:
    first = published(folder)
    write(folder, f"{ROOT}/glossary.yaml", GLOSSARY.replace("Sin sol.", "Sin luz."))
    second = published(folder)
    words = [str(Edition.objects.get(pk=each.pk).payload["glossary"]) for each in (first, second)]
    assert ["Sin sol." in each for each in words] == [True, False]
    assert second.revisions["glossary"] != first.revisions["glossary"]


def test_publishing_refuses_a_link_to_a_term_that_is_gone(folder: Path) -> None:
    published(folder)
    glossary = GlossaryPage.objects.get()
    glossary.terms = [("term", child.value) for child in glossary.terms if child.value["key"] != "near-repeat"]
    glossary.save_revision().publish()
    with pytest.raises(NotReady) as refusal:
        publish_edition(course=Course.objects.get(), by=None, notes="")
    assert [problem.code for problem in refusal.value.problems] == ["unknown_term"]
    assert "term:" not in str(freeze(LessonPage.objects.get(title="Primera"))["body"][1])


def test_a_key_of_two_terms_and_a_second_glossary_are_problems(folder: Path) -> None:
    load_curriculum(folder=folder)
    glossary = GlossaryPage.objects.get()
    again = {"term": "Otra", "key": "night", "also": [], "definition": "<p>x</p>", "source": ""}
    glossary.terms = [*(("term", child.value) for child in glossary.terms), ("term", again)]
    assert [problem.code for problem in problems_of(glossary)] == ["term_twice"]
    further = glossary.get_parent().add_child(instance=GlossaryPage(title="Otro glosario"))
    with pytest.raises(NotReady) as refusal:
        publish_edition(course=Course.objects.get(), by=None, notes="")
    assert ("two_glossaries", further.pk) in [(each.code, each.page_id) for each in refusal.value.problems]


def test_what_came_into_an_edition_stays_in_the_cms(folder: Path) -> None:
    load_curriculum(folder=folder)
    glossary = GlossaryPage.objects.get()
    assert not editions_with(glossary).exists()
    edition = publish_edition(course=Course.objects.get(), by=None, notes="")
    assert editions_with(glossary).exists()
    assert latest_edition_with(glossary) == edition
    further = glossary.get_parent().add_child(instance=GlossaryPage(title="Otro glosario"))
    further.save_revision().publish()
    assert not editions_with(further).exists(), "or nobody could ever delete it"


def test_a_learner_reads_the_definition_on_the_spot_and_in_the_glossary_of_his_edition(folder: Path) -> None:
    edition = published(folder)
    learner = make_enrolment(make_officer(), make_run(edition))
    client = Client()
    client.force_login(learner.officer)
    page = client.get(f"/learn/{learner.uuid}/{uuid_of('tc-900-1-1')}/").content.decode()
    address = f"/learn/{learner.uuid}/glossary/"
    assert f'<a class="term" data-term="near-repeat" href="{address}#t-near-repeat"' in page
    assert page.count("<dialog") == 2
    assert "Sin sol." in page
    assert "Un ave." not in page
    shown = client.get(address).content.decode()
    assert 'id="t-near-repeat"' in shown
    assert "Un ave." in shown
    assert address in client.get(f"/learn/{learner.uuid}/").content.decode()


@pytest.mark.parametrize(
    ("state", "begins_in_days", "open_"),
    [("active", -1, True), ("completed", -1, True), ("failed", -1, True), ("active", 2, False),
     *((state, -1, False) for state in ("requested", "waiting", "declined", "withdrawn", "expired"))],
)  # fmt: skip
def test_the_glossary_is_open_when_the_lessons_are(folder: Path, state: str, begins_in_days: int, open_: bool) -> None:
    edition = published(folder)
    now = timezone.now()
    run = make_run(edition, starts_at=now + timedelta(days=begins_in_days))
    ended = None if state in {"active", "requested", "waiting"} else now
    learner = make_enrolment(run=run, state=state, ended_at=ended)
    client = Client()
    client.force_login(learner.officer)
    answer = client.get(f"/learn/{learner.uuid}/glossary/")
    lesson_page = client.get(f"/learn/{learner.uuid}/{uuid_of('tc-900-1-1')}/")
    assert answer.status_code == lesson_page.status_code == (200 if open_ else 403)
    assert ("Un ave." in answer.content.decode()) is open_
    assert ("glossary" in client.get(f"/learn/{learner.uuid}/").content.decode()) is open_


def test_the_glossary_is_for_its_learner_alone_and_an_edition_without_one_has_no_page(folder: Path) -> None:
    edition = published(folder)
    learner = make_enrolment(make_officer(), make_run(edition))
    stranger = Client()
    stranger.force_login(make_officer())
    assert stranger.get(f"/learn/{learner.uuid}/glossary/").status_code == 404
    bare = make_enrolment(make_officer())
    client = Client()
    client.force_login(bare.officer)
    assert client.get(f"/learn/{bare.uuid}/glossary/").status_code == 404
    assert "glossary" not in client.get(f"/learn/{bare.uuid}/").content.decode()
