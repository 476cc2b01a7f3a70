"""Every kind of broken file is named by file and line, with a sentence; nothing is loaded."""

import string
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from courses.curriculum.course_files import read_course, read_media, read_module
from courses.curriculum.kinds import Source
from courses.curriculum.lesson_file import read_lesson
from courses.curriculum_words import _WORDS, worded
from courses.models import Course
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from tests.courses.curriculum.files import COURSE, MODULE, ROOT, SVG, lesson, small_curriculum, write
from tests.officers.factories import make_area

LESSON = lesson("tc-900-1-1", "tc-900-1-2")
BODY = LESSON.index("## Un título")


def body(text: str) -> str:
    """A lesson whose text is this; it begins at line 9."""
    return LESSON[:BODY] + text


COURSES = [
    ('credits: "0.5"', "credits: 0.5", "not_decimal", 12),
    ('credits: "0.5"', 'credits: "medio"', "not_decimal", 12),
    ('credits: "0.5"', 'credits: "NaN"', "not_decimal", 12),
    ('pass_mark: "11.00"', 'pass_mark: "21"', "out_of_bounds", 14),
    ("academic_hours: 8", "academic_hours: ocho", "not_whole", 11),
    ("academic_hours: 8", "academic_hours: 0", "out_of_bounds", 11),
    ("academic_hours: 8", "academic_hours: true", "not_whole", 11),
    ("validity_months: 36", "validez: 36", "unknown_field", 16),
    ("level: basic", "level: fácil", "unknown_choice", 13),
    ("classification: open", "classification: reserved", "no_public_title", 1),
    ("code: TC-900", "code: tc900", "bad_code", 2),
    ("key: tc-900", "key: TC 900", "bad_key", 1),
    ("title: Curso de prueba", "title: 7", "not_text", 3),
    ("title: Curso de prueba", 'title: ""', "missing", 3),
    ("title: Curso de prueba", f"title: {'a' * 201}", "too_long", 3),
    ("title: Curso de prueba", 'title: "Curso \\u202Eabeurp"', "hidden_characters", 3),
    ("title: Curso de prueba", "title: Curso: de prueba", "not_yaml", 3),
    ("title: Curso de prueba", "title: a\ntitle: b", "twice", 4),
    ("summary: Un curso breve.", "summary: &a [*a]", "alias", 6),
    ("bloom: apply", "bloom: saber", "unknown_choice", 9),
    ("  - {text: Contar lo que se repite, bloom: apply}", "  - Contar", "not_a_mapping", 9),
    ("validity_months: 36", "validity_months: 2026-02-30", "not_yaml", 1),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), COURSES)
def test_a_broken_course_file_is_named_by_line(old: str, new: str, code: str, line: int) -> None:
    assert old in COURSE
    _, faults = read_course(Source(f"{ROOT}/course.yaml", COURSE.replace(old, new).encode()))
    assert (code, line) in [(fault.code, fault.line) for fault in faults]


LESSONS = [
    ("sin cabecera", "no_front_matter", 1),
    (LESSON.replace("minutes: 30", "minutes: treinta"), "not_whole", 4),
    (LESSON.replace("  - Hacer algo útil.", "  - [a]"), "not_text", 7),
    (body(""), "empty_lesson", 8),
    (body("# Uno\n"), "heading_level", 10),
    (body("<b>hola</b>\n"), "html", 10),
    (body("<script>x</script>\n"), "html", 10),
    (body("![x](media/figura.svg)\n"), "picture_in_text", 10),
    (body("[x](javascript:alert)\n"), "bad_link", 10),
    (body("[x](otra.md)\n"), "bad_link", 10),
    (body("```\ncode\n```\n"), "not_supported", 10),
    (body("---\n\ntexto\n"), "not_supported", 10),
    (body("::: recuadro\nx\n:::\n"), "unknown_box", 10),
    (body("::: callout kind=legal\nx\n"), "not_closed", 10),
    (body("texto\n\n:::\n"), "stray_close", 12),
    (body("::: callout kind=legal\n::: figure\n:::\n"), "nested_box", 11),
    (body("::: callout kind=consejo\nx\n:::\n"), "unknown_choice", 10),
    (body("::: callout legal\nx\n:::\n"), "bad_attributes", 10),
    (body("::: callout kind=legal\n:::\n"), "empty_box", 10),
    (body("::: callout kind=legal\n## x\n:::\n"), "heading_in_box", 11),
    (body("::: figure src=media/figura.svg\n:::\n"), "missing_attribute", 10),
    (body("::: figure src=a alt=b titulo=c\n:::\n"), "unknown_attribute", 10),
    (body('::: case title="x"\nalgo\n:::\n'), "no_questions", 10),
    (body('::: table caption="x" header=row\n| a | b |\n| 1 |\n:::\n'), "ragged_table", 10),
    (body('::: table caption="x" header=row\n:::\n'), "empty_box", 10),
    (body("::: check\nquestion: [\n:::\n"), "not_yaml", 11),
    (body("::: check\nquestion: x\n:::\n"), "missing", 11),
    (LESSON.replace("right: false", "right: true"), "one_right", 38),
    (LESSON.replace("right: false", 'right: "no"'), "not_a_flag", 42),
]


