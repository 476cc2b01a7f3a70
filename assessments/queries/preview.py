"""An exam before it is published: its rules, and one sitting drawn from what is written."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.draw import DrawImpossible, QuestionTwice, draw
from assessments.entry_rules import EntryRules
from assessments.prose import prose
from assessments.queries.sitting import SittingQuestion, questions_of
from assessments.queries.wordings import wordings
from assessments.rule_words import rule_words
from assessments.rules import ExamRules, compose, named_questions, question_count
from assessments.section_rules import section_rules

__all__ = ["Preview", "preview_of"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a learner would see; questions: empty while the draws are impossible."""

    title: str
    intro: str
    rules: list[str]
    questions: tuple[SittingQuestion, ...]


def preview_of(payload: Mapping[str, Any], title: str) -> Preview:
    """Return the preview of an exam's payload; a new sitting is drawn each time."""
    rules = ExamRules.from_payload(payload)
    named = list(named_questions(payload))
    known = wordings([one.version for one in named])
    blueprint, pools = compose(payload, {one.version: known[one.version].options for one in named})
    questions: tuple[SittingQuestion, ...] = ()
    try:
        drawn = draw(blueprint, pools, secrets.token_bytes(16))
        questions = questions_of(drawn, [], section_rules(payload))
    except (DrawImpossible, QuestionTwice):
        questions = ()
    pass_mark = payload["pass_mark"] or _("the course's pass mark")
    words = rule_words(
        rules,
        questions=question_count(payload),
        pass_mark=pass_mark,
        window=None,
        sections=section_rules(payload),
        entry=EntryRules.from_payload(payload),
    )
    return Preview(title=title, intro=prose(rules.intro), rules=words, questions=questions)
