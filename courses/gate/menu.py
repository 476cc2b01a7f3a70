"""An entry of the CMS's menu for whoever holds an act."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from officers.models import Officer
from officers.roles import may_somewhere

__all__ = ["ActMenuItem"]


class ActMenuItem(MenuItem):
    """Shown to whoever holds the act somewhere, as a row of ``has(act)`` lets through."""

    def __init__(self, act: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer holds the act somewhere."""
        return isinstance(request.user, Officer) and may_somewhere(request.user, self.act)
