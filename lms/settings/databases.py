"""How each database is opened: the same promises on PostgreSQL and on SQLite."""

from typing import Any

import dj_database_url


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at ``url``.

    SQLite: WAL, every commit flushed (``synchronous=FULL``), writers take turns from the start of
    their transaction (``IMMEDIATE``), so that what PostgreSQL does by row locks holds here as well.
    PostgreSQL: persistent connections that are checked, bound parameters on the server, prepared
    statements.
    """
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;"
            ),
        }
        config["CONN_MAX_AGE"] = None
    else:
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "server_side_binding": True, "prepare_threshold": 3}
        config["CONN_MAX_AGE"] = None
        config["CONN_HEALTH_CHECKS"] = True
        config["ENGINE"] = "lms.postgresql"
    return config
