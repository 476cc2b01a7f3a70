"""The lines of the audit, and the readings of reserved material."""

from audit.models.entry import Entry
from audit.models.reading import Reading

__all__ = ["Entry", "Reading"]
