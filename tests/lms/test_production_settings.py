"""Production starts on safe values only, says everything that is wrong at once, and outlives its cache."""

import base64
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.officers.factories import PASSWORD, make_officer

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "aula.example", "PUBLIC_URL": "https://aula.example",
    "DATABASE_URL": "postgresql://aula@127.0.0.1/aula", "REDIS_URL": "redis://127.0.0.1:6379/0",
    "RECEIPT_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    "MEDIA_ROOT": "/srv/aula/media", "LOGIN_HELP": "Mesa de ayuda", "PRIVACY_CONTACT": "Oficial de datos",
}  # fmt: skip


def _check(**variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env={**kept, "DJANGO_SETTINGS_MODULE": "lms.settings.production", **variables},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_good_values_pass_the_deployment_check() -> None:
    done = _check(**GOOD)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_one_message_names_everything_that_is_missing() -> None:
    done = _check()
    assert done.returncode != 0
    assert done.stderr.count("ImproperlyConfigured") == 1 or "are not safe to start with" in done.stderr
    assert [name for name in GOOD if f"{name} is not set." not in done.stderr] == []


def test_one_message_names_everything_that_is_unsafe() -> None:
    bad = {
        **GOOD, "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "*", "DATABASE_URL": "sqlite:///x.sqlite3",
        "REDIS_URL": "locmem", "PUBLIC_URL": "http://aula.example", "MEDIA_ROOT": "media",
        "RECEIPT_KEY": "c2hvcnQ=", "RECEIPT_OLD_KEYS": "x,y", "TRUSTED_PROXY_COUNT": "-1", "SSL_REDIRECT": "perhaps",
    }  # fmt: skip
    said = _check(**bad).stderr
    unsafe = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "MEDIA_ROOT",
              "RECEIPT_KEY", "RECEIPT_OLD_KEYS", "TRUSTED_PROXY_COUNT", "SSL_REDIRECT"]  # fmt: skip
    assert [name for name in unsafe if f"  - {name} must" not in said] == []


def test_no_value_of_a_secret_is_ever_said() -> None:
    said = _check(**{**GOOD, "SECRET_KEY": "a-short-secret", "DATABASE_URL": "mysql://aula:hunter2@db/aula"}).stderr
    assert "a-short-secret" not in said
    assert "hunter2" not in said


def test_the_table_of_settings_names_every_variable() -> None:
    source = (ROOT / "lms/settings/production.py").read_text()
    read = set(re.findall(r'env\.(?:text|number|words|truth)\("([A-Z_]+)"', source))
    table = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert read == table


@pytest.fixture
def no_redis(settings: Any) -> None:
    """A Redis that nobody answers for: port 9 discards, and nothing listens there."""
    settings.CACHES = {
        "default": {"BACKEND": "lms.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:9/0", "KEY_PREFIX": "t"}
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("no_redis")
class TestWithoutRedis:
    def test_the_cache_is_empty_and_says_no_error(self) -> None:
        cache.set("key", 1)
        assert cache.get("key", "nothing") == "nothing"
        assert cache.add("key", 1)
        assert cache.get_many(["key"]) == {}
        assert not cache.delete("key")
        with pytest.raises(ValueError, match="key"):
            cache.incr("key")

    def test_one_logs_in_and_opens_pages(self) -> None:
        officer, client = make_officer(password=PASSWORD), Client()
        client.post(reverse("account_login"), {"login": officer.login, "password": PASSWORD})
        assert SESSION_KEY in client.session
        assert client.get(reverse("officers:profile")).status_code == 200
        assert client.post(reverse("account_logout")).status_code == 302

    def test_guessing_is_limited_all_the_same(self) -> None:
        officer, client = make_officer(password=PASSWORD), Client()
        for _ in range(5):
            client.post(reverse("account_login"), {"login": officer.login, "password": "clave equivocada"})
        right = {"login": officer.login, "password": PASSWORD}
        assert client.post(reverse("account_login"), right).status_code == 429
