"""What was intended and what was acknowledged, line by line, on the disk before anything else happens."""

import asyncio
import json
import os
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any

__all__ = ["Journal"]


@dataclass
class Journal:
    """A file of JSON lines, each flushed to the disk: it stands whatever becomes of the server.

    ``intended``: an answer is about to be sent for the first time. ``acknowledged``: the server said that it is saved,
    and how it stands. ``told``: a browser's page said so of what was chosen. ``finished``: a learner saw the review.
    """

    path: Path
    acknowledged: int = 0
    _file: TextIOWrapper | None = None
    _grown: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, what: str, **values: Any) -> None:
        """Add one line and flush it."""
        if self._file is None:
            self._file = self.path.open("a")
        self._file.write(json.dumps({"what": what, **values}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        if what == "acknowledged":
            self.acknowledged += 1
            self._grown.set()

    async def reached(self, count: int) -> None:
        """Wait until so many answers have been acknowledged."""
        while self.acknowledged < count:
            self._grown.clear()
            await self._grown.wait()

    def close(self) -> None:
        """End the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
