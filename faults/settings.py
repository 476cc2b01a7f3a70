"""The bench's settings, which are production's, with what kills a process when a request asks for it."""

import os

from bench.settings import *  # noqa: F403
from bench.settings import CACHES, INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "faults"]
MIDDLEWARE = ["faults.middleware.FaultMiddleware", *MIDDLEWARE]
if os.environ.get("FAULTS_UNGUARDED") == "forgiving cache":
    CACHES["default"]["BACKEND"] = "django.core.cache.backends.redis.RedisCache"
