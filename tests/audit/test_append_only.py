"""The audit is written once: past neither the ORM nor the database."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from audit.append_only import Immutable
from audit.models import Entry, Reading
from audit.services.record import record
from audit.services.record_reading import record_reading
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["entry", "reading"])
def line(request: pytest.FixtureRequest) -> Any:
    officer = make_officer()
    if request.param == "entry":
        return record(by=officer, act="test.done", on=officer, changed=["b", "a"], why="porque sí")
    return record_reading(by=officer, on=officer)


def test_a_line_says_who_what_on_what_when_and_why() -> None:
    officer = make_officer(given_names="Rosa", paternal_surname="Quispe", maternal_surname="")
    entry = record(by=officer, act="test.done", on=officer, changed=["b", "a"], why="porque sí")
    entry.refresh_from_db()
    assert (entry.actor_login, entry.actor_name) == (officer.login, "Rosa Quispe")
    assert (entry.on_model, entry.on_id) == ("officers.Officer", str(officer.pk))
    assert (entry.act, entry.changed, entry.why) == ("test.done", ["a", "b"], "porque sí")
    assert entry.at is not None


def test_the_system_has_no_name() -> None:
    assert record(by=None, act="test.swept", on=make_officer()).actor_login == ""


def test_a_line_names_fields_and_never_their_values() -> None:
    officer = make_officer(dni="41234567")
    entry = record(by=None, act="test.done", on=officer, changed=["dni"])
    assert "41234567" not in str(Entry.objects.filter(pk=entry.pk).values())


def test_it_goes_with_the_change_that_was_rolled_back() -> None:
    officer = make_officer()

    def change() -> None:
        with transaction.atomic():
            record(by=officer, act="test.done", on=officer)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda line: line.save(), lambda line: line.delete(), lambda line: type(line).objects.update(on_id="0"),
        lambda line: type(line).objects.all().delete(), lambda line: type(line).objects.bulk_update([line], ["on_id"]),
        lambda line: type(line).objects.filter(pk=line.pk).update(on_id="0"),
    ],
)  # fmt: skip
def test_the_orm_neither_changes_nor_deletes(line: Any, attempt: Any) -> None:
    with pytest.raises(Immutable):
        attempt(line)
    assert type(line).objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE {table} SET on_id = '0'", "DELETE FROM {table}"])
def test_the_database_neither_changes_nor_deletes(line: Any, statement: str) -> None:
    table = type(line)._meta.db_table
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))
    assert type(line).objects.get().on_id == line.on_id


def test_a_line_is_not_overwritten_by_its_key() -> None:
    officer = make_officer()
    entry = record(by=officer, act="test.done", on=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry(pk=entry.pk, act="other", on_model="x", on_id="1").save()
    assert Entry.objects.get().act == "test.done"
    assert not Reading.objects.exists()
