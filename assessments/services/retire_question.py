"""Retiring a question: it is asked in no new edition. Those that have it keep it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.question import Question
from assessments.queries.drafts import exams_that_fix
from assessments.queries.question_page import about
from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["CaseInUse", "StillAsked", "restore_question", "retire_question"]


class CaseInUse(Refusal):
    """Live questions are about the case."""

    code = "case_in_use"
    message = _("%(count)s questions are about this case. Retire them first, or make them about no case.")


class StillAsked(Refusal):
    """Exams that are being written name the question."""

    code = "still_asked"
    message = _("It is a fixed question of these exams: %(exams)s. Take it out of them first.")


def retire_question(*, question: Question, why: str, by: Officer) -> Question:
    """Retire a question; one that is retired stays so. Raises ``NotPermitted``, ``CaseInUse`` and ``StillAsked``.

    An exam that fixes it between the check and its publishing is refused there (``freeze.problems``).
    """
    with transaction.atomic():
        locked = _locked(question, by)
        if locked.retired_at is None:
            if count := len(about(locked)):
                raise CaseInUse(count=count)
            exams = exams_that_fix(locked)
            if exams:
                raise StillAsked(exams="; ".join(exam.title for exam in exams))
            _set(locked, timezone.now(), by=by, act="question.retire", why=why)
    return locked


def restore_question(*, question: Question, why: str, by: Officer) -> Question:
    """Let new editions ask the question again. Raises ``NotPermitted``."""
    with transaction.atomic():
        locked = _locked(question, by)
        if locked.retired_at is not None:
            _set(locked, None, by=by, act="question.restore", why=why)
    return locked


def _locked(question: Question, by: Officer) -> Question:
    require(by, Act.EDIT_CONTENT, on=question.bank.scope)
    return Question.objects.select_for_update().get(pk=question.pk)


def _set(question: Question, moment: datetime | None, *, by: Officer, act: str, why: str) -> None:
    question.retired_at = moment
    question.save(update_fields=["retired_at"])
    record(by=by, act=act, on=question, changed=["retired_at"], why=why)
