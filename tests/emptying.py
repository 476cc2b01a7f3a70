"""Emptying PostgreSQL after a test that committed: back to the rows that migrations and installation left.

Django truncates every table, which takes PostgreSQL a second, and takes the rows of the migrations away. Most tables
have no row: those that have some are found with one statement and emptied, and what was kept is put back.
"""

from django.db import connection, transaction

__all__ = ["empty", "keep"]

#: Holds the rows to put back.
SCHEMA = "as_installed"


def keep() -> None:
    """Remember the rows that there are now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        for table in _filled():
            cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE "{table}"')


def empty() -> None:
    """Remove every row of a model's table, and put back what was kept; triggers that keep rows are off meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCHEMA])
        kept = [table for (table,) in cursor.fetchall()]
        tables = sorted({*kept, *_filled()})
        cursor.execute(
            ";".join(
                [
                    *(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables),
                    *(f'DELETE FROM "{table}"' for table in tables),
                    *(f'INSERT INTO "{table}" TABLE {SCHEMA}."{table}"' for table in kept),
                    "SET CONSTRAINTS ALL IMMEDIATE",
                    *(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables),
                ]
            )
        )


def _filled() -> list[str]:
    """Return the tables of models that have a row."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]
