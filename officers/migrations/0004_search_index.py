"""The index by which officers are found by any part of a name or a number.

PostgreSQL only: SQLite, for an academy's few thousand people, reads them all. ``pg_trgm`` comes with Debian's
``postgresql`` and is a trusted extension: whoever owns the database may create it.
"""

from typing import Any

from django.db import migrations

_INDEX = """
CREATE INDEX officer_search ON officers_officer
USING gin (search_name gin_trgm_ops, login gin_trgm_ops, dni gin_trgm_ops)
"""


def forwards(apps: Any, schema_editor: Any) -> None:
    """Create the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(_INDEX)


def backwards(apps: Any, schema_editor: Any) -> None:
    """Drop the index; the extension may serve others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX officer_search")


class Migration(migrations.Migration):
    dependencies = [("officers", "0003_former_names")]
    operations = [migrations.RunPython(forwards, backwards)]
