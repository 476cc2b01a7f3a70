"""A small disk that may be filled: a file system in memory, which only root may mount."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Disk", "mounted"]

_MEGABYTES = 500


@dataclass
class Disk:
    """Where the database lies. small: whether it is one of our own, which may be filled."""

    folder: Path
    small: bool

    def fill(self) -> None:
        """Leave no room."""
        block = bytes(65536)
        with (self.folder / "ballast").open("ab", buffering=0) as file:
            while block:
                try:
                    file.write(block)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    block = block[: len(block) // 2]

    def free(self) -> None:
        """Make room again."""
        (self.folder / "ballast").unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path) -> Iterator[Disk]:
    """Mount a small disk at a folder; where that is not allowed the folder is used as it is."""
    folder.mkdir()
    options = f"size={_MEGABYTES}m,mode=0755"
    command = ["mount", "-t", "tmpfs", "-o", options, "aula-faults", str(folder)]
    small = os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603
    try:
        yield Disk(folder, small)
    finally:
        if small:
            subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607
