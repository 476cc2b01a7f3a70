"""A line never ends between a number and what it counts: whoever writes a file types an ordinary space."""

from itertools import pairwise

import pytest

from courses.curriculum.kinds import Source
from courses.unbroken import unbroken, unbroken_html
from tests.content.curriculum_files import CONTENT, GUIDELINES, LESSONS


@pytest.mark.parametrize(
    "kept",
    ["20 %", "9,5 %", "10 km", "300 m", "2 km²", "15 min", "S/ 200", "art. 5", "Art. 166", "artículo 2", "N.° 12",
     "Ley 30364", "D.Leg. 1267", "D.S. 010-2019-IN", "R.M. 296-2020-IN", "6 000", "12 500", "150 000"],
)  # fmt: skip
def test_a_number_stays_with_its_unit_and_with_what_announces_it(kept: str) -> None:
    whole = kept.replace(" ", "\u00a0")
    assert unbroken(f"Son {kept}, (**{kept}**).") == f"Son {whole}, (**{whole}**)."


def test_a_law_keeps_its_number_whole() -> None:
    assert unbroken("la Ley N.° 27933 rige") == "la Ley\u00a0N.°\u00a027933 rige"


@pytest.mark.parametrize(
    "text",
    ["de 3 a 5 robos", "hay 20 mujeres", "5 metros", "3 semanas", "2026 2027", "el 12 300-5", "20 %\n", "Ley de 2017",
     "parte. 5", "20\n%", "key: art-5", "1,5 200"],
)  # fmt: skip
def test_other_words_and_lines_stay_as_they_are(text: str) -> None:
    assert unbroken(text).replace("\u00a0%", " %") == text


@pytest.mark.parametrize(
    "joined",
    [
        "55–75",
        "1,5–2,5",
        "2017–2019",
        "8:00–19:30",
        "026-2017-IN",
        "010-2019-IN",
        "1267-2016",
        "03-2023-COMGEN-PNP",
        "2026-11-30",
    ],
)
def test_numbers_that_a_dash_joins_are_shown_on_one_line(joined: str) -> None:
    assert unbroken_html(f"<p>Son {joined}, ({joined}).</p>") == (
        f'<p>Son <span class="whole">{joined}</span>, (<span class="whole">{joined}</span>).</p>'
    )


@pytest.mark.parametrize("text", ["PC-101", "art-5", "5 – 7", "a–b", "archivo-2017-v2", "1–", "-5-"])
def test_other_dashes_are_no_numbers(text: str) -> None:
    assert unbroken_html(text) == text


@pytest.mark.parametrize(
    "tag",
    ['<a href="https://e.pe/55–75?a=20 %">', '<a href="/x?a>026-2017-IN">', "<a data-a='5 > 20 % 55–75'>", "<br>"],
)
def test_what_stands_within_a_tag_is_left_alone(tag: str) -> None:
    assert unbroken_html(f"{tag}20 %{tag}") == f"{tag}20\u00a0%{tag}"


def test_a_file_is_read_so_and_its_lines_stay_where_they_were() -> None:
    source = Source("courses/a/01-b/01-c.md", "Uno\r\nbajó 20 %\r\n".encode())
    assert source.text == "Uno\nbajó 20\u00a0%\n"
    assert b"20 %" in source.content


def test_no_shipped_line_ends_between_a_number_and_its_unit() -> None:
    """A line's end is a space to Markdown, which nothing mends."""
    files = [*LESSONS, *GUIDELINES, *CONTENT.glob("courses/**/*.yaml")]
    pairs = ((path, *pair) for path in files for pair in _neighbours(path.read_text(encoding="utf-8").split("\n")))
    parted = [(path.name, end, start) for path, end, start in pairs if end and start and end[-1:].strip()
              and unbroken(f"{end[-12:]} {start[:8]}") != f"{unbroken(end[-12:])} {unbroken(start[:8])}"]  # fmt: skip
    assert parted == []


def _neighbours(lines: list[str]) -> list[tuple[str, str]]:
    return [(first.rstrip(), second.lstrip()) for first, second in pairwise(lines)]
