"""``make bench-lists``: what lists, searches, rosters and records cost with as many rows as the whole police has."""

import os
import sys
import tempfile
from pathlib import Path

from bench.stage import Stage, postgresql, redis

DATABASE = "bench_lists"


def main() -> int:
    """Make the load where it is not there yet, and measure; 1 when a page sends too many statements."""
    base = os.environ.get("BENCH_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/"
    size = [
        f"--{name.lower()}={os.environ[name]}" for name in ("OFFICERS", "UNITS", "ENROLMENTS") if name in os.environ
    ]
    with (
        tempfile.TemporaryDirectory(prefix="aula-lists-") as folder,
        postgresql(base, DATABASE, keep=True) as url,
        redis() as (_, port),
    ):
        stage = Stage(Path(folder), url, f"redis://127.0.0.1:{port}/0")
        stage.manage("migrate", "-v0")
        stage.manage("collectstatic", "--noinput", "-v0")
        printed = stage.manage("measure_lists", *size)
        sys.stdout.write(printed)
        return int("OVER  statements" in printed)


if __name__ == "__main__":
    sys.exit(main())
