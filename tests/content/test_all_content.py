"""What holds across all that is taught: nothing told twice, spelt as Peru spells, exams that measure."""

import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from assessments.question_types.registry import kinds
from tests.content.curriculum_files import (
    CONTENT,
    COURSES,
    GUIDELINES,
    LESSONS,
    Mapping,
    bank,
    body,
    draws,
    exams,
    fixed,
    front_matter,
    load,
)
from tests.content.prose import paragraphs, read, shingles

#: Parts of a paragraph of which so many are shared make it the same paragraph.
ALIKE, SHORTEST = 0.8, 12
WORDS = Path(__file__).with_name("words.txt")
COUNTING = [(course, paper) for course in COURSES for paper in exams(course) if paper["counts"]]
#: What pure guessing earns; kinds that are not named earn nothing worth counting.
BY_CHANCE = {"single_choice": 1 / 4, "true_false": 1 / 2, "matrix": 1 / 2, "categories": 1 / 3, "matching": 1 / 4}

_PRONOUNS = ("la", "las", "lo", "los", "le", "les", "se", "me", "nos")
_UNACCENTED = str.maketrans("áéíóú", "aeiou")


def name_of(value: object) -> str:
    if isinstance(value, dict):
        return str(value["key"])
    return value.stem if isinstance(value, Path) else str(value)


# Nothing told twice


