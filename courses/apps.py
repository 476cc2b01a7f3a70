"""Curricula, editions, runs, enrolments, and who sees what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Configuration of the app ``courses``."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Register kinds of activity and connect receivers."""
        from courses import (  # noqa: PLC0415
            activities,
            audit_words,
            content_kinds,
            glossary_files,
            learner_panels,
            lessons,
            lowering_proposals,
            notice_words,
            receivers,  # noqa: F401 - connects
            teaching_panel,
            unit_ties,
        )
        from courses.curriculum import kinds  # noqa: PLC0415
        from courses.gate import transfers  # noqa: F401, PLC0415
        from courses.grant_scopes import CourseScopes, RunScopes  # noqa: PLC0415
        from courses.held import scope_of  # noqa: PLC0415
        from courses.services.lower_classification import lower_proposed  # noqa: PLC0415
        from officers import proposals, scopes  # noqa: PLC0415
        from officers.models import Act, ScopeKind  # noqa: PLC0415

        activities.register(lessons.LessonKind())
        kinds.register(content_kinds.CourseFiles())
        kinds.register(content_kinds.MediaFiles())
        kinds.register(content_kinds.GuidelineFiles())
        kinds.register(content_kinds.ModuleFiles())
        kinds.register(content_kinds.LessonFiles())
        kinds.register(glossary_files.GlossaryFiles())
        notice_words.register_words()
        learner_panels.register(teaching_panel.teaching_panel)
        audit_words.register_words()
        unit_ties.register_ties()
        scopes.register(ScopeKind.COURSE, CourseScopes())
        scopes.register(ScopeKind.RUN, RunScopes())
        proposals.register(
            Act.LOWER_CLASSIFICATION, lower_proposed, scope=scope_of,
            rows=lowering_proposals.rows, words=lowering_proposals.words,
        )  # fmt: skip
