"""What the system remembers of its own running."""

from lms.models.last_run import LastRun

__all__ = ["LastRun"]
