"""The course as a tree: what it says of each page, and moving."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from audit.models import Entry
from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.queries.course_tree import CourseTree, State, course_tree, order_token
from courses.queries.next_edition import next_edition
from courses.reading import stream_of, words_of
from courses.services.move_page import NoPlace, OrderChanged, move_page
from courses.services.publish_edition import publish_edition
from officers.models.grant import Role
from officers.roles import NotPermitted
from tests.courses.cms import address, logged_in, words
from tests.courses.factories import make_course
from tests.courses.pages_factory import lesson_of, make_course_page, make_lesson_page
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db


def _tree(written: CoursePage, *, checked: bool = False) -> CourseTree:
    course = Course.objects.get(pk=written.course.pk)
    tree = course_tree(course, next_edition(course) if checked else None)
    assert tree is not None
    return tree


def _states(tree: CourseTree) -> dict[str, list[State]]:
    pages = [tree.page, *(page for module in tree.modules for page in (module.page, *module.activities))]
    return {page.title: [tag.state for tag in page.tags] for page in pages if page.tags}


def _titles(tree: CourseTree) -> list[tuple[str, list[str]]]:
    return [(module.page.title, [page.title for page in module.activities]) for module in tree.modules]


def _second_module(written: CoursePage) -> ModulePage:
    module: ModulePage = CoursePage.objects.get(pk=written.pk).add_child(instance=ModulePage(title="Otro"))
    return module


def test_each_page_says_what_became_of_it_since_the_edition(written: CoursePage) -> None:
    publish_edition(course=written.course, by=None, notes="")
    assert _states(_tree(written)) == {}
    module = ModulePage.objects.get()
    make_lesson_page(module, title="Nueva")
    make_lesson_page(module, title="Retirada").unpublish()
    module = ModulePage.objects.get()
    module.add_child(instance=LessonPage(title="Borrador", live=False))
    first, second = lesson_of(written), lesson_of(written, "Lección 2")
    first.lede = "Otra"
    first.save_revision().publish()
    second.save_revision()
    assert _states(_tree(written)) == {
        "Lección 1": [State.CHANGED], "Lección 2": [State.NEWER_DRAFT], "Nueva": [State.NEW],
        "Retirada": [State.LEFT_OUT], "Borrador": [State.DRAFT],
    }  # fmt: skip


def test_problems_and_differences_to_the_letter_are_found_when_they_are_asked_for(
    written: CoursePage, director: Client
) -> None:
    publish_edition(course=written.course, by=None, notes="")
    LessonPage.objects.filter(pk=lesson_of(written).pk).update(body="[]")
    CoursePage.objects.filter(pk=written.pk).update(lede="Otra")
    assert _states(_tree(written)) == {}
    expected = {written.title: [State.CHANGED], "Lección 1": [State.CHANGED, State.PROBLEM]}
    assert _states(_tree(written, checked=True)) == expected
    message = next(problem.message for problem in next_edition(written.course).problems)
    assert message in words(director.get(address("tree", written), {"check": "1"}))
    assert message not in words(director.get(address("tree", written)))


def test_the_tree_costs_the_same_for_many_activities_as_for_few(director: Client, written: CoursePage) -> None:
    def statements() -> int:
        director.get(address("tree", written))
        with CaptureQueriesContext(connection) as held:
            assert director.get(address("tree", written)).status_code == 200
        return len(held)

    lesson_of(written).save_revision()
    few = statements()
    for n in range(12):
        lesson = make_lesson_page(ModulePage.objects.get(), title=f"Más {n}")
        if n % 2:
            lesson.save_revision()
    assert statements() == few


def test_totals_are_those_of_the_newest_drafts_and_leave_out_what_is_left_out(written: CoursePage) -> None:
    first, second = lesson_of(written), lesson_of(written, "Lección 2")
    first.minutes, first.lede = 95, "Dos palabras"
    first.save_revision()
    second.unpublish()
    tree = _tree(written)
    assert (tree.size.minutes, tree.size.words) == (95, 3)
    assert (str(tree.hours), tree.declared, tree.missing) == ("2.1", 8, 8 * 45 - 95)


def test_words_are_counted_where_somebody_reads_them() -> None:
    body = [
        {"type": "text", "value": "<p>El caso&nbsp;del <b>parque</b></p>", "id": "1"},
        {"type": "heading", "value": {"level": "2", "text": "Dos palabras"}, "id": "2"},
        {"type": "callout", "value": {"style": "legal", "title": "Ley", "text": "<p>Art. 5</p>"}, "id": "3"},
        {"type": "image", "value": {"image": 7, "alt": "no se cuenta", "caption": "", "credit": "PNP"}, "id": "4"},
        {"type": "case", "value": {"title": "", "text": "", "questions": [{"type": "item", "value": "¿Y ahora?"}]}},
    ]
    assert words_of(stream_of(body)) == 4 + 2 + 3 + 2
    assert stream_of("no es JSON") == stream_of(None) == []


def test_buttons_move_a_page_and_the_move_can_be_taken_back(director: Client, written: CoursePage) -> None:
    _second_module(written)
    shown = _tree(written)
    down = shown.modules[0].activities[1].down
    done = director.post(address("tree", written), {"move": down, "seen": shown.token}, follow=True)
    assert _titles(_tree(written)) == [("Módulo", ["Lección 1"]), ("Otro", ["Lección 2"])]
    back = done.context["back"]
    assert f'value="{back}"' in done.content.decode()
    director.post(address("tree", written), {"move": back, "seen": _tree(written).token})
    assert _titles(_tree(written)) == _titles(shown)
    assert Entry.objects.filter(act="page.move").count() == 2
    noted = PageLogEntry.objects.filter(page=lesson_of(written, "Lección 2"), action="wagtail.move")
    assert [entry.user_id for entry in noted] == [int(director.session["_auth_user_id"])] * 2


def test_modules_move_with_all_that_lies_in_them(director: Client, written: CoursePage) -> None:
    _second_module(written)
    tree = _tree(written)
    assert (tree.modules[0].page.up, tree.modules[1].page.down) == ("", "")
    director.post(address("tree", written), {"move": tree.modules[1].page.up, "seen": tree.token})
    assert _titles(_tree(written)) == [("Otro", []), ("Módulo", ["Lección 1", "Lección 2"])]


def test_a_move_after_somebody_elses_is_refused_and_shown_the_order_that_there_is(
    director: Client, written: CoursePage
) -> None:
    tree = _tree(written)
    move = tree.modules[0].activities[0].down
    director.post(address("tree", written), {"move": move, "seen": tree.token})
    now = _titles(_tree(written))
    late = director.post(address("tree", written), {"move": move, "seen": tree.token})
    assert late.status_code == 200
    assert str(OrderChanged()) in words(late)
    assert _titles(_tree(written)) == now == [("Módulo", ["Lección 2", "Lección 1"])]


@pytest.mark.parametrize("move", ["", "x", "1.2", "1.2.3.4", "99999.99999.0", "-1.2.3"])
def test_a_move_that_names_nothing_is_refused_with_a_sentence(director: Client, written: CoursePage, move: str) -> None:
    answer = director.post(address("tree", written), {"move": move, "seen": _tree(written).token})
    assert answer.status_code == 200
    assert "help-critical" in answer.content.decode()


def test_pages_stay_in_their_course_and_where_their_kind_may_stand(written: CoursePage) -> None:
    officer = logged_in(written, Role.AUTHOR)[1]
    other = make_course_page()
    lesson, module = lesson_of(written), ModulePage.objects.descendant_of(written).get()
    places = [
        (lesson.pk, written.pk), (lesson.pk, ModulePage.objects.descendant_of(other).get().pk),
        (module.pk, module.pk), (written.pk, written.pk), (lesson.pk, lesson.pk), (other.pk, module.pk),
    ]  # fmt: skip
    for page, parent in places:
        with pytest.raises(NoPlace):
            move_page(
                course=written.course, page=page, parent=parent, position=0, seen=order_token(written), by=officer
            )


def test_who_only_reads_the_course_sees_the_tree_and_moves_nothing(written: CoursePage) -> None:
    client, officer = logged_in(written, Role.REVIEWER)
    shown = client.get(address("tree", written))
    assert shown.status_code == 200
    assert 'name="move"' not in shown.content.decode()
    tree = _tree(written)
    move = tree.modules[0].activities[0].down
    client.post(address("tree", written), {"move": move, "seen": tree.token})
    assert _titles(_tree(written)) == _titles(tree)
    with pytest.raises(NotPermitted):
        move_page(course=written.course, page=1, parent=1, position=0, seen=tree.token, by=officer)
    elsewhere = make_course_page(make_course(area=make_area("intelligence", "Inteligencia")))
    stranger = logged_in(elsewhere, Role.AUTHOR)[0]
    assert stranger.get(address("tree", written)).status_code == 404


def test_a_page_takes_a_free_address_with_it_and_its_drafts_keep_it(written: CoursePage) -> None:
    officer = logged_in(written, Role.AUTHOR)[1]
    twin = make_lesson_page(_second_module(written), title="Lección 1")
    first = lesson_of(written.get_children().first())
    first.save_revision()
    move_page(
        course=written.course, page=first.pk, parent=twin.get_parent().pk, position=9, seen=order_token(written),
        by=officer,
    )  # fmt: skip
    moved = LessonPage.objects.get(pk=first.pk)
    assert moved.slug != twin.slug
    moved.get_latest_revision_as_object().save_revision().publish()
    assert [page.slug for page in LessonPage.objects.child_of(twin.get_parent())] == [twin.slug, moved.slug]
