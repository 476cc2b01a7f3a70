"""Forms of what directors and authors decide about a course or a guideline, beside its page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.access import visible_courses
from courses.classification import is_lower
from courses.gate.reach import areas_to_edit
from courses.models.course import Classification, Course, Guideline
from courses.models.edition import Edition
from courses.subjects import Subject
from officers.models import Act, Area, Officer, Unit
from officers.roles import areas_for

__all__ = [
    "AccessRuleForm",
    "AreaForm",
    "ClassificationForm",
    "ContactForm",
    "LoweringForm",
    "MoveForm",
    "NewCourseForm",
    "NewGuidelineForm",
    "PrerequisitesForm",
    "PublishForm",
    "ReasonForm",
]


class NewCourseForm(forms.ModelForm[Course]):
    """What a course begins with. The code is never changed."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("Summary"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Course
        fields = ("code", "area", "classification")

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_to_edit(by)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.order_fields(["code", "title", "summary", "area", "classification"])


class NewGuidelineForm(NewCourseForm):
    """What a guideline begins with: the same."""

    class Meta(NewCourseForm.Meta):
        model = Guideline  # type: ignore[assignment]  # the same fields of another model


class PublishForm(forms.Form):
    """Publishing an edition: what is new in it, for the history."""

    notes = forms.CharField(
        label=_("What is new in this edition"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    """A move within the tree of a course: ``page.parent.position``, and the order that was seen."""

    move = forms.RegexField(regex=r"^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,4}$", error_messages={
        "required": _("Nothing was moved: say which page, and where to."),
        "invalid": _("Nothing was moved: say which page, and where to."),
    })  # fmt: skip
    seen = forms.CharField(max_length=64)

    def clean(self) -> dict[str, Any]:
        """Return what the service takes."""
        cleaned = super().clean() or {}
        if move := cleaned.pop("move", None):
            page, parent, position = (int(number) for number in move.split("."))
            cleaned |= {"page": page, "parent": parent, "position": position}
        return cleaned


class AreaForm(forms.Form):
    """The area that a course or a guideline belongs to."""

    area = forms.ModelChoiceField(label=_("New area"), queryset=Area.objects.none())
    why = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, subject: Subject, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = areas_for(by, Act.SET_ACCESS).exclude(pk=subject.area_id)
        self.fields["area"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField


class ClassificationForm(forms.Form):
    """How it is held."""

    classification = forms.ChoiceField(label=_("New classification"), choices=Classification.choices)
    why = forms.CharField(label=_("Reason"), max_length=300)


class LoweringForm(ClassificationForm):
    """Proposing to hold something less strictly: only lower classifications are offered."""

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lower = [(value, label) for value, label in Classification.choices if is_lower(value, present)]
        self.fields["classification"].choices = lower  # type: ignore[attr-defined]  # a ChoiceField


class ContactForm(forms.Form):
    """Whom one asks."""

    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)


class _CourseChoices(forms.ModelMultipleChoiceField[Course]):
    """Courses by code and the title of their newest edition, which whoever sees the course may read."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.newest_title or ''}".strip()


class PrerequisitesForm(forms.Form):
    """Which courses must have been completed before."""

    prerequisites = _CourseChoices(
        label=_("Prerequisites"), queryset=Course.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, course: Course, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = Edition.objects.filter(course=OuterRef("pk")).order_by("-number")
        others = visible_courses(by).exclude(pk=course.pk).annotate(newest_title=editions.values("title")[:1])
        self.fields["prerequisites"].queryset = others  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


def _date_picker() -> forms.DateInput:
    """Return the browser's own picker, which reads the standard's form of a date and no country's."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AccessRuleForm(forms.Form):
    """One unit with all below it, or one officer, from a date to a date."""

    unit = forms.ModelChoiceField(
        label=_("Unit and all below it"), queryset=Unit.objects.order_by("name"), required=False
    )
    login = forms.CharField(label=_("or the officer with the CIP"), max_length=12, required=False)
    since = forms.DateField(label=_("From"), widget=_date_picker(), initial=timezone.localdate)
    until = forms.DateField(label=_("Until (that day no longer)"), widget=_date_picker(), required=False)
    why = forms.CharField(label=_("Reason"), max_length=300)

    def clean_login(self) -> Officer | None:
        """Return the officer whose number was typed."""
        typed = self.cleaned_data["login"].strip()
        if not typed:
            return None
        officer = Officer.objects.filter(login=typed.zfill(8)).first() or Officer.objects.filter(login=typed).first()
        if officer is None:
            raise ValidationError(_("There is no officer with this CIP."), code="unknown_officer")
        return officer

    def clean(self) -> dict[str, Any]:
        """Refuse both, neither, and dates in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("unit")) == bool(cleaned.get("login")):
            self.add_error("unit", _("Name either a unit or an officer."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The end has to be after the beginning."))
        return cleaned


class ReasonForm(forms.Form):
    """An act that says why."""

    why = forms.CharField(label=_("Reason"), max_length=300)
