"""What the payload of an exam says, in words, but for the questions that it names: its rules and its sections."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.defaultfilters import yesno
from django.utils.text import capfirst

from assessments.blocks.sections import EXAM_SECTIONS
from assessments.complaint_rules import DAYS
from assessments.entry_rules import EntryRules
from assessments.pages import Behaviour, ExamPage, ReviewRule
from assessments.review_rules import table_of
from assessments.review_words import MOMENTS, THINGS
from courses.text_difference import Fact
from kernel.canonical import canonical

__all__ = ["exam_facts"]

_RULES = (
    "intro", "counts", "weight", "pass_mark", "counting", "minutes", "attempts", "wait_hours", "shuffle_questions",
    "shuffle_options",
)  # fmt: skip
#: Of a section, beside what it asks; in the order of its form.
_SECTION = ("title", "instructions", "minutes", "forward_only", "must_answer", "per_page")


def exam_facts(payload: Mapping[str, Any]) -> list[Fact]:
    """Return what an exam says beside its title."""
    return [*_rules(payload), *(_section(section) for section in payload["sections"])]


def _rules(payload: Mapping[str, Any]) -> Iterator[Fact]:
    yield from (_fact(name, payload[name]) for name in _RULES)
    yield _fact("behaviour", payload.get("behaviour", Behaviour.EXAM.value))
    yield _fact("try_penalty", payload.get("try_penalty", 0))
    yield _fact("complaint_days", payload.get("complaint_days", DAYS))
    yield _fact("marked_without_names", not payload.get("marked_with_names", False))
    yield Fact("review", _label("review"), _review(payload["review"]), same=_exact(payload["review"]))
    entry = EntryRules.from_payload(payload)
    yield _fact("after_earlier", entry.after_earlier)
    # Its hash is for nobody: that there is one is said, and that it is another one is noticed.
    yield Fact("password", _label("password"), str(yesno(bool(entry.password))), same=entry.password)
    yield _fact("asks_code", entry.code)
    yield _fact("networks", "\n".join(entry.networks))
    yield _fact("pledge", entry.pledge)


def _fact(name: str, value: Any) -> Fact:
    choices = dict(ExamPage._meta.get_field(name).choices or ())
    return Fact(name, _label(name), _words(choices.get(value, value)))


def _label(name: str) -> str:
    return str(capfirst(ExamPage._meta.get_field(name).verbose_name))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(yesno(value))
    return "–" if value in {None, ""} else str(value)


def _review(review: str | Mapping[str, Any]) -> str:
    """Return the name of a table of what is shown when, or the table itself, a line a moment."""
    if isinstance(review, str):
        return str(ReviewRule(review).label)
    cells = table_of(review).cells
    shown = {moment: [str(words) for thing, words in THINGS.items() if thing in cells[moment]] for moment in cells}
    return "\n".join(f"{MOMENTS[moment]}: {', '.join(things) or '–'}" for moment, things in shown.items())


def _section(section: Mapping[str, Any]) -> Fact:
    """Return one section. Its questions are counted here: those that differ are named by themselves."""
    form = dict(EXAM_SECTIONS)["section"]
    fields = form.child_blocks
    lines = [f"{fields[name].label}: {_words(section[name])}" for name in _SECTION if section.get(name)]
    if section["questions"]:
        lines.append(f"{fields['questions'].label}: {len(section['questions'])}")
    if section.get("breaks_after"):
        lines.append(f"{fields['breaks_after'].label}: {len(section['breaks_after'])}")
    lines += [f"{fields['draws'].label}: {draw['count']} × {draw['tag']}" for draw in section["draws"]]
    rest = {name: value for name, value in section.items() if name != "draws"}
    rest["questions"] = [named["question"] for named in section["questions"]]
    return Fact("", str(capfirst(form.label)), "\n".join(lines), same=_exact([rest, lines]))


def _exact(value: Any) -> str:
    return canonical(value).decode()