def alike(texts: list[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """Return the pairs of different owners whose texts share more than ``ALIKE`` of the smaller one's shingles."""
    cut = [(owner, shingles(text)) for owner, text in texts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, (_, parts) in enumerate(cut):
        for part in parts:
            holders[part].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        shared.update(combinations(places, 2))
    return [
        (texts[first][1], texts[second][1], share)
        for (first, second), count in shared.items()
        if cut[first][0] != cut[second][0]
        and min(len(cut[first][1]), len(cut[second][1])) >= SHORTEST
        and (share := count / min(len(cut[first][1]), len(cut[second][1]))) > ALIKE
    ]


def test_a_paragraph_told_twice_is_found() -> None:
    once = "Quien roba en una puerta donde todo se le da no encuentra otra igual a dos cuadras, ni la busca esa noche."
    again = once.replace("dos cuadras", "dos calles")
    assert alike([("una", once), ("otra", again)])
    assert not alike([("una", once), ("una", again)]), "a lesson may come back to its own words"
    assert not alike(
        [("una", once), ("otra", "Antes de contar, cuatro controles; y después de contar, otra vez los cuatro.")]
    )


def test_no_paragraph_is_told_twice_in_lessons_and_guidelines() -> None:
    assert alike([(str(path), text) for path in [*LESSONS, *GUIDELINES] for text in paragraphs(path)]) == []


def test_no_question_is_asked_twice() -> None:
    """Questions of one case share its words, not their own."""
    prompts = [
        (q["key"], f"{q['prompt']} {' '.join(o['text'] for o in q.get('options', []))}")
        for c in COURSES
        for q in bank(c)
    ]
    assert alike(prompts) == []


# Spelling


@pytest.fixture(scope="module")
def hunspell() -> str:
    """Return the program; without it the test says so, and fails where it may not be missing."""
    found = shutil.which("hunspell")
    if found is None:
        missing = "hunspell is not installed (make apt-test): spelling was not checked."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def unknown(hunspell: str, words: set[str]) -> set[str]:
    """Return the words that the dictionary of Peru's Spanish does not have, not even without their pronouns."""
    verbs = {word: _without_pronouns(word) for word in _listed(hunspell, words)}
    every = set().union(*verbs.values())
    have = every - _listed(hunspell, every)
    return {word for word, stems in verbs.items() if not stems & have}


def _listed(hunspell: str, words: set[str]) -> set[str]:
    done = subprocess.run(
        [hunspell, "-d", "es_PE", "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)), capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return set(done.stdout.split())


def _without_pronouns(word: str) -> set[str]:
    """``escríbalo`` → ``escriba``, ``dándoselos`` → ``dando``: each way in which one or two pronouns may hang on."""
    stems = {word}
    for _ in range(2):
        stems |= {stem.removesuffix(end) for stem in stems for end in _PRONOUNS if stem.endswith(end)}
    stems = {stem for stem in stems - {word} if len(stem) > 2}
    return stems | {stem.translate(_UNACCENTED) for stem in stems}


def names(text: str) -> set[str]:
    """Words that stand with a capital inside a sentence, or before another one or a year: people, places, authors."""
    capital = r"[A-ZÁÉÍÓÚÑ]\w+"
    before = re.findall(rf"(?<=[\wáéíóúñ,;] )[«*(]*({capital})", text)
    after = re.findall(rf"({capital})(?= {capital}| y {capital}| y otr|,? \(?\d{{4}})", text)
    return {*before, *after}


def test_the_exams_ask_every_kind_of_question() -> None:
    asked: set[str] = set()
    for course in COURSES:
        every = {question["key"]: question for question in bank(course)}
        for paper in exams(course):
            tags = {draw["tag"] for draw in draws(paper)}
            drawn = [one for one in every.values() if tags.intersection(one["tags"])]
            shown = [*drawn, *(every[key] for key in fixed(paper))]
            asked |= {one["kind"] for one in shown} | {every[one["case"]]["kind"] for one in shown if "case" in one}
    assert asked == {*kinds()}


def test_a_misspelt_word_is_found(hunspell: str) -> None:
    assert unknown(hunspell, {"patrulla", "escríbalo", "tomarle"}) == set()
    assert unknown(hunspell, {"desicion", "vaya", "haiga", "escrívalo"}) == {"desicion", "haiga", "escrívalo"}


def test_all_content_is_spelt_as_the_dictionary_and_the_project_spell_it(hunspell: str) -> None:
    known = set(WORDS.read_text(encoding="utf-8").split())
    texts = list(read())
    every = set().union(*(names(text) for _, text in texts))
    found: dict[str, list[str]] = defaultdict(list)
    for path, text in texts:
        for word in set(re.findall(r"[^\W\d_]{3,}", text)):
            if word not in every and not word.isupper():
                found[word.lower()].append(path.stem)
    wrong = unknown(hunspell, set(found) - known)
    assert {word: sorted(set(found[word])) for word in sorted(wrong)} == {}


def test_the_project_s_own_words_are_short_sorted_and_used(hunspell: str) -> None:
    words = WORDS.read_text(encoding="utf-8").split()
    assert words == sorted(set(words))
    assert _listed(hunspell, set(words)) == set(words), "the dictionary has it already"
    said = {word.lower() for _, text in read() for word in re.findall(r"[^\W\d_]{3,}", text)}
    assert set(words) - said == set()


# Links


@pytest.mark.parametrize("path", [*LESSONS, *GUIDELINES], ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    course = path.parents[1]
    glossary = course / "glossary.yaml"
    known = {
        "lesson": {front_matter(other)["key"] for other in LESSONS if other.parents[1] == course},
        "guideline": {front_matter(other)["key"] for other in GUIDELINES},
        "term": {entry["key"] for entry in load(glossary)} if glossary.is_file() else set(),
    }
    for kind, key in re.findall(r"\]\((\w+):([^)]+)\)", body(path)):
        assert key in known[kind], f"{kind}:{key}"


@pytest.mark.parametrize("path", sorted(CONTENT.glob("courses/*/glossary.yaml")), ids=lambda path: path.parent.name)
def test_no_two_terms_of_a_glossary_share_a_name(path: Path) -> None:
    said = [name.lower() for entry in load(path) for name in [entry["term"], *entry.get("also", [])]]
    assert [name for name, count in Counter(said).items() if count > 1] == []


# Exams


def asked(course: Path, paper: Mapping) -> list[tuple[float, list[Mapping]]]:
    """Return how many questions each draw takes and from which; a named question is a draw of itself."""
    questions = {question["key"]: question for question in bank(course)}
    named: list[tuple[float, list[Mapping]]] = [(1, [questions[key]]) for key in fixed(paper)]
    return named + [
        (draw["count"], [each for each in questions.values() if draw["tag"] in each["tags"]]) for draw in draws(paper)
    ]


@pytest.mark.parametrize(("course", "paper"), COUNTING, ids=name_of)
def test_an_exam_that_counts_can_be_passed_by_knowing_and_not_by_guessing(course: Path, paper: Mapping) -> None:
    parts = asked(course, paper)
    assert all(count <= len(pool) for count, pool in parts)
    assert not [question["key"] for _, pool in parts for question in pool if question["kind"] in {"likert", "case"}]
    total = sum(count for count, _ in parts)
    assert paper["minutes"] >= total, "less than a minute a question"
    pass_mark = float(paper["pass_mark"] or load(course / "course.yaml")["pass_mark"])
    guessed = sum(
        count * sum(BY_CHANCE.get(question["kind"], 0) for question in pool) / len(pool) for count, pool in parts
    )
    assert 20 * guessed / total < pass_mark - 4 <= 16


@pytest.mark.parametrize(("course", "paper"), COUNTING, ids=name_of)
def test_an_exam_that_counts_mixes_what_is_easy_and_what_is_hard(course: Path, paper: Mapping) -> None:
    parts = asked(course, paper)
    total = sum(count for count, _ in parts)
    levels: Counter[str] = Counter()
    for count, pool in parts:
        for question in pool:
            levels[question["difficulty"]] += count / len(pool)  # type: ignore[assignment]  # expected numbers
    assert len(levels) >= 2
    assert max(levels.values()) <= 0.75 * total


@pytest.mark.parametrize(
    ("course", "paper"), [each for each in COUNTING if sum(d["count"] for d in draws(each[1])) >= 20], ids=name_of
)
def test_a_final_exam_asks_of_every_module(course: Path, paper: Mapping) -> None:
    module = {front_matter(path)["key"]: path.parent.name for path in LESSONS if path.parents[1] == course}
    expected: Counter[str] = Counter()
    for count, pool in asked(course, paper):
        for question in pool:
            homes = {module[key] for key in question["lessons"]}
            for home in homes:
                expected[home] += count / len(pool) / len(homes)  # type: ignore[assignment]  # expected numbers
    share = sum(expected.values()) / len(set(module.values()))
    assert expected.keys() == set(module.values())
    assert all(share / 2 <= number <= share * 2 for number in expected.values()), expected
