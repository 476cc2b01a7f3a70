"""How the audit says what is done with questions. What a reader may not see has no name."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import AnswerToMark, Attempt, Bank, Complaint, Question, QuestionVersion
from assessments.pages import ExamPage
from assessments.queries.complaints import complaints_within
from assessments.queries.questions import banks_of
from assessments.queries.sittings import sittings_within
from assessments.queries.to_mark import answers_within
from audit import words
from courses.admission import moment
from courses.audit_words import page_names, public_pages, public_titles
from courses.models import Edition

__all__ = ["register_words"]


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts={
            "question.save": gettext_lazy("Saved a question"),
            "bank.create": gettext_lazy("Began a question bank"),
            "bank.review": gettext_lazy("Said who makes the questions of a bank ready"),
            "question.review": gettext_lazy("Sent a question for review"),
            "question.ready": gettext_lazy("Made a question ready"),
            "question.send_back": gettext_lazy("Sent a question back to its author"),
            "question.retire": gettext_lazy("Retired a question"),
            "question.restore": gettext_lazy("Restored a question"),
            "question.annul": gettext_lazy("Annulled a question"),
            "complaint.file": gettext_lazy("Filed a complaint"),
            "complaint.take_up": gettext_lazy("Took up a complaint"),
            "complaint.uphold": gettext_lazy("Upheld a complaint"),
            "complaint.dismiss": gettext_lazy("Dismissed a complaint"),
            "answer.mark": gettext_lazy("Marked an answer"),
            "answer.mark_again": gettext_lazy("Gave an answer a mark over another"),
            "mark.change": gettext_lazy("Changed a mark by hand"),
            "mark.count_late": gettext_lazy("Counted answers that came late"),
            "question.accept": gettext_lazy("Accepted a further answer of a question"),
            "sitting.annul": gettext_lazy("Annulled a sitting"),
            "sitting.reopen": gettext_lazy("Opened a sitting again"),
            "override.give": gettext_lazy("Gave an officer more in an exam"),
            "override.give_run": gettext_lazy("Gave everybody in a run more in an exam"),
            "override.take_back": gettext_lazy("Took back what an officer was given in an exam"),
        },
        rows={
            Bank: _banks,
            Question: _questions,
            QuestionVersion: _versions,
            ExamPage: page_names,
            Attempt: _attempts,
            Complaint: _complaints,
            AnswerToMark: _answers,
        },
        changes={
            "version": gettext_lazy("version"),
            "needs_review": gettext_lazy("whether a second person reviews"),
            "terms": gettext_lazy("what holds for the officer"),
            "marks": gettext_lazy("marks"),
        },
        public={Bank: _titles, ExamPage: public_pages},
        guarded=True,
    )


def _banks(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(banks_of(reader), keys)


def _titles(keys: Iterable[str]) -> dict[str, str]:
    """Say the public titles of the courses whose banks these are."""
    courses = dict(Bank.objects.filter(pk__in=list(keys)).values_list("pk", "course_id"))
    titles = public_titles(Edition.objects.filter(course__in=set(courses.values())), "course_id")
    return {str(key): titles[str(course)] for key, course in courses.items() if str(course) in titles}


def _questions(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = Question.objects.filter(bank__in=banks_of(reader)).select_related("bank")
    return words.named(
        rows, keys, lambda row: _("%(bank)s: question %(question)s") % {"bank": row.bank, "question": row}
    )


def _complaints(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(complaints_within(reader), keys, _complaint)


def _complaint(complaint: Complaint) -> str:
    facts = {"run": complaint.attempt.enrolment.run.code if complaint.attempt.enrolment else "", "at": complaint.at}
    return _("%(run)s: complaint of %(at)s") % {**facts, "at": moment(complaint.at)}


def _attempts(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = sittings_within(reader).select_related("item", "enrolment__run")
    return words.named(rows, keys, _attempt)


def _attempt(attempt: Attempt) -> str:
    facts = {"run": attempt.enrolment.run.code if attempt.enrolment else "", "number": attempt.number}
    return _("%(run)s: attempt %(number)s at “%(exam)s”") % {
        **facts,
        "exam": attempt.item.title if attempt.item else "",
    }


def _answers(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = answers_within(reader).select_related("attempt__item", "attempt__enrolment__run")
    return words.named(rows, keys, _answer)


def _answer(answer: AnswerToMark) -> str:
    attempt = answer.attempt
    facts = {"run": attempt.enrolment.run.code if attempt.enrolment else "", "number": answer.slot}
    return _("%(run)s: answer to question %(number)s of “%(exam)s”") % {
        **facts, "exam": attempt.item.title if attempt.item else "",
    }  # fmt: skip


def _versions(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = QuestionVersion.objects.filter(question__bank__in=banks_of(reader)).select_related("question__bank")
    return words.named(rows, keys, _version)


def _version(version: QuestionVersion) -> str:
    facts = {"bank": version.question.bank, "question": version.question, "number": version.number}
    return _("%(bank)s: question %(question)s, version %(number)s") % facts
