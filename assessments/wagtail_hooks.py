"""What this app adds to the CMS: the question bank, behind the gate."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from assessments.pages import ExamPage
from assessments.views import cms_editor, cms_exam, cms_questions
from courses.gate.checks import has, page
from courses.gate.table import register
from officers.models import Act, Officer
from officers.roles import may_somewhere

# Which questions there are for whom, each view asks of both doors (queries.questions).
register({f"assessments_cms:{name}": (has(Act.READ_CONTENT),) for name in ("questions", "question", "preview")})
register(
    {
        f"assessments_cms:{name}": (has(Act.EDIT_CONTENT),)
        for name in ("begin", "new_bank", "new", "edit", "retire", "restore")
    }
)
register({"assessments_cms:exam": (page("page_id", Act.READ_CONTENT),)})


@hooks.register("register_admin_urls")
def question_urls() -> list[URLResolver]:
    """Route the bank."""
    patterns = [
        path("", cms_questions.questions, name="questions"),
        path("new/", cms_editor.begin, name="begin"),
        path("new/bank/<uuid:course>/", cms_editor.new_bank, name="new_bank"),
        path("new/<uuid:bank>/<slug:kind>/", cms_editor.new, name="new"),
        path("exam/<int:page_id>/", cms_exam.exam, name="exam"),
        path("<uuid:question>/", cms_questions.question, name="question"),
        path("<uuid:question>/edit/", cms_editor.edit, name="edit"),
        path("<uuid:question>/preview/", cms_questions.preview, name="preview"),
        path("<uuid:question>/retire/", cms_questions.retire, name="retire"),
        path("<uuid:question>/restore/", cms_questions.restore, name="restore"),
    ]
    return [path("questions/", include((patterns, "assessments_cms")))]


@hooks.register("register_page_header_buttons")
def exam_buttons(page: Page, user: Officer, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from an exam to what it would ask."""
    if issubclass(page.specific_class, ExamPage):
        yield Button(_("What it asks"), reverse("assessments_cms:exam", args=[page.pk]), icon_name="view", priority=60)


class QuestionsMenuItem(MenuItem):
    """For whoever reads content for work."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer holds the act somewhere."""
        return isinstance(request.user, Officer) and may_somewhere(request.user, Act.READ_CONTENT)


@hooks.register("register_admin_menu_item")
def questions_item() -> MenuItem:
    """Lead to the questions."""
    return QuestionsMenuItem(
        _("Questions"), reverse("assessments_cms:questions"), name="questions", icon_name="help", order=260
    )
