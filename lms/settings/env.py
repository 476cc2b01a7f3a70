"""Reading settings from the environment, collecting every problem before saying anything."""

import base64
import binascii
import os

from django.core.exceptions import ImproperlyConfigured


def is_key(text: str) -> bool:
    """Whether a text is 32 bytes in base64: an Ed25519 key, private or public."""
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


class Environment:
    """Reads variables and remembers what is wrong, so that one message can name all of it."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """Return a variable's text; without a default it is required."""
        value = os.environ.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.problems.append(f"{name} is not set.")
            return ""
        return default

    def number(self, name: str, default: int) -> int:
        """Return a variable as a whole number of zero or more."""
        value = os.environ.get(name, "").strip()
        if not value:
            return default
        if not value.isdigit():
            self.problems.append(f"{name} must be a whole number, not {value!r}.")
            return default
        return int(value)

    def words(self, name: str, default: str | None = None) -> list[str]:
        """Return a comma-separated variable as a list."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def truth(self, name: str, *, default: bool) -> bool:
        """Return a variable that is ``1``/``true``/``yes`` or ``0``/``false``/``no``."""
        value = os.environ.get(name, "").strip().lower()
        if not value:
            return default
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        self.problems.append(f"{name} must be yes or no, not {value!r}.")
        return default

    def require(self, fine: bool, problem: str) -> None:
        """Remember ``problem`` unless ``fine``."""
        if not fine:
            self.problems.append(problem)

    def refuse_problems(self) -> None:
        """Raise one ``ImproperlyConfigured`` that names everything found wrong."""
        if self.problems:
            listed = "\n".join(f"  - {problem}" for problem in self.problems)
            raise ImproperlyConfigured(f"The settings are not safe to start with:\n{listed}\nSee docs/settings.md.")
