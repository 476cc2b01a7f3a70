"""Moving a version of a question on: sent for review, made ready, or sent back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.question import Question, QuestionVersion
from assessments.models.question_step import QuestionStep
from assessments.services.compare_question import take_turn
from assessments.services.put_step import put_step
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["ReplacedMeanwhile", "move_version"]


class ReplacedMeanwhile(Refusal):
    """There is a newer version by now: what was looked at is not what stands there."""

    code = "replaced_meanwhile"
    message = _(
        "%(who)s saved version %(number)s meanwhile. Nothing was done about the version before: look at that one."
    )


def move_version(*, version: QuestionVersion, to: str, why: str, by: Officer) -> QuestionStep:
    """Move the newest version of a question to another state (``version_moves``); its author gets a notice.

    The question's row is locked, so that a version is not approved while another takes its place (PostgreSQL; IMMEDIATE
    on SQLite). Raises ``ReplacedMeanwhile`` and what ``put_step`` raises.
    """
    with transaction.atomic():
        take_turn(version.question.bank)
        question = Question.objects.select_for_update(no_key=True).get(pk=version.question_id)
        newest = question.versions.select_related("by", "question").order_by("-number")[0]
        if newest.pk != version.pk:
            raise ReplacedMeanwhile(who=newest.author, number=newest.number)
        return put_step(newest, to=to, why=why, by=by)
