"""Former names recorded so far are searched, and the index of PostgreSQL holds them (``0004_search_index``)."""

from typing import Any

from django.db import migrations

from kernel.folding import fold

_INDEX = """
CREATE INDEX officer_search ON officers_officer
USING gin (search_name gin_trgm_ops, search_former gin_trgm_ops, login gin_trgm_ops, dni gin_trgm_ops)
WITH (gin_pending_list_limit = 512)
"""
_INDEX_BEFORE = """
CREATE INDEX officer_search ON officers_officer
USING gin (search_name gin_trgm_ops, login gin_trgm_ops, dni gin_trgm_ops)
WITH (gin_pending_list_limit = 512)
"""


def fill(apps: Any, schema_editor: Any) -> None:
    """Gather the former names of each officer; few have any."""
    names: dict[int, list[str]] = {}
    for former in apps.get_model("officers", "FormerName").objects.order_by("pk"):
        name = fold(f"{former.paternal_surname} {former.maternal_surname} {former.given_names}")
        names.setdefault(former.officer_id, []).append(name)
    officers = apps.get_model("officers", "Officer").objects
    for officer, borne in names.items():
        officers.filter(pk=officer).update(search_former=" ".join(borne))


def index(apps: Any, schema_editor: Any) -> None:
    """Make the index anew, with the new column."""
    _replace(schema_editor, _INDEX)


def index_before(apps: Any, schema_editor: Any) -> None:
    """Make it as it was."""
    _replace(schema_editor, _INDEX_BEFORE)


def _replace(schema_editor: Any, index: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX officer_search")
        schema_editor.execute(index)


class Migration(migrations.Migration):
    # An UPDATE and an index in one transaction: PostgreSQL refuses while triggers of foreign keys are pending, and
    # none of these columns has one.
    dependencies = [("officers", "0014_former_names_are_found")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, index_before),
    ]
