"""What the documentation says about roles is what the door does."""

from pathlib import Path

from officers.permissions_table import scopes, table

ROOT = Path(__file__).resolve().parents[2]


def test_the_tables_of_permissions_are_the_doors_own() -> None:
    """To renew them: print ``officers.permissions_table.table()`` and ``scopes()`` into the file."""
    page = (ROOT / "docs/permissions.md").read_text(encoding="utf-8")
    assert table() in page
    assert scopes() in page
