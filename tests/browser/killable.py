"""The demo's settings, with the middleware that kills the process when a request asks for it."""

from lms.settings.dev import *  # noqa: F403
from lms.settings.dev import MIDDLEWARE

MIDDLEWARE = ["faults.middleware.FaultMiddleware", *MIDDLEWARE]
