"""Static files with hashed names, compressed, and the style sheet as one file."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import\s+url\("(?P<path>[^":]+\.css)"\)(?:\s+layer\((?P<layer>[\w.-]+)\))?\s*;')
_ADDRESS = re.compile(r'url\("(?P<path>[^":/#][^":]*)"\)')


def join_imports(name: str, *, read: Callable[[str], str]) -> str:
    """Return the style sheet ``name`` with its local imports in their place.

    An import into a layer becomes an ``@layer`` block, and relative addresses of what is imported are rewritten
    to start from ``name``. ``read`` gives the text of a file by its name; what it raises for a missing one passes.
    """
    folder = posixpath.dirname(name)

    def inlined(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match["path"]))
        text = _moved(join_imports(target, read=read), posixpath.dirname(target), folder).strip()
        return f"@layer {match['layer']} {{\n{text}\n}}" if match["layer"] else text

    return _IMPORT.sub(inlined, read(name))


def _moved(text: str, origin: str, target: str) -> str:
    """Return ``text`` with relative addresses that were right in ``origin`` made right in ``target``."""
    if origin == target:
        return text

    def rebased(match: re.Match[str]) -> str:
        return f'url("{posixpath.relpath(posixpath.join(origin, match["path"]), target or ".")}")'

    return _ADDRESS.sub(rebased, text)


class BundledManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, after ``css/site.css`` has been joined with what it imports.

    One request instead of thirty on a station's line. The joined text replaces the collected file; its parts are
    always read where ``collectstatic`` found them, so a second run joins afresh.
    """

    bundle = "css/site.css"

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Join the bundle, then hash and compress all files."""
        if not dry_run and self.bundle in paths:

            def read(name: str) -> str:
                storage, path = paths[name]
                with storage.open(path) as file:
                    return bytes(file.read()).decode()

            text = join_imports(self.bundle, read=read)
            self.delete(self.bundle)
            self._save(self.bundle, ContentFile(text.encode()))
            paths[self.bundle] = (self, self.bundle)
        yield from super().post_process(paths, dry_run=dry_run, **options)
