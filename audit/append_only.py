"""Rows that are written once: refused by the ORM, and by a trigger for whoever goes past it."""

from typing import Any, Never

from django.db import models
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation

__all__ = ["AppendOnly", "AppendOnlyQuerySet", "Immutable", "append_only_trigger"]


class Immutable(Exception):
    """A row that is written once was to be changed or deleted: an error of the program."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A queryset that adds and reads, and neither changes nor deletes."""

    def update(self, **kwargs: Any) -> Never:
        """Refuse."""
        raise Immutable(self.model._meta.label)

    def delete(self) -> Never:
        """Refuse."""
        raise Immutable(self.model._meta.label)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise Immutable(self.model._meta.label)


class AppendOnly(models.Model):
    """A row that is never changed or deleted; a correction is a new row that names the old one."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; refuse to write a second time."""
        if not self._state.adding:
            raise Immutable(self._meta.label)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise Immutable(self._meta.label)


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION aula_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME;
END $$
"""


def append_only_trigger(table: str, *, rebuilt: bool = False) -> Operation:
    """Return the migration step after which the database itself refuses to change rows of ``table``.

    Holds on PostgreSQL and SQLite for UPDATE and DELETE by row; TRUNCATE is for whoever owns the
    database. ``rebuilt``: for a table that had one and that SQLite builds anew, which loses it (PostgreSQL keeps its
    own); it stands as the first and the last step of the migration, for the way back and the way on.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)
            schema_editor.execute(
                f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION aula_append_only()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f'CREATE TRIGGER IF NOT EXISTS "append_only_{verb.lower()}_{table}" BEFORE {verb} ON "{table}" '
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
                )

    def backwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER append_only ON "{table}"')
        else:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(f'DROP TRIGGER "append_only_{verb.lower()}_{table}"')

    def again(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            forwards(apps, schema_editor)

    return RunPython(again, again) if rebuilt else RunPython(forwards, backwards)
