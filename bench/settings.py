"""Production as it is, plus a counter of statements, on a database that the bench made.

On SQLite, which production does not offer, with the database and the cache of an installation without servers.
"""

import os
from pathlib import Path

from bench.counting import CountingCursor
from lms.settings.databases import database
from lms.settings.production import *  # noqa: F403
from lms.settings.production import CACHES, DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
STATIC_ROOT = Path(os.environ.get("STATIC_DIR") or Path(os.environ["BENCH_DIR"]) / "static")
if os.environ.get("BENCH_SQLITE"):
    DATABASES["default"] = {**database(f"sqlite:///{os.environ['BENCH_SQLITE']}"), "ENGINE": "bench.sqlite"}
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(Path(os.environ["BENCH_DIR"]) / "cache"),
    }
else:
    DATABASES["default"]["OPTIONS"]["cursor_factory"] = CountingCursor
