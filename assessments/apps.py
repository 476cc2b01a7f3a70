"""Questions, exams, attempts and marks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Configuration of the app ``assessments``."""

    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Register the exam as a kind of activity and connect receivers."""
        from assessments import receivers  # noqa: F401, PLC0415
