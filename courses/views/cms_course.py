"""Beside the page of a course or a guideline in the CMS: what holds at once on every edition, draft and file."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses.cms_forms import (
    AccessRuleForm,
    AreaForm,
    ClassificationForm,
    ContactForm,
    NewCourseForm,
    NewGuidelineForm,
    PrerequisitesForm,
    ReasonForm,
)
from courses.cms_ways import beside, ways_of
from courses.gate import reach
from courses.models.access_rule import AccessRule
from courses.models.course import Course
from courses.queries.raising import raising
from courses.services.create_course import create_course
from courses.services.create_guideline import create_guideline
from courses.services.set_access_rule import set_access_rule, withdraw_access_rule
from courses.services.set_area import set_area
from courses.services.set_classification import set_classification
from courses.services.set_contact import set_contact
from courses.services.set_prerequisites import set_prerequisites
from courses.subjects import Subject, named, noun_of
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = [
    "area",
    "classification",
    "contact",
    "give_access",
    "new_course",
    "new_guideline",
    "prerequisites",
    "settings",
    "subject_or_404",
    "withdraw_access",
]

S = TypeVar("S", bound=Subject)


def subject_or_404(request: HttpRequest, code: str, act: str, kind: type[S]) -> S:
    """Return the course or guideline within the officer's reach for this act; else it does not exist."""
    found = [each for each in reach.subjects(officer_of(request), act, kind) if each.code == code.upper()]
    if not found:
        raise Http404
    return found[0]


@refusals_to("form")
def new_course(request: HttpRequest) -> HttpResponse:
    """Begin a course, and go on to its page."""
    by = officer_of(request)
    form = NewCourseForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        page = create_course(by=by, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return TemplateResponse(request, "courses/cms/new_course.html", {"form": form})


@refusals_to("form")
def new_guideline(request: HttpRequest) -> HttpResponse:
    """Begin a guideline, and go on to its page."""
    by = officer_of(request)
    form = NewGuidelineForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        page = create_guideline(by=by, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return TemplateResponse(request, "courses/cms/new_guideline.html", {"form": form})


def settings(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Show the settings of a course or a guideline."""
    return _page(request, subject_or_404(request, code, Act.EDIT_CONTENT, kind))


@refusals_to("area_form")
def area(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Put it under another area."""
    subject, by = subject_or_404(request, code, Act.SET_ACCESS, kind), officer_of(request)
    form = AreaForm(request.POST or None, subject=subject, by=by)
    if request.method == "POST" and form.is_valid():
        set_area(on=subject, by=by, **form.cleaned_data)
        return _saved(request, subject)
    return _page(request, subject, area_form=form)


@refusals_to("classification_form")
def classification(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Hold it more strictly, at once; first say from whom that takes it."""
    subject, by = subject_or_404(request, code, Act.SET_ACCESS, kind), officer_of(request)
    form = ClassificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = None if "confirmed" in request.POST else raising(subject, form.cleaned_data["classification"], by=by)
        if told is not None:
            context = {"subject": subject, "form": form, "raising": told, "back": beside(subject, "settings")}
            return TemplateResponse(request, "courses/cms/raise.html", context)
        set_classification(on=subject, by=by, **form.cleaned_data)
        return _saved(request, subject)
    return _page(request, subject, classification_form=form)


@refusals_to("contact_form")
def contact(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Change whom one asks."""
    subject = subject_or_404(request, code, Act.EDIT_CONTENT, kind)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_contact(on=subject, by=officer_of(request), **form.cleaned_data)
        return _saved(request, subject)
    return _page(request, subject, contact_form=form)


@refusals_to("prerequisites_form")
def prerequisites(request: HttpRequest, code: str) -> HttpResponse:
    """Change what must have been completed before."""
    course, by = subject_or_404(request, code, Act.SET_ACCESS, Course), officer_of(request)
    form = PrerequisitesForm(request.POST or None, course=course, by=by)
    if request.method == "POST" and form.is_valid():
        set_prerequisites(course=course, by=by, prerequisites=list(form.cleaned_data["prerequisites"]))
        return _saved(request, course)
    return _page(request, course, prerequisites_form=form)


@refusals_to("access_form")
def give_access(request: HttpRequest, code: str, kind: type[Subject] = Course) -> HttpResponse:
    """Name somebody who may see it when it is reserved."""
    subject = subject_or_404(request, code, Act.SET_ACCESS, kind)
    form = AccessRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        officer = values.pop("login")
        set_access_rule(**named(subject), by=officer_of(request), officer=officer, **values)
        return _saved(request, subject)
    return _page(request, subject, access_form=form)


@refusals_to("withdraw_form")
def withdraw_access(request: HttpRequest, code: str, rule: int, kind: type[Subject] = Course) -> HttpResponse:
    """End a rule at once."""
    subject = subject_or_404(request, code, Act.SET_ACCESS, kind)
    row = get_object_or_404(_rules(subject), pk=rule)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_access_rule(rule=row, by=officer_of(request), **form.cleaned_data)
        return _saved(request, subject)
    return TemplateResponse(
        request, "courses/cms/withdraw_access.html", {"subject": subject, "rule": row, "withdraw_form": form}
    )


def _rules(subject: Subject) -> QuerySet[AccessRule]:
    return subject.access_rules.filter(withdrawn_at=None).select_related("unit", "officer__rank")


def _saved(request: HttpRequest, subject: Subject) -> HttpResponse:
    messages.success(request, _("Saved. It is effective at once on every edition."))
    # To the top, where the message is: a browser keeps the anchor of the form otherwise.
    return redirect(f"{beside(subject, 'settings')}#main")


def _page(request: HttpRequest, subject: Subject, **bound: Any) -> HttpResponse:
    by, kind = officer_of(request), type(subject)
    context: dict[str, Any] = {
        "subject": subject,
        "noun": noun_of(subject),
        "cms": f"{noun_of(subject)}s_cms",
        "ways": ways_of(by, subject, here="settings"),
        "rules": _rules(subject),
        "may_set_access": subject in reach.subjects(by, Act.SET_ACCESS, kind),
        "may_lower": subject.may_be_lowered and subject in reach.subjects(by, Act.LOWER_CLASSIFICATION, kind),
        "area_form": AreaForm(subject=subject, by=by),
        "classification_form": ClassificationForm(initial={"classification": subject.classification}),
        "contact_form": ContactForm(initial={"contact": subject.contact}),
        "access_form": AccessRuleForm(),
    }
    if isinstance(subject, Course):
        required = list(subject.prerequisites.all())
        form = PrerequisitesForm(course=subject, by=by, initial={"prerequisites": required})
        context["prerequisites_form"] = form
    shown = {name: form for name, form in bound.items() if form.is_bound}  # nobody is told of errors he did not make
    return TemplateResponse(request, "courses/cms/settings.html", {**context, **shown})
