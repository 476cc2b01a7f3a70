"""Production: PostgreSQL and Redis, everything from the environment, refusing what is unsafe.

The table of variables is in ``docs/settings.md``; a test holds it to this file.
"""

from pathlib import Path
from urllib.parse import urlsplit

from lms.settings.base import *  # noqa: F403
from lms.settings.databases import database
from lms.settings.env import Environment, is_key

env = Environment()

SECRET_KEY = env.text("SECRET_KEY")
env.require(
    len(SECRET_KEY) >= 50 and len(set(SECRET_KEY)) >= 10 if SECRET_KEY else True,
    "SECRET_KEY must have at least 50 characters and not repeat a few.",
)

RECEIPT_KEY = env.text("RECEIPT_KEY")
env.require(not RECEIPT_KEY or is_key(RECEIPT_KEY), "RECEIPT_KEY must be 32 random bytes in base64.")
RECEIPT_OLD_KEYS = env.words("RECEIPT_OLD_KEYS", "")
env.require(all(map(is_key, RECEIPT_OLD_KEYS)), "RECEIPT_OLD_KEYS must be public keys in base64, separated by commas.")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
env.require("*" not in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts, not '*'.")

_database_url = env.text("DATABASE_URL")
env.require(
    not _database_url or _database_url.startswith(("postgres://", "postgresql://")),
    "DATABASE_URL must name a PostgreSQL database (postgresql://user:password@host/name).",
)
DATABASES = {"default": database(_database_url)} if _database_url.startswith("postgres") else {}

_redis_url = env.text("REDIS_URL")
env.require(
    not _redis_url or _redis_url.startswith(("redis://", "rediss://", "unix://")),
    "REDIS_URL must begin with redis://, rediss:// or unix://.",
)
CACHES = {"default": {"BACKEND": "lms.cache.ForgivingRedisCache", "LOCATION": _redis_url, "KEY_PREFIX": "aula"}}

PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
env.require(not PUBLIC_URL or urlsplit(PUBLIC_URL).scheme == "https", "PUBLIC_URL must begin with https://.")
WAGTAILADMIN_BASE_URL = VERIFICATION_BASE_URL = PUBLIC_URL
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

_media_root = env.text("MEDIA_ROOT")
env.require(not _media_root or _media_root.startswith("/"), "MEDIA_ROOT must be an absolute path.")
MEDIA_ROOT = Path(_media_root)

ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.truth("SSL_REDIRECT", default=True)
#: Monitoring asks this machine itself, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.truth("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.truth("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.truth("SECURE_COOKIES", default=True)

LOGIN_HELP = env.text("LOGIN_HELP")
PRIVACY_CONTACT = env.text("PRIVACY_CONTACT")

_email_url = env.text("EMAIL_HOST", "")
if _email_url:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _email_url
    EMAIL_PORT = env.number("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("EMAIL_USER", "")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
    EMAIL_USE_TLS = env.truth("EMAIL_TLS", default=True)
    DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM")
    EMAIL_NOTICES = env.truth("EMAIL_NOTICES", default=True)

env.refuse_problems()
