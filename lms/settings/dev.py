"""The embedded product: SQLite and one machine. ``make demo`` runs on these settings."""

import base64
import os
import secrets
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from lms.settings import base
from lms.settings.base import *  # noqa: F403
from lms.settings.databases import database

#: Everything that this installation writes lies here.
VAR_DIR = Path(os.environ.get("VAR_DIR") or base.VAR_DIR)
VAR_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"

_secret = VAR_DIR / "secret_key"
if not _secret.exists():
    _secret.touch(mode=0o600)
    _secret.write_text(get_random_secret_key())
SECRET_KEY = _secret.read_text()

_receipt_key = VAR_DIR / "receipt_key"
if not _receipt_key.exists():
    _receipt_key.touch(mode=0o600)
    _receipt_key.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
RECEIPT_KEY = _receipt_key.read_text()

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'demo.sqlite3'}")}
#: Processes share it, so that limits are one and sessions are read from it; a file cache needs no server.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}}
PUBLIC_URL = VERIFICATION_BASE_URL = WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
