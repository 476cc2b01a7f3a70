"""Banks, questions, and the sittings of exams."""

from assessments.models.annulment import Annulment
from assessments.models.answer_file import AnswerFile
from assessments.models.answer_mark import AnswerMark, AnswerToMark
from assessments.models.attempt import Attempt
from assessments.models.bank import Bank
from assessments.models.board_act import SittingAnnulment, SittingReopening
from assessments.models.checked_answer import CheckedAnswer
from assessments.models.complaint import Complaint, ComplaintStep, MarkChange
from assessments.models.delivery import Delivery
from assessments.models.further_answer import FurtherAnswer, MarkBelowPaper
from assessments.models.late_decision import LateDecision
from assessments.models.likeness import Likeness, QuestionSketch
from assessments.models.mark import AttemptMark
from assessments.models.override import Override
from assessments.models.question import PinnedQuestion, Question, QuestionTag, QuestionVersion
from assessments.models.question_step import QuestionStep
from assessments.models.response import Response
from assessments.models.run_override import RunOverride
from assessments.models.sitting_event import SittingEvent
from assessments.pages import ExamPage

__all__ = [
    "Annulment",
    "AnswerFile",
    "AnswerMark",
    "AnswerToMark",
    "Attempt",
    "AttemptMark",
    "Bank",
    "CheckedAnswer",
    "Complaint",
    "ComplaintStep",
    "Delivery",
    "ExamPage",
    "FurtherAnswer",
    "LateDecision",
    "Likeness",
    "MarkBelowPaper",
    "MarkChange",
    "Override",
    "PinnedQuestion",
    "Question",
    "QuestionSketch",
    "QuestionStep",
    "QuestionTag",
    "QuestionVersion",
    "Response",
    "RunOverride",
    "SittingAnnulment",
    "SittingEvent",
    "SittingReopening",
]
