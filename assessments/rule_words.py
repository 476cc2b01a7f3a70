"""The rules of an exam in plain words, for whoever is about to sit it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.eligibility import Eligibility, Verdict, Window
from assessments.entry_rules import EntryRules
from assessments.review_words import review_words
from assessments.rules import ExamRules
from assessments.section_rules import SectionRules, are_in_order
from courses.admission import moment

__all__ = ["rule_words", "section_words", "under_way", "why_not"]


def rule_words(
    rules: ExamRules, *, questions: int, pass_mark: str, window: Window | None, begun: bool = False,
    sections: Sequence[SectionRules] = (), entry: EntryRules | None = None,
) -> list[str]:  # fmt: skip
    """Return one sentence a rule. window: None in a preview, which has no run. begun: the end is fixed already."""
    return [
        *_sitting(rules, questions, begun=begun),
        *_in_sections(tuple(sections)),
        *_counting(rules, pass_mark),
        *_dates(window),
        *_entry(entry or EntryRules()),
    ]


def section_words(rules: SectionRules, *, is_last: bool = False) -> list[str]:
    """Return the rules of a section, one sentence each."""
    return list(_of_section(rules, is_last=is_last))


def under_way(ends_at: datetime | None, now: datetime) -> str:
    """Return that an attempt has begun, and until when it lasts."""
    if ends_at is None:
        return _("You have an attempt under way.")
    if ends_at - now < timedelta(days=1):
        time = date_format(localtime(ends_at), "H:i")
        return _("You have an attempt under way until %(time)s. The clock runs on.") % {"time": time}
    return _("You have an attempt under way until %(at)s.") % {"at": moment(ends_at)}


def why_not(eligibility: Eligibility) -> str:
    """Return why no attempt may begin, and what to do."""
    at = moment(eligibility.at) if eligibility.at else ""
    return {
        Verdict.MAY: "",
        Verdict.NOT_IN_PROGRESS: _("Your enrolment in this course is no longer in progress, so no attempt can begin."),
        Verdict.NOT_OPEN_YET: _("This exam opens on %(at)s.") % {"at": at},
        Verdict.OVER: _("This exam could be started until %(at)s. Ask the contact of the course.") % {"at": at},
        Verdict.NO_ATTEMPTS_LEFT: _("You have made all the attempts that this exam allows."),
        Verdict.WAIT: _("You can try again from %(at)s. Until then, study the lessons of what you missed.")
        % {"at": at},
        Verdict.BEING_MARKED: _(
            "Your answers are being marked. You get a notice when the mark is there; until then no attempt can begin."
        ),
    }[eligibility.verdict]


def _sitting(rules: ExamRules, questions: int, *, begun: bool) -> Iterator[str]:
    yield ngettext("It has %(count)s question.", "It has %(count)s questions.", questions) % {"count": questions}
    if rules.minutes is None:
        yield _("There is no time limit: you can leave and come back.")
    elif not begun:
        yield ngettext(
            "You have %(count)s minute from the moment you begin. The clock runs on if you leave the page.",
            "You have %(count)s minutes from the moment you begin. The clock runs on if you leave the page.",
            rules.minutes,
        ) % {"count": rules.minutes}
    if rules.is_practice:
        yield _("It is a practice: you can have each answer checked at once, and try again.")
        if rules.try_penalty:
            yield _("Each further try at a question takes off %(part)s hundredths of it; your best try counts.") % {
                "part": int(rules.try_penalty * 100)
            }
    yield _("Each answer is saved as you give it. If the connection drops, go on: what waits is sent when it returns.")


def _in_sections(sections: tuple[SectionRules, ...]) -> Iterator[str]:
    if are_in_order(sections):
        yield ngettext(
            "It has %(count)s section, with rules of its own.",
            "It has %(count)s sections, begun one after the other; each says its rules before it begins.",
            len(sections),
        ) % {"count": len(sections)}
    for number, section in enumerate(sections, start=1):
        words = section_words(section, is_last=number == len(sections))
        if words:
            name = section.title or str(number)
            yield _("Section “%(section)s”: %(rules)s") % {"section": name, "rules": " ".join(words)}


def _of_section(section: SectionRules, *, is_last: bool) -> Iterator[str]:
    if section.minutes:
        yield ngettext(
            "It has %(count)s minute of its own from when you begin it; then it closes.",
            "It has %(count)s minutes of its own from when you begin it; then it closes.",
            section.minutes,
        ) % {"count": section.minutes}
    if section.forward_only and not is_last:
        yield _("When you go on to the next section it closes, and there is no way back.")
    if section.must_answer:
        yield _("Every question must be answered before you go on or submit.")


def _counting(rules: ExamRules, pass_mark: str) -> Iterator[str]:
    if rules.attempts is None:
        yield _("You can make as many attempts as you like.")
    else:
        yield ngettext(
            "You have %(count)s attempt.", "You have %(count)s attempts.", rules.attempts
        ) % {"count": rules.attempts}  # fmt: skip
    if rules.wait:
        hours = int(rules.wait.total_seconds()) // 3600
        yield ngettext(
            "Between two attempts %(count)s hour must pass.", "Between two attempts %(count)s hours must pass.", hours
        ) % {"count": hours}  # fmt: skip
    if not rules.counts:
        yield _("It does not count for the mark of the course.")
    else:
        yield _("You pass with %(mark)s of 20.") % {"mark": pass_mark}
        if rules.attempts != 1:
            yield {
                "highest": _("The highest mark counts."),
                "latest": _("The mark of the latest attempt counts."),
                "first": _("The mark of the first attempt counts."),
                "mean": _("The mean of all attempts counts."),
            }[rules.counting]
    yield review_words(rules)


def _dates(window: Window | None) -> Iterator[str]:
    if window is None:
        return
    if window.ends > window.closes_for_all:
        yield _("For you it closes on %(at)s; what is saved by then is submitted.") % {"at": moment(window.ends)}
        return
    if window.last_start < window.closes_for_all:
        yield _("It can be started until %(at)s.") % {"at": moment(window.last_start)}
    yield _("It closes for everybody on %(at)s; what is saved by then is submitted.") % {
        "at": moment(window.closes_for_all)
    }


def _entry(entry: EntryRules) -> Iterator[str]:
    if entry.after_earlier:
        yield _("It can be begun once everything that the course requires before it is done.")
    if entry.networks:
        yield _("It can be begun and continued only at the places that its organisers have named.")
    if entry.password:
        yield _("To begin you need its password.")
    if entry.code:
        yield _("To begin you need the code that the proctor says in the room; it changes.")
    if entry.pledge:
        yield _("To begin you tick a pledge, which is kept with your attempt.")
