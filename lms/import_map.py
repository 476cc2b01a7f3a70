"""The import map of ``base.html``: bare names of our ES modules and the hashed addresses of their files.

``aula/<name>`` stands for ``static/js/<name>.js``. A module imports another by that name, since the rewriting
of addresses inside modules is still an experiment in Django. The map is the only inline element of a page; the
content security policy allows it by hash.
"""

import base64
import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

_MODULES = Path(__file__).resolve().parents[1] / "static" / "js"


def _build() -> str:
    names = sorted(path.stem for path in _MODULES.glob("*.js"))
    if not names:
        return ""
    addresses = {f"aula/{name}": staticfiles_storage.url(f"js/{name}.js") for name in names}
    return json.dumps({"imports": addresses}, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _built_once() -> str:
    return _build()


def import_map_json() -> str:
    """Return the map as JSON, empty while there are no modules; built once, in development at each call."""
    return _build() if settings.DEBUG else _built_once()


def import_map_hash() -> str:
    """Return the source expression (``'sha256-…'``) that lets the map pass ``script-src``, or nothing."""
    return _hash_of(import_map_json())


@lru_cache(maxsize=4)
def _hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else ""
