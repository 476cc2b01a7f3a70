"""Production as it is, plus a counter of statements, on a database that the bench made."""

import os
from pathlib import Path

from bench.counting import CountingCursor
from lms.settings.production import *  # noqa: F403
from lms.settings.production import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
STATIC_ROOT = Path(os.environ["BENCH_DIR"]) / "static"
DATABASES["default"]["OPTIONS"]["cursor_factory"] = CountingCursor
