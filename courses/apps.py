"""Curricula, editions, runs, enrolments, and who sees what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Configuration of the app ``courses``."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Register kinds of activity and connect receivers."""
        from courses import activities, lessons, notice_words, receivers  # noqa: F401, PLC0415

        activities.register(lessons.LessonKind())
        notice_words.register_words()
