"""Writing a question in the CMS: a new one or a new version, with a trial beside the form."""

import re
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.bank_forms import BeginForm, FactsForm, seen_in, uuid_in
from assessments.forms import answer_in
from assessments.library import CourseLibrary
from assessments.models.bank import Bank
from assessments.models.question import QuestionVersion
from assessments.models.question_step import VersionState
from assessments.queries import trial
from assessments.queries.likenesses import alike_to
from assessments.queries.question_page import changes_since, newest_of
from assessments.queries.questions import banks_of, courses_without_bank
from assessments.question_types import editors, registry
from assessments.question_types.editing import QuestionEditor
from assessments.services.make_bank import make_bank
from assessments.services.put_step import state_of
from assessments.services.save_question import save_question
from assessments.views.cms_questions import note, question_or_404
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to

__all__ = ["begin", "edit", "new", "new_bank"]

#: Where a version stands by the button that saved it; whoever presses Enter has only saved.
_SAVES = {"save": VersionState.DRAFT, "review": VersionState.IN_REVIEW, "ready": VersionState.READY}
_SAID = {
    VersionState.DRAFT: gettext_lazy("Saved as version %(number)s, a draft: no exam asks it before it is ready."),
    VersionState.IN_REVIEW: gettext_lazy("Saved as version %(number)s, which waits for its review."),
    VersionState.READY: gettext_lazy(
        "Saved as version %(number)s. New editions ask it; those that are published keep theirs."
    ),
}
_SEED = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Desk:
    """What is being written: a question of a bank. newest: None while it has no version."""

    bank: Bank
    uuid: UUID
    kind: str
    newest: QuestionVersion | None

    def form(self, data: Any, *, checked: bool, by: Officer) -> QuestionEditor:
        """Return the form of its kind. by: whose library is offered."""
        editor, library = editors.get(self.kind), CourseLibrary(by, self.bank)
        if self.newest is None:
            return editor(data, checked=checked, library=library)
        content = registry.get(self.kind).load(self.newest.content)
        return editor(data, checked=checked, initial=editor.initial_of(content), library=library, before=content)


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for bank and kind of a new question."""
    officer = officer_of(request)
    form = BeginForm(request.GET if "kind" in request.GET else None, banks=banks_of(officer, Act.EDIT_CONTENT))
    if form.is_valid():
        return redirect("assessments_cms:new", form.cleaned_data["bank"].uuid, form.cleaned_data["kind"])
    context = {"form": form, "courses": courses_without_bank(officer)}
    return TemplateResponse(request, "assessments/cms/begin.html", context)


@require_POST
@refusals_to(None)
def new_bank(request: HttpRequest, course: UUID) -> HttpResponse:
    """Make the bank of a course that has none."""
    officer = officer_of(request)
    row = next((each for each in courses_without_bank(officer) if each.uuid == course), None)
    if row is None:
        raise Http404
    bank = make_bank(course=row, by=officer)
    messages.success(request, _("The question bank of the course %(code)s was made.") % {"code": bank.name})
    return redirect("assessments_cms:begin")


@never_cache
@refusals_to("form")
def new(request: HttpRequest, bank: UUID, kind: str) -> HttpResponse:
    """Write a new question."""
    row = get_object_or_404(banks_of(officer_of(request), Act.EDIT_CONTENT), uuid=bank)
    if kind not in registry.kinds():
        raise Http404
    uuid = uuid_in(request.POST)
    saved = row.questions.filter(uuid=uuid).first()
    return _editor(request, Desk(row, uuid, kind, newest_of(saved) if saved else None))


@never_cache
@refusals_to("form")
def edit(request: HttpRequest, question: UUID) -> HttpResponse:
    """Write a new version of a question."""
    row = question_or_404(request, question, Act.EDIT_CONTENT)
    newest = newest_of(row)
    return _editor(request, Desk(row.bank, row.uuid, newest.kind, newest))


def _editor(request: HttpRequest, desk: Desk) -> HttpResponse:
    note(officer_of(request), desk.bank)
    asked = request.POST.get("do", "save")
    moved = editors.get(desk.kind).rearranged(request.POST, asked) if request.POST else None
    data, checked = moved or request.POST or None, moved is None
    form = desk.form(data, checked=checked, by=officer_of(request))
    facts = FactsForm(data, bank=desk.bank, kind=desk.kind, newest=desk.newest, checked=checked)
    ready = checked and all([form.is_valid(), facts.is_valid()])
    if request.method == "POST" and ready and asked in _SAVES:
        return _saved(request, desk, form, facts, _SAVES[asked])
    shown = _trial(request, desk, form, facts, asked) if ready and asked in {"try", "mark"} else None
    stands = desk.newest.steps.select_related("by").order_by("-number").first() if desk.newest else None
    context = {
        "desk": desk, "form": form, "facts": facts, "trial": shown, "stands": stands, **_meanwhile(request, desk),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/editor.html", context)


def _saved(request: HttpRequest, desk: Desk, form: QuestionEditor, facts: FactsForm, state: str) -> HttpResponse:
    before = desk.newest and state_of(desk.newest)
    version = save_question(
        question=desk.uuid, bank=desk.bank, kind=desk.kind, content=form.content, by=officer_of(request),
        seen=seen_in(request.POST), state=state, **facts.cleaned_data,
    )  # fmt: skip
    if version == desk.newest and state_of(version) == before:
        messages.info(request, _("Nothing is different, so no version was made."))
    else:
        messages.success(request, _SAID[VersionState(state)] % {"number": version.number})
        if alike_to(version.question, officer_of(request)):
            messages.warning(request, _("Another question asks much the same. It is saved all the same; look below."))
    return redirect("assessments_cms:question", desk.uuid)


def _trial(request: HttpRequest, desk: Desk, form: QuestionEditor, facts: FactsForm, asked: str) -> trial.Trial:
    weight = facts.cleaned_data["weight"]
    sent = request.POST.get("seed", "")
    if asked == "try" or not _SEED.fullmatch(sent):
        return trial.present(desk.kind, form.content, weight, secrets.token_bytes(16))
    given = answer_in(request.POST, desk.kind, 1)
    return trial.mark(desk.kind, form.content, weight, bytes.fromhex(sent), given)


def _meanwhile(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return which version the form is shown beside, and what others changed since the one it was opened with.

    Whoever is shown it has been told, and saves after it the next time.
    """
    newest = desk.newest
    number = newest.number if newest else 0
    seen = seen_in(request.POST) if request.POST else number
    if newest is None or seen == number:
        return {"seen": number, "newer": None, "changes": ()}
    return {"seen": number, "newer": newest, "changes": changes_since(newest.question, seen)}
