"""An edition that is asked for: what was shown is frozen or nothing, by a task, and its page says how far it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from audit.models import Entry
from courses.models import Course, Edition, LessonPage, Publication
from courses.queries.next_edition import next_edition
from courses.queries.ready_pages import ready_revisions
from courses.services import make_asked_edition as making
from courses.services.ask_publication import BeingPublished, ask_publication
from courses.services.make_asked_edition import ChangedPages, make_asked_edition, resume_publications
from courses.services.publish_edition import publish_edition
from courses.subjects import Subject
from officers.models import Grant, Officer, Role
from officers.work_progress import progress_of
from tests.courses.cms import address, asked, logged_in, words
from tests.courses.factories import make_course, make_enrolment, make_run
from tests.courses.guideline_factory import make_guideline
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


def director_of(written: Any) -> Officer:
    officer = make_officer(is_staff=True)
    grant(officer, Role.TRAINING_DIRECTOR, area=written.course.area)
    return officer


def ask(subject: Subject, by: Officer) -> Publication:
    fresh: Subject = type(subject)._default_manager.get(pk=subject.pk)
    return ask_publication(
        subject=fresh, shown=next_edition(fresh).shown, revisions=ready_revisions(fresh), notes="Notas", by=by
    )


def settled(publication: Publication) -> Publication:
    make_asked_edition(publication_id=publication.pk)
    publication.refresh_from_db()
    return publication


def test_it_is_asked_for_followed_and_made_and_its_page_leads_to_it(written: Any) -> None:
    client, officer = logged_in(written, Role.TRAINING_DIRECTOR)
    answer = asked(client, address("publish", written), "La primera")
    row = Publication.objects.get()
    assert answer["Location"] == address("publication", written, row.public_id)
    assert not Edition.objects.exists()
    waiting = client.get(answer["Location"])
    assert "<progress" in waiting.content.decode()
    assert 'data-behaviour="follow-work"' in waiting.content.decode()
    assert answer["Location"] in client.get(address("publish", written)).content.decode()
    assert DBTaskResult.objects.filter(task_path="courses.tasks.make_edition").count() == 1
    edition = settled(row).edition
    assert edition is not None
    assert (edition.notes, edition.by, row.state) == ("La primera", officer, "published")
    told = progress_of(row)
    assert told is not None
    assert (told.done, told.total) == (4, 4)
    done = client.get(answer["Location"]).content.decode()
    assert "follow-work" not in done
    assert f'href="{address("editions", written)}#edition-1"' in done
    assert 'id="edition-1"' in client.get(address("editions", written)).content.decode()
    assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == ["edition.ask", "edition.publish"]


def test_a_guideline_is_asked_for_in_the_same_way() -> None:
    page = make_guideline()
    officer = make_officer()
    grant(officer, Role.TRAINING_DIRECTOR, area=page.guideline.area)
    edition = settled(ask(page.guideline, officer)).edition
    assert edition is not None
    assert edition.guideline == page.guideline


def test_what_became_ready_before_one_pressed_is_named_and_nothing_is_asked_for(written: Any) -> None:
    client, _officer = logged_in(written, Role.TRAINING_DIRECTOR)
    seen = client.get(address("publish", written)).context["seen"]
    lesson = lesson_of(written)
    lesson.lede = "Otra"
    lesson.save_revision().publish()
    answer = client.post(address("publish", written), {"notes": "Lo escrito se queda", "seen": seen})
    assert "Lección 1" in str(answer.context["form"].non_field_errors())
    assert "Lo escrito se queda" in answer.content.decode()
    assert not Publication.objects.exists()
    again = client.post(address("publish", written), {"notes": "Ahora sí", "seen": answer.context["seen"]})
    assert again.status_code == 302


def test_what_became_ready_after_one_pressed_is_not_published_and_the_page_names_it(written: Any) -> None:
    client, officer = logged_in(written, Role.TRAINING_DIRECTOR)
    row = ask(written.course, officer)
    lesson = lesson_of(written)
    lesson.lede = "Otra"
    lesson.save_revision().publish()
    assert settled(row).state == "refused"
    assert not Edition.objects.exists()
    shown = client.get(address("publication", written, row.public_id))
    assert "Lección 1" in shown.context["trouble"]
    assert address("publish", written) in shown.content.decode()


def test_what_changed_without_a_revision_is_not_published_either(written: Any) -> None:
    """A question of the bank, or a page that is ready anew in a revision that Wagtail wrote over."""
    row = ask(written.course, director_of(written))
    LessonPage.objects.filter(pk=lesson_of(written).pk).update(lede="Otra")
    assert settled(row).trouble["code"] == "changed_since_shown"
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda row: LessonPage.objects.update(body="[]"), "not_ready"),
        (lambda row: publish_edition(course=row.course, by=None, notes=""), "unchanged"),
        (lambda row: Grant.objects.update(withdrawn_at=timezone.now()), "not_permitted"),
    ],
)
def test_what_prevents_it_is_said_in_words(written: Any, spoil: Any, code: str) -> None:
    officer = director_of(written)
    row = ask(written.course, officer)
    spoil(row)
    assert settled(row).trouble["code"] == code
    client, _other = logged_in(written, Role.TRAINING_DIRECTOR)
    shown = client.get(address("publication", written, row.public_id))
    assert 'role="alert"' in shown.content.decode()
    assert shown.context["trouble"]
    assert "%" not in shown.context["trouble"]


def test_one_who_asks_while_one_is_made_is_told_by_whom_and_after_that_may_ask(written: Any) -> None:
    first, second = director_of(written), director_of(written)
    row = ask(written.course, first)
    with pytest.raises(BeingPublished) as refused:
        ask(written.course, second)
    assert str(first) in str(refused.value)
    settled(row)
    assert settled(ask(written.course, second)).trouble["code"] == "unchanged"


def test_made_twice_it_is_one_edition(written: Any) -> None:
    row = ask(written.course, director_of(written))
    assert make_asked_edition(publication_id=row.pk) is True
    assert make_asked_edition(publication_id=row.pk) is False
    assert Edition.objects.count() == 1


def test_what_a_worker_left_the_sweep_makes(written: Any) -> None:
    row = ask(written.course, director_of(written))
    assert resume_publications() == 0
    Publication.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert resume_publications() == 1
    row.refresh_from_db()
    assert row.state == "published"


def test_a_fault_leaves_no_edition_a_sentence_and_the_way_free(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = director_of(written)
    row = ask(written.course, officer)

    def broken(**_named: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(making, "publish_edition", broken)
        with pytest.raises(OSError, match="disk full"):
            make_asked_edition(publication_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.trouble["code"]) == ("refused", "program_failed")
    assert settled(ask(written.course, officer)).state == "published"


def test_of_another_course_it_does_not_exist(written: Any) -> None:
    row = ask(written.course, director_of(written))
    other = make_course_page(make_course(area=make_area("Otra")))
    client, _officer = logged_in(other, Role.TRAINING_DIRECTOR)
    assert client.get(address("publication", written, row.public_id)).status_code == 404
    assert client.get(address("publication", other, row.public_id)).status_code == 404
    author, _officer = logged_in(written, Role.AUTHOR)
    assert author.get(address("publication", written, row.public_id)).status_code == 404


def test_who_asks_with_nothing_shown_is_refused(written: Any) -> None:
    with pytest.raises(ChangedPages):
        ask_publication(
            subject=Course.objects.get(pk=written.course.pk), shown="-", revisions={}, notes="x",
            by=director_of(written),
        )  # fmt: skip
    client, _officer = logged_in(written, Role.TRAINING_DIRECTOR)
    for seen in ("", "x", "x 1:2 a:b", f"- {10**30}:1"):
        answer = client.post(address("publish", written), {"notes": "x", "seen": seen})
        assert (answer.status_code, Publication.objects.count()) == (200, 0)
        assert words(answer)


def test_the_page_names_the_runs_that_keep_their_edition(written: Any) -> None:
    edition = publish_edition(course=written.course, by=None, notes="")
    run = make_run(edition)
    make_enrolment(run=run)
    now = timezone.now()
    over = make_run(edition, enrolment_closes_at=now - timedelta(days=1), ends_at=now - timedelta(minutes=1))
    client, _officer = logged_in(written, Role.TRAINING_DIRECTOR)
    runs = client.get(address("publish", written)).context["runs"]
    assert [(line.code, line.edition, line.active) for line in runs] == [(run.code, 1, 1)]
    assert over.code not in words(client.get(address("publish", written)))
