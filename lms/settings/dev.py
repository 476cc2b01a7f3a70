"""The embedded product: SQLite and one machine. ``make demo`` runs on these settings."""

import os

from django.core.management.utils import get_random_secret_key

from lms.settings.base import *  # noqa: F403
from lms.settings.base import VAR_DIR
from lms.settings.databases import database

VAR_DIR.mkdir(exist_ok=True)
_secret = VAR_DIR / "secret_key"
if not _secret.exists():
    _secret.touch(mode=0o600)
    _secret.write_text(get_random_secret_key())
SECRET_KEY = _secret.read_text()

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'demo.sqlite3'}")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
VERIFICATION_BASE_URL = WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
