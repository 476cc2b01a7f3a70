"""A backup, restored into an empty place, is the same database and the same files; what is not whole is refused."""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.db.utils import ConnectionHandler

from audit.append_only import AppendOnly
from audit.services.record import record
from courses.frozen_files import path_of
from lms.backup import databases
from lms.backup.make import make_backup
from lms.backup.manifest import NotABackup
from lms.backup.restore import NotEmpty, restore, verify
from lms.health import newest_migrations
from lms.models import LastRun
from lms.queries.operation import BACKUP_LATE, last_run
from tests.officers.factories import make_officer

TRIGGERS = {
    "postgresql": "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name = 'append_only'",
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only%'",
}
FACTS: dict[str, Any] = {"product": "0.1.0", "migrations": ["audit.0001_initial"]}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Any]:
    """A connection to an empty database of the kind in use."""
    at = {**connections.settings["default"]}
    if connection.vendor == "sqlite":
        at["NAME"] = str(tmp_path / "restored.sqlite3")
        made = ConnectionHandler({"default": at})["default"]
        yield made
        made.close()
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    made = ConnectionHandler({"default": {**at, "NAME": name}})["default"]
    yield made
    made.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    """A folder of private files with two in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for name, content in {"documents/tmp orden.pdf": b"papel", path_of("ab" * 32): b"foto"}.items():
        (settings.MEDIA_ROOT / name).parent.mkdir(parents=True)
        (settings.MEDIA_ROOT / name).write_bytes(content)
    return Path(settings.MEDIA_ROOT)


def rows(database: Any) -> dict[str, list[Any]]:
    """Return every row of every table of ours, as the database gives it."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    with database.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def small(path: Path) -> Any:
    """Return a connection to a database of SQLite: what is asked with it is about the file of a backup."""
    at = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}}
    return ConnectionHandler({"default": at})["default"]


def small_backup(tmp_path: Path, media: Path) -> Path:
    """Return a backup of a database of one table."""
    source = small(tmp_path / "small")
    with source.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id integer)")
    return make_backup(folder=tmp_path / "backups", connection=source, media=media, **FACTS)


@pytest.mark.django_db(transaction=True)
def test_what_is_restored_is_what_was_backed_up(media: Path, empty: Any, tmp_path: Path, capsys: Any):
    officer = make_officer(given_names="Ñusta Zoé")
    record(by=officer, act="officer.register", on=officer, why="prueba")
    before = rows(connection)
    assert last_run(LastRun.Work.BACKUP, BACKUP_LATE).is_late
    call_command("backup", str(tmp_path / "backups"))
    noted = last_run(LastRun.Work.BACKUP, BACKUP_LATE)
    made = tmp_path / "backups" / noted.facts["file"]
    assert (noted.is_late, made.stat().st_mode & 0o777) == (False, 0o600)
    assert str(made) in capsys.readouterr().out
    call_command("restore", str(made), "--verify-only")
    with pytest.raises(CommandError, match=r"Nothing was restored\. The database has tables"):
        call_command("restore", str(made))

    known = {f"{app}.{name}" for app, name in newest_migrations()}
    restore(file=made, connection=empty, media=tmp_path / "restored", known_migrations=known)
    assert rows(empty) == before
    assert files(tmp_path / "restored") == files(media)
    with empty.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        assert {table for (table,) in cursor.fetchall()} == {
            model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)
        }
        with pytest.raises(DatabaseError, match="written once"):
            cursor.execute("UPDATE audit_entry SET why = ''")


@pytest.mark.django_db
def test_a_place_that_is_not_empty_and_a_newer_version_are_refused_before_anything_is_written(
    media: Path, tmp_path: Path
):
    made, free, place = small_backup(tmp_path, media), small(tmp_path / "free"), tmp_path / "place"
    with pytest.raises(NotEmpty, match="files"):
        restore(file=made, connection=free, media=media, known_migrations=FACTS["migrations"])
    with pytest.raises(NotEmpty, match="tables"):
        restore(file=made, connection=small(tmp_path / "small"), media=place, known_migrations=FACTS["migrations"])
    with pytest.raises(NotABackup, match="newer version"):
        restore(file=made, connection=free, media=place, known_migrations=[])
    assert databases.is_empty(free)
    assert not place.exists()


@pytest.mark.django_db
def test_a_backup_that_was_cut_off_or_altered_is_refused(media: Path, tmp_path: Path):
    (media / "a.pdf").write_bytes(b"papel" * 100)
    whole = small_backup(tmp_path, media)
    assert verify(whole).files["media/a.pdf"] == hashlib.sha256(b"papel" * 100).hexdigest()
    content = whole.read_bytes()
    altered = tmp_path / "altered.tar"
    for wrong in (
        content.replace(b"papelpapel", b"papelPAPEL", 1), content[: len(content) // 2], content[:2000], b"", b"no",
    ):  # fmt: skip
        altered.write_bytes(wrong)
        with pytest.raises(NotABackup):
            verify(altered)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "media/../../outside"])
def test_a_file_that_would_lie_outside_is_refused(tmp_path: Path, name: str):
    crafted = tmp_path / "crafted.tar"
    with tarfile.open(crafted, "w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(NotABackup, match="no backup of ours"):
        verify(crafted)


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lms.backup.make.dump", full)
    with pytest.raises(OSError, match="No space"):
        small_backup(tmp_path, tmp_path / "media")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_program_of_postgresql_that_is_missing_or_old_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(databases.ProgramMissing, match="pg_dump is not installed: apt-get install postgresql-client-"):
        databases.dump(connection, tmp_path / "copy")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    with pytest.raises(databases.ProgramMissing, match="of version 9"):
        databases.dump(connection, tmp_path / "copy")
