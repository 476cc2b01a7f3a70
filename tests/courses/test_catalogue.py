"""The catalogue and the course page: what is found, what is offered, and what does not exist for whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from courses.models import Edition, Enrolment
from courses.queries.catalogue import Wanted, catalogue_page
from kernel.canonical import sha256
from kernel.folding import fold
from tests.courses.factories import course_of, let_see, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import make_area, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def client_of(officer: Any = None) -> Any:
    client = Client()
    if officer is not None:
        client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def bare(answer: Any) -> Any:
    """The page without what differs from request to request."""
    return re.sub(r"[A-Za-z0-9]{64}", "token", answer.content.decode())


def titles(person: Any, **wanted: Any) -> Any:
    _page, cards = catalogue_page(person, Wanted(**wanted))
    return [card.title for card in cards]


def newer(edition: Any, **fields: Any) -> Any:
    """Publish the next edition of a course."""
    title = fields.pop("title", edition.title)
    return Edition.objects.create(
        course=course_of(edition), number=edition.number + 1, title=title, public_title=title, academic_hours=8,
        level="basic", payload={"schema": 1}, search_text=fold(title), sha256=sha256({"t": title}), **fields,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["analisis", "ANÁLISIS", "análisis  táctico", "tactico analisis", "anal", "Núnez"])
def test_search_forgives_accents_case_and_order(words: Any) -> None:
    make_edition(title="Análisis táctico de Nuñez")
    make_edition(title="Policía comunitaria")
    assert titles(make_officer(), words=words) == ["Análisis táctico de Nuñez"]


def test_search_asks_for_every_word_and_takes_signs_as_they_are() -> None:
    make_edition(title="Análisis táctico")
    officer = make_officer()
    assert titles(officer, words="análisis comunitaria") == []
    assert titles(officer, words="%") == titles(officer, words="_") == titles(officer, words="'") == []


def test_search_finds_a_course_by_its_code() -> None:
    edition = make_edition()
    assert titles(make_officer(), words=course_of(edition).code.lower()) == [edition.title]


def test_the_newest_edition_alone_stands_for_a_course() -> None:
    old = make_edition(title="Edición vieja")
    newer(old, title="Edición nueva")
    assert titles(make_officer()) == ["Edición nueva"]


def test_filters_narrow_by_area_level_hours_and_open_run() -> None:
    now = timezone.now()
    short, long = (
        make_edition(title="Corto"),
        make_edition(make_course(area=make_area("intel", "Inteligencia")), title="Largo"),
    )
    make_run(short)
    make_run(long, enrolment_opens_at=now + timedelta(days=1), enrolment_closes_at=now + timedelta(days=2))
    officer = make_officer()
    assert titles(officer, area="intel") == ["Largo"]
    assert titles(officer, level="basic") == ["Corto", "Largo"]
    assert titles(officer, level="advanced") == []
    assert titles(officer, hours="short") == ["Corto", "Largo"]
    assert titles(officer, hours="long") == []
    assert titles(officer, open_run=True) == ["Corto"]


def test_for_whoever_is_outside_a_reserved_course_is_in_no_list_no_count_and_no_filter() -> None:
    course = make_course(classification="reserved", area=make_area("secret-area", "Área MARCADOR"))
    make_run(make_edition(course, title="MARCADOR"))
    make_edition(title="Abierto")
    make_edition(make_course(classification="internal"), title="Interno")
    outside, inside = make_officer(), make_officer()
    let_see(course, officer=inside)
    assert titles(outside) == ["Abierto", "Interno"]
    assert titles(inside) == ["Abierto", "Interno", "MARCADOR"]
    for client, count in ((client_of(), "1 course"), (client_of(outside), "2 courses")):
        for query in ("", "?q=marcador", "?open_run=on"):
            page = client.get(f"/catalogue/{query}").content.decode()
            assert "MARCADOR" not in page
        assert count in client.get("/catalogue/").content.decode()
    assert "Área MARCADOR" in client_of(inside).get("/catalogue/").content.decode()
    hidden, unknown = (bare(client_of(outside).get(f"/catalogue/?area={code}")) for code in ("secret-area", "no-area"))
    assert hidden.replace("secret-area", "no-area") == unknown


def test_nothing_found_and_nothing_published_say_what_to_do() -> None:
    client = client_of(make_officer())
    assert "No course has been published yet" in client.get("/catalogue/").content.decode()
    make_edition()
    page = client.get("/catalogue/?q=zzz").content.decode()
    assert "No course fits all of this" in page
    assert 'value="zzz"' in page


@pytest.mark.parametrize("query", ["level=none", "hours=1", "area=x", "q=" + "a" * 101, "q=%00", "page=abc", "page=-1"])
def test_bad_filters_are_answered_by_a_sentence_and_the_list(query: Any) -> None:
    make_edition()
    answer = client_of().get(f"/catalogue/?{query}")
    assert answer.status_code == 200
    assert "1 course" in answer.content.decode()
    assert ('class="error"' in answer.content.decode()) is not query.startswith("page")


def test_htmx_gets_the_list_alone_and_caches_keep_both_apart() -> None:
    make_edition(title="Abierto")
    whole = client_of().get("/catalogue/")
    part = client_of().get("/catalogue/", headers={"hx-request": "true"})
    assert "<html" in whole.content.decode()
    assert part.content.decode().lstrip().startswith('<section id="courses"')
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]


def test_a_long_catalogue_has_pages_that_keep_the_filter() -> None:
    for n in range(30):
        make_edition(title=f"Curso {n:02d}")
    page = client_of().get("/catalogue/?q=curso").content.decode()
    assert "30 courses" in page
    assert "Curso 23" in page
    assert "Curso 24" not in page
    assert "q=curso&amp;page=2" in page
    assert "Curso 29" in client_of().get("/catalogue/?q=curso&page=2").content.decode()


def test_catalogue_costs_the_same_with_2_courses_and_with_20() -> None:
    officer = make_officer()
    client = client_of(officer)
    counts = []
    for size in (2, 18):
        for _n in range(size):
            make_enrolment(officer, make_run())
        client.get("/catalogue/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/catalogue/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7


# The course's own page ---------------------------------------------------------------------------


def test_the_course_page_tells_everybody_about_an_open_course() -> None:
    edition = make_edition(title="Abierto")
    make_run(edition)
    page = client_of().get(f"/catalogue/{course_of(edition).code.lower()}/").content.decode()
    for words in ("Abierto", "Lección 2", "8 academic hours", "Log in to enrol"):
        assert words in page


@pytest.mark.parametrize("classification", ["internal", "reserved"])
def test_anonymous_visitors_get_the_redirect_of_an_unknown_address(classification: Any) -> None:
    edition = make_edition(make_course(classification=classification))
    closed = client_of().get(f"/catalogue/{course_of(edition).code.lower()}/")
    unknown = client_of().get("/catalogue/zz-999/")
    nowhere = client_of().get("/no/such/address/")
    assert closed.status_code == unknown.status_code == nowhere.status_code == 302
    assert closed.url.replace(course_of(edition).code.lower(), "zz-999") == unknown.url
    assert nowhere.url.split("?")[0] == unknown.url.split("?")[0]
    assert dict(closed.headers).keys() == dict(unknown.headers).keys() == dict(nowhere.headers).keys()


def test_to_an_officer_outside_a_reserved_course_is_as_one_that_does_not_exist() -> None:
    edition = make_edition(make_course(classification="reserved"))
    client = client_of(make_officer())
    client.get("/catalogue/")
    with CaptureQueriesContext(connection) as for_hidden:
        hidden = client.get(f"/catalogue/{course_of(edition).code.lower()}/")
    with CaptureQueriesContext(connection) as for_unknown:
        unknown = client.get("/catalogue/zz-999/")
    assert hidden.status_code == unknown.status_code == 404
    assert bare(hidden).replace(course_of(edition).code.lower(), "zz-999") == bare(unknown)
    assert len(for_hidden) == len(for_unknown)


def test_a_course_without_edition_is_not_found() -> None:
    course = make_course()
    assert client_of(make_officer()).get(f"/catalogue/{course.code.lower()}/").status_code == 404


def test_one_button_enrols_and_leads_to_the_outline() -> None:
    run = make_run()
    officer = make_officer()
    client = client_of(officer)
    code = course_of(run.edition).code.lower()
    assert f'value="{run.uuid}"' in client.get(f"/catalogue/{code}/").content.decode()
    answer = client.post(f"/catalogue/{code}/enrol/", {"run": run.uuid})
    enrolment = Enrolment.objects.get()
    assert answer.url == f"/learn/{enrolment.uuid}/"
    page = client.get(f"/catalogue/{code}/").content.decode()
    assert "Continue" in page
    assert f'value="{run.uuid}"' not in page


def test_the_page_says_why_not_in_the_words_of_the_service() -> None:
    now = timezone.now()
    first, edition = make_edition(title="Primero"), make_edition()
    course_of(edition).prerequisites.add(course_of(first))
    make_run(edition)
    make_run(edition, enrolment_opens_at=now + timedelta(days=1), enrolment_closes_at=now + timedelta(days=2))
    client = client_of(make_officer())
    page = client.get(f"/catalogue/{course_of(edition).code.lower()}/").content.decode()
    assert "Complete first: Primero" in page
    assert "Enrolment opens on" in page
    run = edition.runs.order_by("enrolment_opens_at")[0]
    refused = client.post(f"/catalogue/{course_of(edition).code.lower()}/enrol/", {"run": run.uuid})
    assert refused.status_code == 409
    assert "Complete first: Primero" in refused.content.decode()


@pytest.mark.parametrize("run", ["", "x", "00000000-0000-0000-0000-000000000000", "' OR 1=1"])
def test_enrolling_in_a_run_that_is_none_is_not_found(run: Any) -> None:
    edition = make_edition()
    client = client_of(make_officer())
    assert client.post(f"/catalogue/{course_of(edition).code.lower()}/enrol/", {"run": run}).status_code == 404


def test_enrolling_in_a_run_of_another_course_through_an_open_one_is_not_found() -> None:
    hidden = make_run(make_edition(make_course(classification="reserved")))
    edition = make_edition()
    client = client_of(make_officer())
    for code in (course_of(edition).code, course_of(hidden.edition).code):
        assert client.post(f"/catalogue/{code.lower()}/enrol/", {"run": hidden.uuid}).status_code == 404


def test_a_learner_of_an_older_edition_reads_that_edition() -> None:
    old = make_edition(title="Edición uno", lessons=1)
    enrolment = make_enrolment(run=make_run(old))
    newer(old, title="Edición dos")
    client = client_of(enrolment.officer)
    assert "Edición uno" in client.get(f"/learn/{enrolment.uuid}/").content.decode()
    assert "Edición dos" in client.get(f"/catalogue/{course_of(old).code.lower()}/").content.decode()


def test_enrolling_and_withdrawing_are_posts() -> None:
    run = make_run()
    enrolment = make_enrolment(run=run)
    client = client_of(enrolment.officer)
    assert client.get(f"/catalogue/{course_of(run.edition).code.lower()}/enrol/").status_code == 405
    assert client.get(f"/learn/{enrolment.uuid}/withdraw/").status_code == 405
    too_long = client.post(f"/learn/{enrolment.uuid}/withdraw/", {"why": "x" * 301})
    assert too_long.status_code == 422
    assert "x" * 301 in too_long.content.decode()
    assert client.post(f"/learn/{enrolment.uuid}/withdraw/", {"why": "Traslado"}).url == "/learn/"
