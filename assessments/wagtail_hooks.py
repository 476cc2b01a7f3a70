"""What this app adds to the CMS: the question bank, overrides and annulments, behind the gate."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from assessments.home_panel import ReviewPanel
from assessments.pages import ExamPage
from assessments.views import (
    cms_annulments,
    cms_banks,
    cms_board,
    cms_complaints,
    cms_editor,
    cms_exam,
    cms_further,
    cms_overrides,
    cms_questions,
    cms_sittings,
    cms_trial,
)
from courses.gate.checks import has, page
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from officers.models import Act, Officer

# Which questions there are for whom, each view asks of both doors (queries.questions).
register({f"assessments_cms:{name}": (has(Act.READ_CONTENT),) for name in ("questions", "question", "preview")})
# What may be done with a version, ``version_moves`` says.
register({"assessments_cms:move": (has(Act.EDIT_CONTENT, Act.REVIEW_QUESTION),)})
register({"assessments_cms:bank": (has(Act.PUBLISH_EDITION),)})
register(
    {
        f"assessments_cms:{name}": (has(Act.EDIT_CONTENT),)
        for name in ("begin", "new_bank", "new", "edit", "retire", "restore")
    }
)
register({f"assessments_cms:{name}": (page("page_id", Act.READ_CONTENT),) for name in ("exam", "trial", "trial_of")})

# Of which runs, each view asks of both doors.
register(
    {
        f"assessments_overrides:{name}": (has(Act.MANAGE_RUNS),)
        for name in ("overrides", "give", "give_run", "take_back")
    }
)

register({f"assessments_annulments:{name}": (has(Act.DECIDE_MARK),) for name in ("annulments", "annul")})
register({"assessments_further:accept": (has(Act.DECIDE_MARK),)})

register(
    {
        f"assessments_complaints:{name}": (has(Act.DECIDE_MARK),)
        for name in ("complaints", "complaint", "take_up", "answer", "change")
    }
)
register(
    {f"assessments_sittings:{name}": (has(Act.DECIDE_MARK),) for name in ("sittings", "log", "late", "annul", "reopen")}
)


@hooks.register("register_admin_urls")
def sitting_urls() -> list[URLResolver]:
    """Route the logs of sittings."""
    patterns = [
        path("", cms_sittings.sittings, name="sittings"),
        path("<uuid:attempt>/", cms_sittings.log, name="log"),
        path("<uuid:attempt>/late/", cms_sittings.late, name="late"),
        path("<uuid:attempt>/annul/", cms_board.annul, name="annul"),
        path("<uuid:attempt>/reopen/", cms_board.reopen, name="reopen"),
    ]
    return [path("sittings/", include((patterns, "assessments_sittings")))]


@hooks.register("register_admin_urls")
def complaint_urls() -> list[URLResolver]:
    """Route complaints."""
    patterns = [
        path("", cms_complaints.complaints, name="complaints"),
        path("<uuid:complaint>/", cms_complaints.complaint, name="complaint"),
        path("<uuid:complaint>/take-up/", cms_complaints.take_up, name="take_up"),
        path("<uuid:complaint>/answer/", cms_complaints.answer, name="answer"),
        path("<uuid:complaint>/mark/", cms_complaints.change, name="change"),
    ]
    return [path("complaints/", include((patterns, "assessments_complaints")))]


@hooks.register("register_admin_urls")
def annulment_urls() -> list[URLResolver]:
    """Route the annulling of questions."""
    patterns = [
        path("", cms_annulments.annulments, name="annulments"),
        path("<uuid:version>/", cms_annulments.annul, name="annul"),
    ]
    return [path("annulments/", include((patterns, "assessments_annulments")))]


@hooks.register("register_admin_urls")
def further_urls() -> list[URLResolver]:
    """Route the accepting of further answers."""
    return [
        path("further/", include(([path("<uuid:version>/", cms_further.accept, name="accept")], "assessments_further")))
    ]


@hooks.register("register_admin_urls")
def override_urls() -> list[URLResolver]:
    """Route what officers are given beyond the rules of exams."""
    patterns = [
        path("", cms_overrides.overrides, name="overrides"),
        path("<uuid:enrolment>/<uuid:exam>/take-back/", cms_overrides.take_back, name="take_back"),
        path("<slug:run>/<uuid:exam>/", cms_overrides.give, name="give"),
        path("<slug:run>/<uuid:exam>/everybody/", cms_overrides.give_run, name="give_run"),
    ]
    return [path("overrides/", include((patterns, "assessments_overrides")))]


@hooks.register("register_admin_urls")
def question_urls() -> list[URLResolver]:
    """Route the bank."""
    patterns = [
        path("", cms_questions.questions, name="questions"),
        path("new/", cms_editor.begin, name="begin"),
        path("new/bank/<uuid:course>/", cms_editor.new_bank, name="new_bank"),
        path("new/<uuid:bank>/<slug:kind>/", cms_editor.new, name="new"),
        path("exam/<int:page_id>/", cms_exam.exam, name="exam"),
        path("exam/<int:page_id>/trial/", cms_trial.trial, name="trial"),
        path("exam/<int:page_id>/trial/<int:edition>/", cms_trial.trial, name="trial_of"),
        path("banks/<uuid:bank>/", cms_banks.bank, name="bank"),
        path("<uuid:question>/", cms_questions.question, name="question"),
        path("<uuid:question>/versions/<int:number>/", cms_questions.move, name="move"),
        path("<uuid:question>/edit/", cms_editor.edit, name="edit"),
        path("<uuid:question>/preview/", cms_questions.preview, name="preview"),
        path("<uuid:question>/retire/", cms_questions.retire, name="retire"),
        path("<uuid:question>/restore/", cms_questions.restore, name="restore"),
    ]
    return [path("questions/", include((patterns, "assessments_cms")))]


@hooks.register("construct_homepage_panels", order=1000)
def reviews_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits to whoever reviews questions."""
    panels.append(ReviewPanel())


@hooks.register("register_page_header_buttons")
def exam_buttons(page: Page, user: Officer, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from an exam to what it would ask, and to a trial of it."""
    if issubclass(page.specific_class, ExamPage):
        yield Button(
            _("Try the exam"), reverse("assessments_cms:trial", args=[page.pk]), icon_name="clipboard-list", priority=55
        )
        yield Button(_("What it asks"), reverse("assessments_cms:exam", args=[page.pk]), icon_name="view", priority=60)


@hooks.register("register_admin_menu_item")
def questions_item() -> MenuItem:
    """Lead to the questions."""
    return ActMenuItem(
        Act.READ_CONTENT,
        _("Questions"),
        reverse("assessments_cms:questions"),
        name="questions",
        icon_name="help",
        order=260,
    )


@hooks.register("register_admin_menu_item")
def complaints_item() -> MenuItem:
    """Lead to the complaints."""
    address = reverse("assessments_complaints:complaints")
    return ActMenuItem(Act.DECIDE_MARK, _("Complaints"), address, name="complaints", icon_name="mail", order=256)


@hooks.register("register_admin_menu_item")
def sittings_item() -> MenuItem:
    """Lead to the logs of sittings."""
    address = reverse("assessments_sittings:sittings")
    return ActMenuItem(Act.DECIDE_MARK, _("Sittings"), address, name="sittings", icon_name="history", order=257)


@hooks.register("register_admin_menu_item")
def overrides_item() -> MenuItem:
    """Lead to the overrides."""
    address = reverse("assessments_overrides:overrides")
    return ActMenuItem(Act.MANAGE_RUNS, _("Overrides"), address, name="overrides", icon_name="time", order=255)