@pytest.mark.parametrize(("text", "code", "line"), LESSONS)
def test_a_broken_lesson_is_named_by_line(text: str, code: str, line: int) -> None:
    _, faults = read_lesson(Source(f"{ROOT}/01-uno/01-a.md", text.encode()))
    assert (code, line) in [(fault.code, fault.line) for fault in faults]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.svg", SVG.replace("<rect", "<script>1</script><rect").encode(), "active_drawing"),
        ("a.svg", SVG.replace("<rect", '<image href="http://a/b.png"/><rect').encode(), "active_drawing"),
        ("a.svg", SVG.replace("<rect", '<rect onload="x"').encode(), "active_drawing"),
        ("a.svg", b"<svg", "not_image"),
        ("a.png", SVG.encode(), "other_ending"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "not_image"),
        ("a.pdf", b"MZ\x90", "not_document"),
        ("a.docx", b"PK\x03\x04", "not_document"),
        ("a.exe", b"MZ\x90\x00", "not_document"),
    ],
)
def test_a_file_is_refused_by_what_it_is(name: str, content: bytes, code: str) -> None:
    _, faults = read_media(Source(f"{ROOT}/media/{name}", content))
    assert [fault.code for fault in faults] == [code]


def test_text_that_is_not_utf8_is_named() -> None:
    for read in (read_course, read_module, read_lesson):
        _, faults = read(Source("x", "clasificación".encode("latin-1")))
        assert [fault.code for fault in faults] == ["not_utf8"]


def broken(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenCurriculum) as caught:
        load_curriculum(folder=folder)
    assert not Course.objects.filter(code="TC-900").exists()
    return [(fault.path, fault.line, fault.code) for fault in caught.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_area("community", "Policía comunitaria")
    return small_curriculum(tmp_path)


@pytest.mark.django_db
def test_faults_between_files_are_found(folder: Path) -> None:
    path = f"{ROOT}/01-uno/02-segunda.md"
    write(folder, path, lesson("tc-900-1-1", "tc-900-9-9").replace("figura.svg", "falta.svg"))
    write(folder, f"{ROOT}/02-dos/01-x.md", lesson("tc-900-2-1", "tc-900-1-1"))
    write(folder, f"{ROOT}/03-tres/module.yaml", MODULE.replace("m1", "m3"))
    write(folder, f"{ROOT}/notas.doc", "x")
    write(folder, "courses/otro/course.yaml", COURSE.replace("key: tc-900", "key: otro").replace("community", "nada"))
    assert broken(folder) == [
        ("courses/otro/course.yaml", 1, "no_modules"),
        ("courses/otro/course.yaml", 1, "unknown_area"),
        (f"{ROOT}/01-uno/01-primera.md", 12, "unknown_lesson"),
        (path, 1, "key_twice"),
        (path, 12, "unknown_lesson"),
        (path, 21, "unknown_media"),
        (f"{ROOT}/02-dos/01-x.md", 1, "no_module"),
        (f"{ROOT}/03-tres/module.yaml", 1, "empty_module"),
        (f"{ROOT}/course.yaml", 1, "code_twice"),
        (f"{ROOT}/notas.doc", 1, "unknown_file"),
    ]


@pytest.mark.django_db
def test_a_code_is_never_changed(folder: Path) -> None:
    load_curriculum(folder=folder)
    write(folder, f"{ROOT}/course.yaml", COURSE.replace("code: TC-900", "code: TC-901"))
    with pytest.raises(BrokenCurriculum) as caught:
        load_curriculum(folder=folder)
    assert [fault.code for fault in caught.value.faults] == ["code_changed"]


@pytest.mark.django_db
def test_a_folder_without_courses_is_said(tmp_path: Path) -> None:
    assert [code for _, _, code in broken(tmp_path)] == ["no_folder"]
    (tmp_path / "courses").mkdir()
    assert [code for _, _, code in broken(tmp_path)] == ["nothing"]


@pytest.mark.django_db
def test_the_command_lists_all_faults_and_ends_with_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, f"{ROOT}/01-uno/module.yaml", "key: tc-900-m1\n")
    with pytest.raises(CommandError):
        call_command("load_curriculum", str(folder))
    assert f"{ROOT}/01-uno/module.yaml:1: " in capsys.readouterr().err


def test_every_fault_has_a_sentence_that_its_values_fill() -> None:
    values: dict[str, str] = defaultdict(lambda: "x")  # apps above have values of their own
    for words in _WORDS.values():
        assert str(words) % values
    for text, code, _line in LESSONS:
        _, faults = read_lesson(Source("a.md", text.encode()))
        assert all(worded(fault) for fault in faults if fault.code == code)


@given(st.text(alphabet=string.printable + "ñé:-[]{}&*|>", max_size=300))
def test_no_text_whatever_raises(text: str) -> None:
    for read in (read_course, read_module, read_lesson):
        read(Source("courses/a/01-b/c.md", text.encode()))
        read(Source("courses/a/01-b/c.md", (LESSON[:BODY] + text).encode()))
        read(Source("courses/a/01-b/c.md", f"---\n{text}\n---\n\nhola\n".encode()))
