"""Settings of the test suite: the databases are real, everything else is small."""

import os
import tempfile
from pathlib import Path

from lms.settings.base import *  # noqa: F403
from lms.settings.databases import database

SECRET_KEY = "only-for-tests"  # noqa: S105
RECEIPT_KEY = "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtLTI="
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or "sqlite://:memory:")}
if os.environ.get("TEST_DATABASE_NAME"):
    DATABASES["default"].setdefault("TEST", {})["NAME"] = os.environ["TEST_DATABASE_NAME"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="aula-media-"))
STORAGES = {
    "default": {"BACKEND": "courses.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
#: Tasks are rows here too; a test that wants one run calls the task's service itself.
PASSWORD_HASHERS = ["officers.hashers.StationArgon2PasswordHasher"]
