"""Forms of the question bank in the CMS, beside those of the kinds (``question_types.editing``)."""

import re
import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kind_words import kind_choices, kind_hint
from assessments.models.bank import Bank
from assessments.models.question import QuestionVersion
from assessments.models.question_step import VersionState
from assessments.pages import positive_weight
from assessments.queries.course_lessons import course_lessons, lesson_choices, objective_choices
from assessments.queries.questions import Wanted, cases_of, exams_of, tags_of
from assessments.question_types import registry
from assessments.question_types.editing import Number, Unhurried

__all__ = [
    "BankReviewForm", "BeginForm", "FactsForm", "FilterForm", "MoveForm", "ReasonForm", "seen_in", "uuid_in",
]  # fmt: skip

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_TAG_LENGTH = 60
_MOST_TAGS = 20


class FilterForm(forms.Form):
    """What a list of questions is narrowed to; every field may stay empty."""

    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    bank = forms.ChoiceField(label=gettext_lazy("Bank"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), required=False,
        choices=[("", gettext_lazy("Any")), *QuestionVersion.Difficulty.choices],
    )  # fmt: skip
    exam = forms.ChoiceField(label=gettext_lazy("Asked in the exam"), required=False)
    used = forms.ChoiceField(
        label=gettext_lazy("Use"), required=False,
        choices=[
            ("", gettext_lazy("Any")),
            ("used", gettext_lazy("In an edition")),
            ("never", gettext_lazy("Never used")),
        ],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False,
        choices=[
            ("", gettext_lazy("Any")),
            ("live", gettext_lazy("In use")),
            *VersionState.choices,
            ("retired", gettext_lazy("Retired")),
        ],
    )  # fmt: skip
    alike = forms.ChoiceField(
        label=gettext_lazy("Likeness"), required=False,
        choices=[("", gettext_lazy("Any")), ("yes", gettext_lazy("Much like another"))],
    )  # fmt: skip
    shown = forms.ChoiceField(
        label=gettext_lazy("Order"), required=False,
        choices=[
            ("", gettext_lazy("As they were made")),
            ("most", gettext_lazy("Shown most often first")),
            ("least", gettext_lazy("Shown least often first")),
        ],
    )  # fmt: skip

    least = forms.IntegerField(
        label=gettext_lazy("Shown at least so many times"), required=False, min_value=1, max_value=1_000_000_000,
        help_text=gettext_lazy("1: those of which there are any figures."),
    )  # fmt: skip

    def __init__(self, *args: Any, banks: QuerySet[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Sequence[Any]] = {
            "bank": _by_area(banks),
            "kind": kind_choices(),
            "tag": [(tag, tag) for tag in tags_of(banks)],
            "exam": exams_of(banks),
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("Any")), *offered]  # type: ignore[attr-defined]  # ChoiceFields

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it was understood: a field with an error narrows nothing."""
        self.is_valid()
        asked = dict(self.cleaned_data)
        return Wanted(words=asked.pop("q", ""), least=asked.pop("least", None) or 0, **asked)


def _by_area(banks: QuerySet[Bank]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the banks under the names of their areas, both in the order of the alphabet."""
    rows = banks.select_related("area").order_by("area__name", "area_id", "name")
    areas = groupby(rows, key=lambda bank: bank.area)
    return [(area.name, [(str(bank.uuid), bank.name) for bank in of_area]) for area, of_area in areas]


