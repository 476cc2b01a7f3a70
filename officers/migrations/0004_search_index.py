"""The index by which officers are found by any part of a name or a number.

What is new waits in a list that every search reads: 512 kB of it are read in a moment, and an import of 150,000 people
still fills the index by the heap (without the list it took ten times as long).

PostgreSQL only: SQLite, for an academy's few thousand people, reads them all. ``pg_trgm`` comes with Debian's
``postgresql`` and is a trusted extension: whoever owns the database may create it.
"""

from typing import Any

from django.db import migrations

_INDEX = """
CREATE INDEX officer_search ON officers_officer
USING gin (search_name gin_trgm_ops, login gin_trgm_ops, dni gin_trgm_ops)
WITH (gin_pending_list_limit = 512)
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
