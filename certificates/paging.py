"""Pages of a list that may be very long, without counting to its end."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["BoundedPaginator"]


class BoundedPaginator(Paginator[Any]):
    """Counts to ``most`` and no further: counting a million rows costs more than showing fifty.

    Whoever has so many before him narrows the list; the pages past the bound are not offered.
    """

    most = 10_000

    @cached_property
    def count(self) -> int:
        """How many rows there are, or ``most``."""
        return min(self._counted, self.most)

    @property
    def is_bounded(self) -> bool:
        """Whether there are more than ``most``."""
        return self._counted > self.most

    @cached_property
    def _counted(self) -> int:
        return cast("QuerySet[Any]", self.object_list).order_by()[: self.most + 1].count()
