"""Beside a course's page in the CMS: what holds at once on every edition, draft and file."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.cms_forms import (
    AccessRuleForm,
    AreaForm,
    ClassificationForm,
    ContactForm,
    NewCourseForm,
    PrerequisitesForm,
    ReasonForm,
)
from courses.cms_ways import ways_of
from courses.gate import reach
from courses.models.access_rule import AccessRule
from courses.models.course import Course
from courses.queries.raising import raising
from courses.services.create_course import create_course
from courses.services.set_access_rule import set_access_rule, withdraw_access_rule
from courses.services.set_area import set_area
from courses.services.set_classification import set_classification
from courses.services.set_contact import set_contact
from courses.services.set_prerequisites import set_prerequisites
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = [
    "area",
    "classification",
    "contact",
    "course_or_404",
    "give_access",
    "new_course",
    "prerequisites",
    "settings",
    "withdraw_access",
]


def course_or_404(request: HttpRequest, code: str, act: str) -> Course:
    """Return the course within the officer's reach for this act; else it does not exist."""
    found = [course for course in reach.courses(officer_of(request), act) if course.code == code.upper()]
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


def settings(request: HttpRequest, code: str) -> HttpResponse:
    """Show the settings of a course."""
    return _page(request, course_or_404(request, code, Act.EDIT_CONTENT))


@refusals_to("area_form")
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Put the course under another area."""
    course, by = course_or_404(request, code, Act.SET_ACCESS), officer_of(request)
    form = AreaForm(request.POST or None, course=course, by=by)
    if request.method == "POST" and form.is_valid():
        set_area(course=course, by=by, **form.cleaned_data)
        return _saved(request, course)
    return _page(request, course, area_form=form)


@refusals_to("classification_form")
def classification(request: HttpRequest, code: str) -> HttpResponse:
    """Hold the course more strictly, at once; first say from whom that takes it."""
    course, by = course_or_404(request, code, Act.SET_ACCESS), officer_of(request)
    form = ClassificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = None if "confirmed" in request.POST else raising(course, form.cleaned_data["classification"], by=by)
        if told is not None:
            context = {"course": course, "form": form, "raising": told}
            return TemplateResponse(request, "courses/cms/raise.html", context)
        set_classification(course=course, by=by, **form.cleaned_data)
        return _saved(request, course)
    return _page(request, course, classification_form=form)


@refusals_to("contact_form")
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Change whom a learner asks."""
    course = course_or_404(request, code, Act.EDIT_CONTENT)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_contact(course=course, by=officer_of(request), **form.cleaned_data)
        return _saved(request, course)
    return _page(request, course, contact_form=form)


@refusals_to("prerequisites_form")
def prerequisites(request: HttpRequest, code: str) -> HttpResponse:
    """Change what must have been completed before."""
    course, by = course_or_404(request, code, Act.SET_ACCESS), officer_of(request)
    form = PrerequisitesForm(request.POST or None, course=course, by=by)
    if request.method == "POST" and form.is_valid():
        set_prerequisites(course=course, by=by, prerequisites=list(form.cleaned_data["prerequisites"]))
        return _saved(request, course)
    return _page(request, course, prerequisites_form=form)


@refusals_to("access_form")
def give_access(request: HttpRequest, code: str) -> HttpResponse:
    """Name somebody who may see the course."""
    course = course_or_404(request, code, Act.SET_ACCESS)
    form = AccessRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        officer = values.pop("login")
        set_access_rule(course=course, by=officer_of(request), officer=officer, **values)
        return _saved(request, course)
    return _page(request, course, access_form=form)


@refusals_to("withdraw_form")
def withdraw_access(request: HttpRequest, code: str, rule: int) -> HttpResponse:
    """End a rule at once."""
    course = course_or_404(request, code, Act.SET_ACCESS)
    row = get_object_or_404(_rules(course), pk=rule)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_access_rule(rule=row, by=officer_of(request), **form.cleaned_data)
        return _saved(request, course)
    return TemplateResponse(
        request, "courses/cms/withdraw_access.html", {"course": course, "rule": row, "withdraw_form": form}
    )


def _rules(course: Course) -> QuerySet[AccessRule]:
    return course.access_rules.filter(withdrawn_at=None).select_related("unit", "officer__rank")


def _saved(request: HttpRequest, course: Course) -> HttpResponse:
    messages.success(request, _("Saved. It is effective at once on every edition."))
    # To the top, where the message is: a browser keeps the anchor of the form otherwise.
    return redirect(f"{reverse('courses_cms:settings', args=[course.code.lower()])}#main")


def _page(request: HttpRequest, course: Course, **bound: Any) -> HttpResponse:
    by = officer_of(request)
    required = list(course.prerequisites.all())
    context = {
        "course": course,
        "ways": ways_of(by, course, here="settings"),
        "rules": _rules(course),
        "may_set_access": course in reach.courses(by, Act.SET_ACCESS),
        "may_lower": course.may_be_lowered and course in reach.courses(by, Act.LOWER_CLASSIFICATION),
        "area_form": AreaForm(course=course, by=by),
        "classification_form": ClassificationForm(initial={"classification": course.classification}),
        "contact_form": ContactForm(initial={"contact": course.contact}),
        "prerequisites_form": PrerequisitesForm(course=course, by=by, initial={"prerequisites": required}),
        "access_form": AccessRuleForm(),
    }
    shown = {name: form for name, form in bound.items() if form.is_bound}  # nobody is told of errors he did not make
    return TemplateResponse(request, "courses/cms/settings.html", {**context, **shown})
