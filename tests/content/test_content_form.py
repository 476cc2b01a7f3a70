"""What every shipped curriculum must hold, read from the files alone (no Django, no loader)."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from tests.content.computed import COMPUTED, STATED
from tests.content.curriculum_files import (
    CALCULATED,
    COMMON,
    CONTENT,
    COURSES,
    FIGURES,
    GUIDELINES,
    LESSONS,
    LEVELS,
    OWN,
    Mapping,
    bank,
    blocks,
    body,
    checks,
    draws,
    exam,
    exams,
    fixed,
    front_matter,
    load,
    prose_words,
    right_is_longest,
    right_position,
)

#: The boxes of a lesson, as content/README.md has them.
BOXES = {
    "callout", "figure", "document", "case", "table", "comparison", "quote", "steps", "timeline", "media", "check",
}  # fmt: skip
#: Minutes of one academic hour, as content/README.md states it.
ACADEMIC_HOUR = 45
#: Minutes that one question of a quiz without a time limit is taken to need.
QUIZ_QUESTION = 2
QUESTIONS = [(course, question) for course in COURSES for question in bank(course)]
COMMUNITY = CONTENT / "courses" / "policia-comunitaria"
INTELLIGENCE = CONTENT / "courses" / "analisis-inteligencia"


def name_of(value: object) -> str:
    if isinstance(value, dict):
        return str(value["key"])
    return value.stem if isinstance(value, Path) else str(value)


# Courses


def test_the_courses_of_this_release_are_there() -> None:
    courses = [load(course / "course.yaml") for course in COURSES]
    assert {course["code"]: course["classification"] for course in courses} == {
        "IN-201": "reserved",
        "IN-202": "reserved",
        "IND-001": "open",
        "PC-101": "open",
    }


def test_every_key_is_well_formed_and_used_once() -> None:
    keys = [front_matter(path)["key"] for path in LESSONS]
    keys += [load(path)["key"] for path in CONTENT.glob("courses/*/course.yaml")]
    keys += [load(path)["key"] for path in CONTENT.glob("courses/*/*/module.yaml")]
    keys += [paper["key"] for course in COURSES for paper in exams(course)]
    keys += [question["key"] for _, question in QUESTIONS]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


@pytest.mark.parametrize("course", COURSES, ids=name_of)
def test_declared_hours_are_the_sum_of_the_workloads(course: Path) -> None:
    """Rounded down to whole hours: a course never declares more than it asks."""
    minutes = sum(front_matter(path)["minutes"] for path in LESSONS if course in path.parents)
    for paper in (each for each in exams(course) if each.get("required", True)):
        asked = len(fixed(paper)) + sum(draw["count"] for draw in draws(paper))
        minutes += paper["minutes"] or QUIZ_QUESTION * asked
    assert minutes // ACADEMIC_HOUR == load(course / "course.yaml")["academic_hours"]


def test_the_reserved_course_is_named_neutrally_in_public() -> None:
    page = load(INTELLIGENCE / "course.yaml")
    assert page["public_title"] == "Curso de especialización IN-201"
    assert "Cóndor Gris" in page["title"]
    assert not any("Cóndor" in path.read_text(encoding="utf-8") for path in COMMUNITY.rglob("*.*") if path.is_file())


# Lessons


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_lesson_has_600_to_1400_words(path: Path) -> None:
    assert 600 <= prose_words(body(path)) <= 1400


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_lesson_has_a_case_or_figure_a_check_an_exercise_a_legal_basis_and_key_points(path: Path) -> None:
    text = body(path)
    assert blocks(text, "case") or blocks(text, "figure")
    assert checks(path)
    assert blocks(text, "callout kind=legal")
    assert re.search(r"^## Ejercicio en su ", text, re.MULTILINE)
    assert re.search(r"^## Puntos clave$", text, re.MULTILINE)
    assert front_matter(path).keys() == {"key", "title", "minutes", "lede", "objectives"}


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_every_block_of_a_lesson_is_known_and_closed(path: Path) -> None:
    opened = re.findall(r"^::: ?(\w+)", body(path), re.MULTILINE)
    closed = re.findall(r"^:::$", body(path), re.MULTILINE)
    assert set(opened) <= BOXES
    assert len(opened) == len(closed)


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_check_has_one_right_option_and_teaches_at_each(path: Path) -> None:
    for check in checks(path):
        assert check.keys() == {"question", "options", "explanation"}
        assert [option["right"] for option in check["options"]].count(True) == 1
        assert all(option["feedback"].strip() for option in check["options"])
        assert check["explanation"].strip()


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_case_asks_questions(path: Path) -> None:
    for case in blocks(body(path), "case"):
        assert len(re.findall(r"^\? ", case, re.MULTILINE)) >= 2


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_the_rows_of_a_table_have_the_columns_of_its_header(path: Path) -> None:
    for table in blocks(body(path), "table"):
        rows = [line for line in table.splitlines() if line.startswith("|")]
        assert len(rows) > 2
        assert len({line.count("|") for line in rows}) == 1


def test_internal_links_lead_to_a_lesson_of_the_same_course_or_to_a_guideline() -> None:
    guidelines = {front_matter(path)["key"] for path in GUIDELINES}
    for path in LESSONS:
        course = path.parents[1]
        known = {front_matter(other)["key"] for other in LESSONS if course in other.parents}
        assert set(re.findall(r"\]\(lesson:([^)]+)\)", body(path))) <= known
        assert set(re.findall(r"\]\(guideline:([^)]+)\)", body(path))) <= guidelines
        assert not re.search(r"\]\((?!lesson:|guideline:|term:)", body(path))


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_link_stands_only_where_it_is_shown_as_one(path: Path) -> None:
    """Captions, cells, checks and the questions of a case are plain text: a link there is read as brackets."""
    plain = [text for name in ("figure", "document", "table", "check") for text in blocks(body(path), name)]
    plain += [line for case in blocks(body(path), "case") for line in re.findall(r"^\? .*$", case, re.MULTILINE)]
    assert not [text for text in plain if "](" in text]


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_check_and_the_questions_of_a_case_have_no_marks_of_emphasis(path: Path) -> None:
    """They are plain text too: the asterisks would be read."""
    plain = blocks(body(path), "check")
    plain += [line for case in blocks(body(path), "case") for line in re.findall(r"^\? .*$", case, re.MULTILINE)]
    assert not [text for text in plain if "*" in text]


def test_a_guideline_has_length_sections_and_says_what_it_rests_on() -> None:
    assert GUIDELINES
    for path in GUIDELINES:
        text = body(path)
        assert 1_200 <= prose_words(text) <= 4_000, path
        sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert {"Finalidad", "Alcance", "Responsabilidades", "Procedimiento", "Base legal"} <= set(sections), path
        assert not [each for each in sections if re.match(r"\d", each)], "the system numbers them"


# Figures


def test_every_figure_that_is_named_exists_with_alternative_text_and_none_lies_unused() -> None:
    used = set()
    for course, question in QUESTIONS:
        for figure in [*question.get("figures", []), *([question["image"]] if "image" in question else [])]:
            assert len(figure["alt"]) > 60
            used.add(course / figure["src"])
    for path in LESSONS:
        for figure in re.findall(r"^::: figure (.*)$", body(path), re.MULTILINE):
            match = re.fullmatch(r'src=(\S+) alt="([^"]+)" credit="([^"]+)"', figure)
            assert match, f"{path}: {figure}"
            assert len(match[2]) > 60
            assert (path.parents[1] / match[1]).is_file()
            used.add(path.parents[1] / match[1])
    assert used == set(FIGURES)


@pytest.mark.parametrize("path", FIGURES, ids=name_of)
def test_a_figure_is_inert_and_asks_nothing_of_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"<(script|style|foreignObject|image|use|a)\b|\son\w+=|href|url\(|https?:|@import|data:", text)
    assert "<title>" in text
    assert "<desc>" in text


@pytest.mark.parametrize("path", FIGURES, ids=name_of)
def test_the_text_of_a_figure_can_be_read_on_a_phone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r'viewBox="0 0 420 \d+"', text)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', text)) >= 13
    assert 'rx="14" fill="#fbfbf8"' in text, "the own light ground makes it readable in the dark scheme"


def test_the_bar_chart_draws_the_numbers_of_its_lesson() -> None:
    text = (COMMUNITY / "media" / "arrebatos-por-hora.svg").read_text(encoding="utf-8")
    bars = [
        (int(h), int(n), int(height))
        for height, h, n in re.findall(r'height="(\d+)" fill="[^"]+"><title>(\d\d):00, (\d+)</title>', text)
    ]
    assert sum(n for _, n, _ in bars) == 42
    assert sum(n for h, n, _ in bars if 18 <= h <= 21) == 28
    assert all(height == 24 * n for _, n, height in bars)


# Questions


@pytest.mark.parametrize(("course", "question"), QUESTIONS, ids=name_of)
def test_a_question_is_complete(course: Path, question: Mapping) -> None:
    assert question["kind"] in {*OWN, "calculated"}
    assert question["difficulty"] in LEVELS
    own = OWN.get(question["kind"], CALCULATED | ({"table"} if "table" in question else {"parameters"}))
    assert question.keys() - {"case", "objectives"} == COMMON | own
    assert all(str(question[field]).strip() for field in ("prompt", "explanation", "reference"))
    known = {front_matter(path)["key"] for path in LESSONS if course in path.parents}
    assert question["lessons"]
    assert set(question["lessons"]) <= known
    assert len(question["tags"]) == len(set(question["tags"])) >= 2
    assert isinstance(question["weight"], str)


@pytest.mark.parametrize(("course", "question"), [each for each in QUESTIONS if "options" in each[1]], ids=name_of)
def test_a_choice_question_has_the_right_number_of_right_options(course: Path, question: Mapping) -> None:
    options = question["options"]
    right = [option["right"] for option in options].count(True)
    assert [option["key"] for option in options] == list("abcdef")[: len(options)]
    assert len({option["text"] for option in options}) == len(options) >= 4
    assert all(option["feedback"].strip() for option in options)
    assert right == 1 if question["kind"] == "single_choice" else 2 <= right < len(options)


def test_other_kinds_carry_a_key_of_their_kind() -> None:
    for _, question in QUESTIONS:
        if question["kind"] == "true_false":
            assert isinstance(question["answer"], bool)
            assert question["feedback_true"].strip()
            assert question["feedback_false"].strip()
        if question["kind"] == "short_answer":
            assert question["accepted"]
            assert question["exact"] is False


def test_every_numeric_answer_is_recomputed_from_the_data_of_its_prompt() -> None:
    numeric = {question["key"]: question for _, question in QUESTIONS if question["kind"] == "numeric"}
    assert numeric.keys() == COMPUTED.keys() == STATED.keys()
    for key, question in numeric.items():
        answer, tolerance = Fraction(question["answer"]), Fraction(question["tolerance"])
        assert abs(answer - COMPUTED[key]) <= tolerance / 2, key
        said = [int(number) for number in re.findall(r"\d+", question["prompt"])]
        assert set(STATED[key]) <= set(said), key


def test_the_bank_of_pc_101_uses_all_kinds_at_three_difficulties() -> None:
    kinds = Counter(question["kind"] for question in bank(COMMUNITY))
    assert kinds.total() >= 160
    assert kinds["multiple_choice"] >= 15
    assert kinds["true_false"] >= 12
    assert kinds["numeric"] >= 30
    assert kinds["short_answer"] >= 9
    assert kinds["single_choice"] >= 80
    levels = Counter(question["difficulty"] for question in bank(COMMUNITY))
    assert all(levels[level] >= 30 for level in LEVELS)


def test_true_and_false_are_both_right_at_times() -> None:
    answers = Counter(q["answer"] for _, q in QUESTIONS if q["kind"] == "true_false")
    assert abs(answers[True] - answers[False]) <= 2


def test_the_position_of_the_right_option_is_balanced() -> None:
    single = [question for _, question in QUESTIONS if question["kind"] == "single_choice"]
    positions = Counter(right_position(question["options"]) for question in single)
    assert set(positions) == {0, 1, 2, 3}
    assert max(positions.values()) - min(positions.values()) <= 2
    in_checks = Counter(right_position(check["options"]) for path in LESSONS for check in checks(path))
    assert set(in_checks) == {0, 1, 2}
    assert max(in_checks.values()) <= sum(in_checks.values()) / 2


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "check"])
def test_the_right_option_is_seldom_the_longest(kind: str) -> None:
    """At most 45 of 100, so that length gives nothing away."""
    if kind == "check":
        options = [check["options"] for path in LESSONS for check in checks(path)]
    else:
        options = [question["options"] for _, question in QUESTIONS if question["kind"] == kind]
    longest = sum(right_is_longest(each) for each in options)
    assert longest <= 0.45 * len(options)


def test_the_right_option_is_seldom_the_shortest_either() -> None:
    options = [question["options"] for _, question in QUESTIONS if question["kind"] == "single_choice"]
    shortest = 0
    for each in options:
        right = next(len(option["text"]) for option in each if option["right"])
        shortest += right < min(len(option["text"]) for option in each if not option["right"])
    assert shortest <= 0.45 * len(options)


def test_distractors_are_of_like_length() -> None:
    for _, question in QUESTIONS:
        if question["kind"] == "single_choice":
            lengths = [len(option["text"]) for option in question["options"]]
            assert max(lengths) <= 1.6 * min(lengths), question["key"]


def test_no_question_asks_for_all_of_the_above_or_for_the_false_one() -> None:
    for _, question in QUESTIONS:
        texts = [question["prompt"], *(option["text"] for option in question.get("options", []))]
        assert not re.search(
            r"(todas|ninguna) (de )?las anteriores|(es|son) (la )?(falsa|incorrecta)s?\b",
            " ".join(texts),
            re.IGNORECASE,
        ), question["key"]


# Exams


def test_the_quiz_is_practice_with_fixed_questions_that_no_draw_can_repeat() -> None:
    paper = exam(COMMUNITY, "pc-101-m1-control")
    assert (paper["counts"], paper["minutes"], paper["attempts"], paper["review"]) == (False, None, None, "at_once")
    assert 8 <= len(fixed(paper)) <= 10
    tags = {question["key"]: question["tags"] for question in bank(COMMUNITY)}
    assert not any(tag.startswith("pool-") for key in fixed(paper) for tag in tags[key])


def test_the_final_exam_asks_20_questions_under_the_stated_rules() -> None:
    paper = exam(COMMUNITY, "pc-101-examen-final")
    assert sum(draw["count"] for draw in draws(paper)) + len(fixed(paper)) == 20
    rules = (
        "counts",
        "minutes",
        "attempts",
        "wait_hours",
        "counting",
        "review",
        "shuffle_questions",
        "shuffle_options",
    )
    assert [paper[rule] for rule in rules] == [True, 40, 3, 0, "highest", "after_close", True, True]


def test_the_exam_of_the_reserved_course_asks_5_questions_under_the_stated_rules() -> None:
    paper = exam(INTELLIGENCE, "in-201-m1-examen")
    assert len(fixed(paper)) == 5
    assert [paper[rule] for rule in ("counts", "minutes", "attempts", "wait_hours", "review")] == [
        True,
        15,
        2,
        24,
        "after_close",
    ]


@pytest.mark.parametrize("course", COURSES, ids=name_of)
def test_every_draw_is_possible_from_a_pool_with_room_and_asks_nothing_twice(course: Path) -> None:
    questions = bank(course)
    for question in questions:
        assert sum(tag.startswith("pool-") for tag in question["tags"]) <= 1, question["key"]
    for paper in exams(course):
        named = [draw["tag"] for draw in draws(paper)]
        assert len(named) == len(set(named))
        for draw in draws(paper):
            pool = [question["key"] for question in questions if draw["tag"] in question["tags"]]
            assert draw["tag"].startswith("pool-")
            assert len(pool) >= 1.7 * draw["count"], draw["tag"]
            assert not set(pool) & set(fixed(paper))


@pytest.mark.parametrize("course", COURSES, ids=name_of)
def test_every_question_is_asked_by_an_exam_and_every_key_named_exists(course: Path) -> None:
    named = {key for paper in exams(course) for key in fixed(paper)}
    pools = {draw["tag"] for paper in exams(course) for draw in draws(paper)}
    assert named <= {question["key"] for question in bank(course)}
    about = {question["case"] for question in bank(course) if "case" in question}
    assert about == {question["key"] for question in bank(course) if question["kind"] == "case"}
    for question in (each for each in bank(course) if each["kind"] != "case"):
        assert question["key"] in named or pools & set(question["tags"]), question["key"]


# The law


#: Norms that the field's facts confirm; any other citation is an invention until someone confirms it.
CONFIRMED = {
    "D.Leg. 1267",
    "D.Leg. 1454",
    "D.Leg. 1186",
    "D.Leg. 1348",
    "D.Leg. 1141",
    "Ley 27933",
    "Ley 30364",
    "Ley 27337",
    "Ley 27806",
    "Ley 29733",
    "D.S. 004-2020-MIMP",
    "D.S. 026-2017-IN",
    "D.S. 010-2019-IN",
    "D.S. 008-2017-IN",
    "D.S. 016-2024-JUS",
    "R.M. 296-2020-IN",
    "R.M. 498-2018-IN",
    "R.C.G. 251-2021-CG",
    "R.C.G. 764-2019-CG",
    "R.D. 1170-97",
    "R.D. 372-2017-DIRGEN",
}


def test_only_confirmed_law_is_cited() -> None:
    for path in [*LESSONS, *CONTENT.glob("courses/*/questions/*.yaml")]:
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        cited = re.findall(r"(?:D\.Leg\.|D\.S\.|R\.M\.|R\.D\.|R\.C\.G\.|Ley) \d[\dA-Z-]*", text)
        assert {norm.rstrip("-") for norm in cited} <= CONFIRMED, path
