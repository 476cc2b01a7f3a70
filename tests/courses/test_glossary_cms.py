"""The glossary in the CMS: a form of its own, and links to its terms in rich text."""

import json

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.blocks.text import PROSE
from courses.models import CoursePage, GlossaryPage, LessonPage
from courses.pages import ModulePage
from courses.queries.course_tree import State, course_tree, order_token
from courses.services.move_page import NoPlace, move_page
from courses.services.publish_edition import publish_edition
from officers.models import Role
from tests.courses.guideline_factory import make_guideline
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db

DEFINITION = "<p>Un lugar pequeño.</p>"


def make_glossary(page: CoursePage, **terms: str) -> GlossaryPage:
    glossary = GlossaryPage(title="Glosario")
    glossary.terms = [
        ("term", {"term": term, "key": key.replace("_", "-"), "definition": DEFINITION}) for key, term in terms.items()
    ]
    page.add_child(instance=glossary)
    glossary.save_revision().publish()
    fresh: GlossaryPage = GlossaryPage.objects.get(pk=glossary.pk)
    return fresh


def author_of(page: CoursePage) -> Client:
    author = make_officer()
    grant(author, Role.AUTHOR, area=page.course.area)
    client = Client()
    client.force_login(author)
    return client


def test_a_link_to_a_term_survives_the_editor() -> None:
    stored = '<p data-block-key="a">Un <a linktype="term" id="hot-spot">punto <b>crítico</b></a></p>'
    converter = ContentstateConverter(features=PROSE)
    assert converter.to_database_format(converter.from_database_format(stored)) == stored


def test_the_editor_is_offered_the_terms_of_its_own_course_and_no_other() -> None:
    page, other = make_course_page(), make_course_page()
    make_glossary(page, zone="ñandú", hot_spot="Árbol", night="Noche")
    make_glossary(other, secret="Ajeno")
    client = author_of(page)
    for place in (lesson_of(page).pk, page.pk):
        answer = json.loads(client.get(f"/admin/courses/terms/{place}/").content)
        assert [term["term"] for term in answer["terms"]] == ["Árbol", "Noche", "ñandú"]
        assert answer["terms"][0]["key"] == "hot-spot"


def test_the_terms_of_a_course_out_of_reach_do_not_exist() -> None:
    page = make_course_page()
    hidden = make_course_page()
    type(hidden.course).objects.filter(pk=hidden.course_id).update(
        classification="reserved", area=make_area("intelligence", "Inteligencia")
    )
    make_glossary(hidden, secret="Ajeno")
    client = author_of(page)
    assert client.get(f"/admin/courses/terms/{hidden.pk}/").status_code == 404
    assert client.get(f"/admin/courses/terms/{lesson_of(hidden).pk}/").status_code == 404


def test_a_guideline_has_no_terms() -> None:
    guideline = make_guideline("open")
    author = make_officer()
    grant(author, Role.AUTHOR, area=guideline.guideline.area)
    client = Client()
    client.force_login(author)
    assert json.loads(client.get(f"/admin/courses/terms/{guideline.pk}/").content) == {"terms": []}


def test_a_term_without_a_key_gets_one_of_its_words() -> None:
    block = GlossaryPage.terms.field.stream_block.child_blocks["term"]
    value = block.to_python({"term": "Repetición cercana", "key": "", "also": [], "definition": DEFINITION})
    assert block.clean(value)["key"] == "repeticion-cercana"


def test_the_tree_shows_the_glossary_and_never_moves_it() -> None:
    page = make_course_page()
    glossary = make_glossary(page, hot_spot="Punto")
    later = page.add_child(instance=ModulePage(title="Módulo dos"))
    first = ModulePage.objects.child_of(page).order_by("path").first()
    author = make_officer()
    grant(author, Role.AUTHOR, area=page.course.area)
    tree = course_tree(page.course)
    assert tree is not None
    assert tree.glossary is not None
    assert tree.glossary.page_id == glossary.pk
    assert first is not None
    move_page(course=page.course, page=first.pk, parent=page.pk, position=1, seen=tree.token, by=author)
    modules = [module.pk for module in ModulePage.objects.child_of(page).order_by("path")]
    assert modules == [later.pk, first.pk]
    with pytest.raises(NoPlace):
        move_page(course=page.course, page=glossary.pk, parent=page.pk, position=0, seen=order_token(page), by=author)


def test_the_tree_says_that_the_glossary_has_changed_and_not_that_the_cover_has() -> None:
    page = make_course_page()
    glossary = make_glossary(page, hot_spot="Punto")
    publish_edition(course=page.course, by=None, notes="")
    glossary.terms = [("term", {"term": "Otro", "key": "other", "definition": DEFINITION})]
    glossary.save_revision().publish()
    tree = course_tree(page.course)
    assert tree is not None
    assert tree.glossary is not None
    assert [tag.state for tag in tree.glossary.tags] == [State.CHANGED]
    assert tree.page.tags == []


def test_a_lesson_is_previewed_with_the_definition() -> None:
    page = make_course_page()
    make_glossary(page, hot_spot="Punto")
    lesson = lesson_of(page)
    lesson.body = [("text", '<p>Un <a linktype="term" id="hot-spot">punto</a></p>')]
    lesson.save_revision().publish()
    client = author_of(page)
    shown = client.get(f"/admin/pages/{lesson.pk}/view_draft/").content.decode()
    assert '<dialog class="term-card" id="term-hot-spot"' in shown
    assert "Un lugar pequeño." in shown
    assert LessonPage.objects.get(pk=lesson.pk).live


def test_a_glossary_of_200_terms_is_saved_from_its_form() -> None:
    glossary = make_glossary(make_course_page())
    blank = {"key": "", "also-count": "0", "definition": rich_text(DEFINITION), "source": ""}
    terms = [("term", {"term": f"Término {number}", **blank}) for number in range(200)]
    form = {
        "title": "Glosario",
        "slug": glossary.slug,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "terms": streamfield(terms),
    }
    course_page = CoursePage.objects.get(pk=glossary.get_parent().pk)
    answer = author_of(course_page).post(f"/admin/pages/{glossary.pk}/edit/", nested_form_data(form))
    assert answer.status_code == 302
    saved = GlossaryPage.objects.get(pk=glossary.pk).get_latest_revision_as_object()
    assert len(saved.terms) == 200
