"""Questions and exams in the files of ``content/``: how they are read and checked (``courses.curriculum``)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from assessments.complaint_rules import DAYS
from assessments.curriculum_values import DrawValue, ExamValue, QuestionValue, SectionValue, lesson_and_number
from assessments.draw import Blueprint, DrawImpossible, QuestionRef, QuestionTwice, Section, TagDraw, draw
from assessments.entry_rules import EntryRules, is_network
from assessments.grading import BadWeight, weight_of
from assessments.models.question import QuestionVersion
from assessments.pages import ExamPage
from assessments.question_types import registry
from assessments.question_types.figures import Illustrated
from assessments.question_types.problems import InvalidContent
from assessments.review_rules import PRESETS, problem_in, table_of
from assessments.section_rules import SectionRules, break_problem
from assessments.services.load_exams import load_exams
from assessments.services.load_questions import load_questions
from courses.content_states import page_states
from courses.curriculum.kinds import Curriculum, Entry, Fault, Source, digest
from courses.curriculum.schema import Fields, fields_of
from courses.curriculum.yaml_lines import Lines, UnreadableYAML, read
from kernel.canonical import canonical

__all__ = ["ExamFiles", "QuestionFiles"]

_DIFFICULTIES = ("easy", "medium", "hard")
_COUNTING = ("highest", "latest", "first", "mean")
_BEHAVIOUR = ("exam", "practice")
_REVIEW = tuple(PRESETS)


class QuestionFiles:
    """``questions/*.yaml``: lists of questions, the bank of their course."""

    kind = "question"
    pattern = re.compile(r"courses/[^/]+/questions/[^/]+\.yaml")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the questions of a file, and what is wrong with their form."""
        faults: list[Fault] = []
        entries: list[Entry] = []
        try:
            value, lines = read(source.text)
        except UnicodeDecodeError:
            return [], [Fault(source.path, 1, "not_utf8")]
        except UnreadableYAML as unreadable:
            return [], [Fault(source.path, unreadable.line, unreadable.code, unreadable.params)]
        if not isinstance(value, list):
            return [], [Fault(source.path, 1, "not_a_list", {"name": "questions"})]
        for n, mapping in enumerate(value):
            fields = Fields(mapping, source.path, lines, faults, (n,))
            if isinstance(mapping, Mapping):
                entry = self._entry(source, mapping, fields, lines, n)
                entries.extend([entry] if entry else [])
        return entries, faults

    def _entry(self, source: Source, mapping: Mapping[str, Any], fields: Fields, lines: Lines, n: int) -> Entry | None:
        key = fields.key()
        kind = fields.choice("kind", registry.kinds())
        weight = _weight(fields)
        tags = fields.texts("tags", longest=60, required=False)
        lessons = fields.texts("lessons", longest=80, required=False)
        objectives = fields.texts("objectives", longest=90, required=False)
        case = fields.text("case", longest=80, required=False)
        difficulty = fields.choice("difficulty", _DIFFICULTIES, default="medium")
        if mapping.get("kind") != kind:
            return None
        try:
            content = registry.get(kind).parse(mapping)
        except InvalidContent as invalid:
            for problem in invalid.problems:
                line = _line(lines, (n, *problem.path))
                params = {"where": problem.where, **problem.params}
                fields.faults.append(Fault(source.path, line, f"question_{problem.code}", params))
            return None
        value = QuestionValue(kind, content, weight, difficulty, tuple(tags), tuple(lessons), tuple(objectives), case)
        said = [
            kind, registry.get(kind).dump(content), weight, difficulty, tags, lessons,
            *([objectives] if objectives else []), *([case] if case else []),
        ]  # fmt: skip
        return Entry(
            kind=self.kind, key=key, path=source.path, line=fields.line(), value=value,
            digest=digest(canonical(said)),
            course=source.course_folder,
        )  # fmt: skip

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Return questions without a course, and what they name that the course does not have."""
        for entry in curriculum.of(self.kind):
            if curriculum.course_of(entry) is None:
                yield entry.fault("no_course")
            for key in entry.value.lessons:
                lesson = curriculum.by_key.get(key)
                if lesson is None or lesson.kind != "lesson" or lesson.course != entry.course:
                    yield entry.fault("question_lesson", key=key)
            yield from _objective_faults(entry, curriculum)
            yield from _case_faults(entry, curriculum)
            yield from _file_faults(entry, curriculum)

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Save versions in the banks of their courses."""
        return load_questions(entries, curriculum)

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the newest versions, and whether the question is retired: an edit is another version."""
        keys = {entry.uuid: entry.key for entry in entries}
        versions = QuestionVersion.objects.filter(question__uuid__in=list(keys)).order_by("question", "number")
        rows = versions.values_list("question__uuid", "uuid", "question__retired_at")
        return {keys[uuid]: f"{version}:{'retired' if retired else ''}" for uuid, version, retired in rows}


class ExamFiles:
    """Exams and quizzes among the lessons of a module."""

    kind = "exam"
    pattern = re.compile(r"courses/[^/]+/\d[^/]*/(?!module\.yaml$)[^/]+\.yaml")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the exam of a file."""
        fields, faults = fields_of(source)
        if fields is None:
            return [], faults
        fields.choice("kind", (self.kind,))
        key = fields.key()
        value = ExamValue(
            title=fields.text("title", longest=200),
            intro=fields.text("intro", longest=2000, required=False),
            counts=fields.flag("counts"),
            weight=_weight(fields),
            minutes=fields.whole("minutes", low=1, high=1440, null=True),
            attempts=fields.whole("attempts", low=1, high=100, null=True),
            wait_hours=fields.whole("wait_hours", low=0, high=8760) or 0,
            counting=fields.choice("counting", _COUNTING),
            pass_mark=fields.decimal("pass_mark", low="0", high="20", null=True),
            required=fields.flag("required", default=True),
            shuffle_questions=fields.flag("shuffle_questions"),
            shuffle_options=fields.flag("shuffle_options"),
            review=_review(fields),
            behaviour=fields.choice("behaviour", _BEHAVIOUR, default="exam"),
            try_penalty=_whole(fields, "try_penalty", low=0, high=100) or 0,
            entry=_entry(fields),
            sections=tuple(_section(section) for section in fields.mappings("sections")),
            complaint_days=_days(fields),
            marked_without_names=fields.flag("marked_without_names", default=True),
        )
        code = problem_in(table_of(value.review), counts=value.counts)
        if code:
            fields.fault(code, "review")
        for section in value.sections:
            code = break_problem(section.rules, section.questions, shuffles=value.shuffle_questions)
            if code:
                fields.fault(code, "sections", section=section.rules.title)
        if value.counts and value.behaviour == "practice":
            fields.fault("practice_counts", "behaviour")
        fields.done()
        entry = Entry(
            kind=self.kind, key=key, path=source.path, line=1, value=value, digest=digest(canonical(value.to_json())),
            course=source.course_folder, module=source.folder,
        )  # fmt: skip
        return ([entry] if key else []), faults

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Return exams that ask what their course's bank does not hold, or that no sitting could be drawn for."""
        for entry in curriculum.of(self.kind):
            if curriculum.module_of(entry) is None:
                yield entry.fault("no_module")
            bank = {
                each.key: each
                for each in curriculum.of("question")
                if each.course == entry.course and registry.get(each.value.kind).is_asked
            }
            missing = [key for section in entry.value.sections for key in section.questions if key not in bank]
            for key in missing:
                yield entry.fault("exam_question", key=key)
            if not missing:
                yield from _impossible(entry, bank)

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write the pages."""
        return load_exams(entries, curriculum)

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the pages as they stand."""
        return page_states(ExamPage, entries, by="activity_uuid")


