"""What the documentation says about roles is what the door does."""

from pathlib import Path

from officers.permissions_table import table

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_permissions_is_the_doors_own() -> None:
    """To renew it: print ``officers.permissions_table.table()`` into the file."""
    assert table() in (ROOT / "docs/permissions.md").read_text(encoding="utf-8")
