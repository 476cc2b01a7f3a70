"""Moving a run to a newer edition: who keeps, gains or loses what; all or nothing; what was shown is what is done."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.append_only import Immutable
from audit.models import Entry
from courses.edition_comparison import Difference
from courses.models import CourseRun, Edition, EditionItem, Enrolment, Outcome, RunMove
from courses.queries.move_effects import comparison, effects
from courses.queries.outline import outline
from courses.queries.pace import pace
from courses.queries.roster import Wanted, lines, roster
from courses.services.move_enrolments import CannotMove, OtherCourse, TooFewSeats, move_chosen
from courses.services.move_run import NotNewer, OtherEffects, move_run
from courses.services.record_outcome import record_outcome
from officers.models import Notice, Officer
from officers.notices import words_of
from officers.roles import NotPermitted
from tests.courses.factories import add_item, course_of, make_edition, make_enrolment, make_run
from tests.courses.test_roster import client_of, director_of
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db


def next_edition(edition: Edition, *, change: Sequence[str] = (), remove: Sequence[str] = (), add: int = 0,
                 **fields: Any) -> Edition:  # fmt: skip
    """Return the next edition of a course: the same activities, some (by label) changed, removed or new."""
    made = make_edition(course_of(edition), lessons=0, **fields)
    module = made.items.get()
    for item in edition.items.exclude(kind="module").order_by("order"):
        if item.label not in remove:
            payload = {**item.payload, "lede": "corregida"} if item.label in change else item.payload
            _add(made, module, item.title, item.label, activity_uuid=item.activity_uuid, kind=item.kind,
                 weight=item.weight, required=item.required, payload=payload)  # fmt: skip
    for n in range(add):
        _add(made, module, f"Nueva {n}", f"2.{n + 1}", kind="lesson", payload={"schema": 1, "n": n})
    return made


def _add(edition: Edition, module: EditionItem, title: str, label: str, **fields: Any) -> EditionItem:
    return add_item(edition, title=title, label=label, order=edition.items.count(), parent=module, **fields)


def lesson(run: CourseRun, label: str) -> Any:
    return run.edition.items.get(label=label).activity_uuid


def read(enrolment: Enrolment, *labels: str) -> Enrolment:
    for label in labels:
        record_outcome(enrolment=enrolment, activity=enrolment.edition.items.get(label=label).activity_uuid,
                       state="done", fraction=None, evidence="read", by=enrolment.officer)  # fmt: skip
    return enrolment


def move(run: CourseRun, to: Edition, again: Sequence[Any] = (), by: Any = None, **more: Any) -> RunMove:
    looked_at = effects(run.enrolments.open(), to, again=again).digest()
    return move_run(**{"run": run, "to": to, "again": again, "why": "Errata", "by": by or director_of(run),
                       "looked_at": looked_at, **more})  # fmt: skip


def done_of(enrolment: Enrolment) -> list[str]:
    found = Enrolment.objects.with_course().get(pk=enrolment.pk)
    return [each.label for each in outline(found).activities if each.done]


def test_a_mended_typo_costs_nobody_anything_and_those_who_learn_are_told() -> None:
    run = make_run(make_edition(lessons=3))
    half, new = read(make_enrolment(run=run), "1.1", "1.2"), make_enrolment(run=run)
    asking = make_enrolment(run=run, state="requested")
    to = next_edition(run.edition, change=["1.2"])
    before = Outcome.objects.count()
    made = move(run, to)
    assert (made.before, made.after, made.learning, made.completed) == (run.edition, to, 2, 0)
    assert CourseRun.objects.get(pk=run.pk).edition == to
    assert set(run.enrolments.values_list("edition", flat=True)) == {to.pk}
    assert done_of(half) == ["1.1", "1.2"]
    assert Outcome.objects.count() == before
    told = Notice.objects.filter(kind="enrolment.edition")
    assert set(told.values_list("officer", flat=True)) == {half.officer_id, new.officer_id}
    assert "2" in words_of(told[0])
    assert not Notice.objects.filter(officer=asking.officer).exists()
    assert Entry.objects.filter(act="run.move", on_id=str(run.pk), why="Errata").count() == 1


def test_a_lesson_ticked_must_be_read_again_and_the_first_reading_stays_on_record() -> None:
    run = make_run(make_edition(lessons=3))
    reader, other = read(make_enrolment(run=run), "1.1", "1.2"), make_enrolment(run=run)
    move(run, next_edition(run.edition, change=["1.1"]), [lesson(run, "1.1")])
    assert done_of(reader) == ["1.2"]
    assert list(reader.outcomes.order_by("pk").values_list("state", flat=True)) == ["done", "done", "started"]
    assert other.outcomes.count() == 0
    assert "1.1 Lección 1" in words_of(Notice.objects.get(officer=reader.officer, kind="enrolment.edition"))


def test_an_unchanged_lesson_is_not_to_be_read_again_though_somebody_asks_for_it() -> None:
    run = make_run(make_edition(lessons=3))
    reader = read(make_enrolment(run=run), "1.1")
    made = move(run, next_edition(run.edition, change=["1.2"]), [lesson(run, "1.1")])
    assert (done_of(reader), made.again) == (["1.1"], [])


def test_who_completed_stays_completed_with_his_edition_and_who_learns_has_more_to_do() -> None:
    run = make_run(make_edition(lessons=1))
    old = run.edition
    completed, learning = read(make_enrolment(run=run), "1.1"), make_enrolment(run=run)
    to = next_edition(old, add=1)
    move(run, to)
    completed.refresh_from_db()
    assert (completed.state, completed.edition) == ("completed", old)
    assert done_of(completed) == ["1.1"]
    run.refresh_from_db()
    steps = pace(run, at=timezone.now())
    shown = lines(roster(run, Wanted(), steps), steps, with_marks=False)
    counts = {line.login: (line.done, line.required) for line in shown}
    assert counts == {completed.officer.login: (1, 1), learning.officer.login: (0, 2)}
    read(Enrolment.objects.get(pk=learning.pk), "1.1")
    learning.refresh_from_db()
    assert learning.state == "active"
    read(learning, "2.1")
    assert Enrolment.objects.get(pk=learning.pk).state == "completed"


def test_whoever_lacked_only_what_is_removed_completes_with_the_mark_of_what_is_left() -> None:
    edition = make_edition(lessons=2)
    exam = add_item(edition, kind="lesson", title="Examen", label="1.3", order=3, weight="1/1")
    run = make_run(edition)
    lacking, behind = read(make_enrolment(run=run), "1.1"), make_enrolment(run=run)
    record_outcome(enrolment=lacking, activity=exam.activity_uuid, state="done", fraction=Fraction(4, 5), evidence="x",
                   by=None)  # fmt: skip
    made = move(run, next_edition(edition, remove=["1.2"]))
    lacking.refresh_from_db()
    assert (made.completed, lacking.state, lacking.final_mark) == (1, "completed", Decimal("16.00"))
    assert lacking.edition.number == 2
    assert Enrolment.objects.get(pk=behind.pk).state == "active"
    kinds = Notice.objects.filter(officer=lacking.officer).values_list("kind", flat=True)
    assert list(kinds) == ["enrolment.completed"]
    assert Entry.objects.filter(act="enrolment.complete", on_id=str(lacking.pk)).exists()


def test_what_is_removed_and_comes_back_is_done_still() -> None:
    run = make_run(make_edition(lessons=3))
    first, reader = run.edition, read(make_enrolment(run=run), "1.1")
    second = next_edition(first, remove=["1.1"])
    move(run, second)
    assert done_of(reader) == []
    run.refresh_from_db()
    third = next_edition(first)
    move(run, third)
    assert done_of(reader) == ["1.1"]
    assert [each.after.number for each in RunMove.objects.filter(run=run)] == [3, 2]


def test_what_was_looked_at_is_what_is_done_or_nothing_is() -> None:
    run = make_run(make_edition(lessons=3))
    reader = make_enrolment(run=run)
    to, again = next_edition(run.edition, change=["1.1"]), [lesson(run, "1.1")]
    looked_at = effects(run.enrolments.open(), to, again=again).digest()
    read(reader, "1.1")
    with pytest.raises(OtherEffects):
        move(run, to, again, looked_at=looked_at)
    assert CourseRun.objects.get(pk=run.pk).edition != to
    assert done_of(reader) == ["1.1"]
    assert not RunMove.objects.exists()


def test_a_run_moves_forward_in_its_course_while_it_lasts_by_whoever_may_plan_it() -> None:
    run = make_run()
    newer = next_edition(run.edition, change=["1.1"])
    now = timezone.now()
    past = make_run(run.edition, ends_at=now, enrolment_closes_at=now - timedelta(days=1))
    for held, to in ((run, make_edition()), (make_run(newer), run.edition), (run, run.edition), (past, newer)):
        with pytest.raises(NotNewer):
            move(held, to)
    with pytest.raises(NotPermitted):
        move(run, newer, by=make_officer())


def test_the_history_of_a_run_is_written_once() -> None:
    run = make_run()
    made = move(run, next_edition(run.edition, change=["1.1"]))
    made.why = "otra"
    with pytest.raises(Immutable):
        made.save()


def test_editions_are_compared_by_key_and_content_whatever_the_order() -> None:
    edition = make_edition(lessons=3)
    other = next_edition(edition, change=["1.2"], remove=["1.3"], add=1)
    found = {each.part.label: each.difference for each in comparison(edition, other)}
    assert found == {
        "1.1": Difference.SAME, "1.2": Difference.CHANGED, "2.1": Difference.ADDED, "1.3": Difference.REMOVED
    }  # fmt: skip


def test_moving_100_takes_as_many_statements_as_moving_3() -> None:
    counts = []
    for many in (3, 100):  # SQLite takes some 140 rows into one statement
        run = make_run(make_edition(lessons=4))
        _fill(run, many)
        to, again = next_edition(run.edition, change=["1.1"], remove=["1.4"], add=1), [lesson(run, "1.1")]
        by, looked_at = director_of(run), effects(run.enrolments.open(), to, again=again).digest()
        with CaptureQueriesContext(connection) as seen:
            move(run, to, again, by=by, looked_at=looked_at)
        counts.append(len(seen))
        assert Outcome.objects.filter(enrolment__run=run, state="started").count() == many
    assert counts[0] == counts[1], [query["sql"][:90] for query in seen]


def _fill(run: CourseRun, many: int) -> None:
    unit, rank, cip = make_unit(), make_rank(), 71_000_001 + Officer.objects.count() * 1000
    officers = Officer.objects.bulk_create(
        Officer(login=str(cip + n), cip=str(cip + n), given_names="Ana", paternal_surname="Ríos",
                search_name=f"rios ana {n}", unit=unit, rank=rank)
        for n in range(many)
    )  # fmt: skip
    rows = Enrolment.objects.bulk_create(
        Enrolment(officer=each, run=run, edition=run.edition, course=course_of(run.edition), state="active")
        for each in officers
    )
    for row in rows:
        row.progress.create(activity_uuid=lesson(run, "1.1"), state="done")


# Officers to a run of another edition ------------------------------------------------------------


def test_officers_move_to_a_run_of_another_edition_with_what_is_the_same() -> None:
    run = make_run(make_edition(lessons=2))
    other = make_run(next_edition(run.edition, change=["1.1"], add=1))
    reader = read(make_enrolment(run=run), "1.1")
    moved = move_chosen(run=run, to=other, chosen=run.enrolments.all(), by=director_of(run), why="Turno")
    reader.refresh_from_db()
    assert (moved.count, reader.run, reader.edition, done_of(reader)) == (1, other, other.edition, ["1.1"])
    with pytest.raises(OtherCourse):
        move_chosen(run=run, to=make_run(), chosen=run.enrolments.all(), by=_everywhere(run), why="x")


def _everywhere(run: CourseRun) -> Officer:
    officer = make_officer()
    grant(officer, "training_director")
    return officer


def test_nobody_is_moved_while_somebody_cannot_be_unless_he_may_stay() -> None:
    run = make_run()
    other = make_run(run.edition)
    been, free = make_enrolment(run=run), make_enrolment(run=run)
    make_enrolment(been.officer, other, state="withdrawn", ended_at=timezone.now())
    by = director_of(run)
    with pytest.raises(CannotMove) as refused:
        move_chosen(run=run, to=other, chosen=run.enrolments.all(), by=by, why="Turno")
    assert been.officer.login in str(refused.value)
    assert free.officer.login not in str(refused.value)
    assert run.enrolments.count() == 2
    moved = move_chosen(run=run, to=other, chosen=run.enrolments.all(), by=by, why="Turno", leave=True)
    assert (moved.count, moved.stayed) == (1, 1)
    assert list(run.enrolments.all()) == [been]


def test_a_full_run_of_another_edition_takes_nobody() -> None:
    run = make_run()
    other = make_run(next_edition(run.edition, change=["1.1"]), capacity=1)
    for _n in range(2):
        make_enrolment(run=run)
    with pytest.raises(TooFewSeats):
        move_chosen(run=run, to=other, chosen=run.enrolments.all(), by=director_of(run), why="Turno")
    assert run.enrolments.count() == 2


# In the CMS --------------------------------------------------------------------------------------


def test_the_page_says_what_differs_and_names_whom_it_concerns_and_moves_what_it_showed() -> None:
    run = make_run(make_edition(lessons=3))
    reader = read(make_enrolment(make_officer(paternal_surname="Quispe"), run), "1.1")
    make_enrolment(run=run)
    to = next_edition(run.edition, change=["1.1"], add=1)
    client = client_of(director_of(run))
    home = client.get(f"/admin/runs/{run.uuid}/editions/").content.decode()
    assert "Move to edition 2" in home
    address = f"/admin/runs/{run.uuid}/editions/2/"
    again = str(lesson(run, "1.1"))
    page = client.get(address, {"again": again, "group": "again"})
    text = page.content.decode()
    assert "Quispe" in text
    assert "reads again: 1.1 Lección 1" in text
    assert "a lesson is to be read again" in text
    seen = page.context["shown"].digest
    body = {"seen": seen, "again": again, "why": ""}
    assert client.post(address, body).status_code == 200
    assert client.post(address, {**body, "why": "Errata"}).status_code == 302
    assert CourseRun.objects.get(pk=run.pk).edition == to
    assert done_of(reader) == []
    assert "2 instead of 1" in client.get(f"/admin/runs/{run.uuid}/editions/").content.decode()
    assert client.get(address).status_code == 404


def test_a_page_that_grew_old_is_shown_again_with_the_reason_kept() -> None:
    run = make_run(make_edition(lessons=3))
    reader = make_enrolment(run=run)
    next_edition(run.edition, change=["1.1"])
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/editions/2/"
    again = str(lesson(run, "1.1"))
    seen = client.get(address, {"again": again}).context["shown"].digest
    read(reader, "1.1")
    page = client.post(address, {"seen": seen, "again": again, "why": "Por la errata"})
    assert "The effects are others by now" in page.content.decode()
    assert "Por la errata" in page.content.decode()
    nonsense = client.get(address, {"again": ["x", "\x00"], "group": "y", "page": "9" * 400})
    assert nonsense.status_code == 200
    assert client_of(director_of(make_run())).get(address).status_code == 404