class BeginForm(forms.Form):
    """Where a new question goes, and of which kind it is."""

    bank = forms.ModelChoiceField(label=gettext_lazy("Bank"), queryset=Bank.objects.none(), to_field_name="uuid")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, banks: QuerySet[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = banks  # type: ignore[attr-defined]  # a ModelChoiceField
        offered = [(kind, f"{words}. {kind_hint(kind)}") for kind, words in kind_choices()]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField


class FactsForm(Unhurried):
    """What the bank knows of a question beside what it says."""

    weight = Number(
        label=gettext_lazy("Points"), max_length=20, validators=[positive_weight],
        help_text=gettext_lazy("In an exam, beside the other questions: 1, 1.5 or 2/3."),
    )  # fmt: skip
    difficulty = forms.ChoiceField(label=gettext_lazy("Difficulty"), choices=QuestionVersion.Difficulty.choices)
    case = forms.ChoiceField(
        label=gettext_lazy("About the case"), required=False,
        help_text=gettext_lazy("It is shown above the questions about it, and they stay together."),
    )  # fmt: skip
    tags = forms.CharField(label=gettext_lazy("Tags"), required=False, max_length=1500)
    lessons = forms.MultipleChoiceField(
        label=gettext_lazy("Lessons to study"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Named to whoever misses the question."),
    )  # fmt: skip
    objectives = forms.MultipleChoiceField(
        label=gettext_lazy("Objectives it asks for"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What one must be able to do to answer it; its lesson is named as well. Those of a lesson are here once it "
            "was made ready."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, bank: Bank, kind: str, newest: QuestionVersion | None, **kwargs: Any) -> None:
        initial = {"weight": "1", "difficulty": QuestionVersion.Difficulty.MEDIUM}
        if newest is not None:
            initial = {
                "weight": newest.weight, "difficulty": newest.difficulty, "tags": ", ".join(newest.tags),
                "lessons": newest.lessons, "objectives": newest.objectives,
                "case": str(newest.case.uuid) if newest.case else "",
            }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        asked = registry.get(kind)
        cases = cases_of(bank, newest.case if newest else None) if asked.is_asked else []
        self.fields["case"].choices = [("", _("None")), *cases]  # type: ignore[attr-defined]
        if not cases:
            del self.fields["case"]
        if not asked.is_scored:
            del self.fields["weight"]
        self._lessons = course_lessons(bank)
        self._named: list[str] = list(newest.lessons) if newest else []
        self._asked: list[str] = list(newest.objectives) if newest else []
        if asked.asks_for_objectives:
            offered = objective_choices(self._lessons, self._asked)
            self.fields["objectives"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["objectives"]
        self.fields["lessons"].choices = lesson_choices(self._lessons, self._named)  # type: ignore[attr-defined]
        known = tags_of(Bank.objects.filter(pk=bank.pk))
        words = _("Separated by commas. An exam may draw by tag.")
        if known:
            words = _("Separated by commas. An exam may draw by tag. This bank has: %(tags)s.")
        self.fields["tags"].help_text = words % {"tags": ", ".join(known[:40])}

    def clean(self) -> dict[str, Any]:
        """Return also what the kind has no field for, and the lessons of the objectives that were chosen."""
        said = {"weight": "1", "objectives": [], **self.cleaned_data}
        said["case"] = uuid.UUID(said["case"]) if said.get("case") else None
        asked = (lesson for lesson in self._lessons if dict(lesson.objectives).keys() & said["objectives"])
        if "lessons" in said:
            said["lessons"] = list(dict.fromkeys([*said["lessons"], *(uuid.UUID(lesson.uuid) for lesson in asked)]))
        return said

    def clean_tags(self) -> list[str]:
        """Return the tags, each once, in the order in which they were typed."""
        tags = list(dict.fromkeys(" ".join(tag.split()) for tag in self.cleaned_data["tags"].split(",") if tag.strip()))
        if len(tags) > _MOST_TAGS:
            raise ValidationError(_("At most %(most)s tags are possible.") % {"most": _MOST_TAGS})
        for tag in tags:
            if len(tag) > _TAG_LENGTH:
                text = _("A tag has at most %(most)s characters: “%(tag)s…” is longer.")
                raise ValidationError(text % {"most": _TAG_LENGTH, "tag": tag[:20]})
        return tags

    def clean_lessons(self) -> list[uuid.UUID]:
        """Return the lessons, those that were named before in the order that they had: the same makes no version."""
        return [uuid.UUID(lesson) for lesson in _in_their_order(self._named, self.cleaned_data["lessons"])]

    def clean_objectives(self) -> list[str]:
        """Return the objectives, in the same way."""
        return _in_their_order(self._asked, self.cleaned_data["objectives"])


def _in_their_order(named: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Return what was chosen, first what was named before."""
    return list(dict.fromkeys([*(each for each in named if each in chosen), *chosen]))


class ReasonForm(forms.Form):
    """An act that says why."""

    why = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class MoveForm(forms.Form):
    """Where a version is to stand from now on; who sends it back says why, and its author reads it."""

    to = forms.ChoiceField(choices=VersionState.choices, widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays beside the version. Who sends it back says here what is to be changed."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse to send back without a word."""
        if self.cleaned_data.get("to") == VersionState.DRAFT and not self.cleaned_data.get("why"):
            self.add_error("why", _("Say what is to be changed: its author reads it."))
        return self.cleaned_data


class BankReviewForm(forms.Form):
    """Whether a second person reviews the questions of a bank, and why that changes."""

    needs_review = forms.BooleanField(label=gettext_lazy("A second person reviews its questions"), required=False)
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


def seen_in(data: Mapping[str, str]) -> int:
    """Return the number of the version that a form was opened with; 0: none, or no number."""
    text = data.get("seen", "")
    return int(text) if _NUMBER.fullmatch(text) else 0


def uuid_in(data: Mapping[str, str]) -> uuid.UUID:
    """Return the identity that a new question was given with its first page, so that two clicks make one question."""
    try:
        return uuid.UUID(data.get("question", ""))
    except ValueError:
        return uuid.uuid4()