def _objective_faults(entry: Entry, curriculum: Curriculum) -> Iterable[Fault]:
    if entry.value.objectives and not registry.get(entry.value.kind).asks_for_objectives:
        yield entry.fault("no_objectives_asked")
    for objective in entry.value.objectives:
        key, number = lesson_and_number(objective)
        lesson = curriculum.by_key.get(key)
        known = len(lesson.value.objectives) if lesson is not None and lesson.kind == "lesson" else 0
        if key not in entry.value.lessons or not 1 <= number <= known:
            yield entry.fault("question_objective", key=objective, example=f"{next(iter(entry.value.lessons), key)}.1")


def _case_faults(entry: Entry, curriculum: Curriculum) -> Iterable[Fault]:
    key = entry.value.case
    case = curriculum.by_key.get(key)
    is_one = case is not None and case.kind == entry.kind and not registry.get(case.value.kind).is_asked
    if key and (case is None or not is_one or case.course != entry.course):
        yield entry.fault("question_case", key=key)
    if key and not registry.get(entry.value.kind).is_asked:
        yield entry.fault("case_of_case", key=key)


def _file_faults(entry: Entry, curriculum: Curriculum) -> Iterable[Fault]:
    content = entry.value.content
    if not isinstance(content, Illustrated):
        return
    named = [(each.src, True) for each in content.shown_figures]
    named += [(each.src, False) for each in content.shown_documents]
    for src, is_picture in named:
        file = curriculum.by_key.get(f"{entry.course}/{src}")
        if file is None or file.kind != "media":
            yield entry.fault("unknown_media", src=src)
        elif file.value.picture != is_picture:
            yield entry.fault("not_a_picture" if is_picture else "not_a_document", src=src)


