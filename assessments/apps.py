"""Questions, exams, attempts and marks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Configuration of the app ``assessments``."""

    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Register the exam as a kind of activity, its panel and the words of notices, and connect receivers."""
        from assessments import audit_words, board_proposals, check_panel, panels, receivers  # noqa: F401, PLC0415
        from assessments.content_kinds import ExamFiles, QuestionFiles  # noqa: PLC0415
        from assessments.curriculum_sentences import register_sentences  # noqa: PLC0415
        from assessments.exams import ExamKind  # noqa: PLC0415
        from assessments.notice_words import register_words  # noqa: PLC0415
        from assessments.queries.exam_panel import exam_panel  # noqa: PLC0415
        from assessments.roster_way import register_way  # noqa: PLC0415
        from assessments.services.decide_proposed import decide_proposed  # noqa: PLC0415
        from assessments.views.cms_overrides import choose_exam  # noqa: PLC0415
        from assessments.views.start import preview_exam, show_exam  # noqa: PLC0415
        from courses import activities  # noqa: PLC0415
        from courses.curriculum import kinds  # noqa: PLC0415
        from officers import proposals  # noqa: PLC0415
        from officers.models import Act  # noqa: PLC0415

        activities.register(ExamKind(show=show_exam, preview=preview_exam))
        kinds.register(QuestionFiles())
        kinds.register(ExamFiles())
        register_sentences()
        panels.register_panel()
        check_panel.register(exam_panel)
        register_words()
        register_way(choose_exam)
        audit_words.register_words()
        proposals.register(
            Act.DECIDE_MARK, decide_proposed, scope=board_proposals.scope_of,
            rows=board_proposals.rows, words=board_proposals.words,
        )  # fmt: skip
