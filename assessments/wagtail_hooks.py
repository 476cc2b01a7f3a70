"""What this app adds to the CMS: the list of questions, behind the gate."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments.views import cms_questions
from courses.gate.checks import has
from courses.gate.table import register
from officers.models import Act, Officer
from officers.roles import may_somewhere

# Which questions there are for whom, each view asks of both doors (queries.questions).
register({f"assessments_cms:{name}": (has(Act.READ_CONTENT),) for name in ("questions", "question", "preview")})


@hooks.register("register_admin_urls")
def question_urls() -> list[URLResolver]:
    """Route the list and one question."""
    patterns = [
        path("", cms_questions.questions, name="questions"),
        path("<uuid:question>/", cms_questions.question, name="question"),
        path("<uuid:question>/preview/", cms_questions.preview, name="preview"),
    ]
    return [path("questions/", include((patterns, "assessments_cms")))]


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