def _weight(fields: Fields) -> str:
    weight = fields.text("weight", longest=20, required=False) or "1"
    try:
        weight_of(weight)
    except BadWeight:
        fields.fault("bad_weight", "weight", value=weight)
    return weight


def _days(fields: Fields) -> int:
    if fields.raw("complaint_days") is None:
        return DAYS
    return fields.whole("complaint_days", low=0, high=365) or 0


def _section(fields: Fields) -> SectionValue:
    draws = []
    for each in fields.mappings("draws", required=False):
        draws.append(DrawValue(each.text("tag", longest=60), each.whole("count", low=1, high=100) or 0))
        each.done()
    section = SectionValue(
        _section_rules(fields),
        tuple(fields.texts("questions", longest=80, required=False)),
        tuple(draws),
    )
    if not section.questions and not section.draws:
        fields.fault("empty_section")
    fields.done()
    return section


def _section_rules(fields: Fields) -> SectionRules:
    return SectionRules(
        title=fields.text("title", longest=120, required=False),
        instructions=fields.text("instructions", longest=2000, required=False),
        minutes=_whole(fields, "minutes", high=1440),
        forward_only=fields.flag("forward_only", default=False),
        must_answer=fields.flag("must_answer", default=False),
        per_page=_whole(fields, "per_page", high=100),
        breaks_after=tuple(fields.texts("breaks_after", longest=80, required=False)),
    )


def _review(fields: Fields) -> str | dict[str, list[str]]:
    """Return the name of a table of what is shown when, or a table of the file's own."""
    raw = fields.raw("review")
    if not isinstance(raw, Mapping):
        return fields.choice("review", _REVIEW)
    try:
        return table_of(raw).to_json()
    except ValueError:
        fields.fault("review_table", "review")
        return "after_close"


def _entry(fields: Fields) -> EntryRules:
    """Return the ways in; a password is set in the CMS, since a file would show it."""
    if not fields.has("entry"):
        return EntryRules()
    said = fields.mapping("entry")
    networks = said.texts("networks", longest=50, required=False)
    for network in networks:
        if not is_network(network):
            said.fault("bad_network", "networks", value=network)
    entry = EntryRules(
        code=said.flag("code", default=False), networks=tuple(networks),
        pledge=said.text("pledge", longest=1000, required=False),
        after_earlier=said.flag("after_earlier", default=False),
    )  # fmt: skip
    said.done()
    return entry


def _whole(fields: Fields, name: str, *, low: int = 1, high: int) -> int | None:
    """Return a whole number that may be left out."""
    return fields.whole(name, low=low, high=high) if fields.has(name) else None


def _line(lines: Lines, way: tuple[str | int, ...]) -> int:
    """Return the line of the nearest part that the file has: what is missing stands nowhere."""
    while way and way not in lines:
        way = way[:-1]
    return lines.get(way, 1)


def _impossible(entry: Entry, bank: Mapping[str, Entry]) -> Iterable[Fault]:
    """Try a draw from what the files say, as publishing will from the rows."""

    def ref(key: str) -> QuestionRef:
        value: Any = bank[key].value
        uuid: UUID = bank[key].uuid
        return QuestionRef(uuid, uuid5(NAMESPACE_OID, key), "", value.kind, value.weight, ())

    sections = []
    pools: dict[str, list[QuestionRef]] = {}
    for section in entry.value.sections:
        for each in section.draws:
            pools[each.tag] = [ref(key) for key, question in bank.items() if each.tag in question.value.tags]
        draws = tuple(TagDraw(each.tag, each.count) for each in section.draws)
        sections.append(Section(section.rules.title, tuple(ref(key) for key in section.questions), draws))
    try:
        draw(Blueprint(tuple(sections), shuffle_questions=False, shuffle_options=False), pools, bytes(16))
    except DrawImpossible as error:
        yield entry.fault("exam_draw", line=None, **error.params)
    except QuestionTwice as error:
        twice = next((key for key, question in bank.items() if question.uuid == error.question), "")
        yield entry.fault("exam_twice", key=twice)
    except BadWeight:
        return
