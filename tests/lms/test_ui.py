"""The tags of our templates, the page of last resort, and colours that can be read."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from lms.icons import ICONS
from lms.import_map import import_map_hash, import_map_json

ROOT = Path(__file__).resolve().parents[2]


def _render(text: str, path: str | None = None, **context: object) -> str:
    if path is not None:
        context["request"] = RequestFactory().get(path)
    return str(Template("{% load ui %}" + text).render(Context(context)))


def test_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in _render('{% icon "check" %}')


def test_misspelt_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        _render('{% icon "chekc" %}')


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)" %}', path.read_text()))
        named |= set(re.findall(r'icon_name="([\w-]+)"', path.read_text()))
    assert named - ICONS.keys() - {"mark"} == set()


def test_menu_marks_the_page_itself_and_what_lies_below_it() -> None:
    tag = '{% nav_place "courses:catalogue" as at %}{% active_nav at "courses:catalogue" %}'
    assert _render(tag, "/catalogue/") == ' aria-current="page"'
    assert _render(tag, "/catalogue/anything/") == ' aria-current="true"'
    assert _render(tag, "/verify/") == ""
    assert _render(tag) == ""


def test_what_is_fixed_is_made_once_for_each_language_and_value() -> None:
    template = Template(
        "{% load ui i18n %}{% fixed name=person.name count=count %}"
        '{% translate "Log out" %} {{ name }} {{ count }} {{ person.name }}|{{ secret }}{% endfixed %}'
    )

    def shown(**context: object) -> str:
        return str(template.render(Context({"secret": "hush", **context})))

    with translation.override("en"):
        assert shown(person={"name": "Ana <b>"}, count=1) == "Log out Ana &lt;b&gt; 1 |"
        assert shown(person={"name": "Luz"}, count=1) == "Log out Luz 1 |"
        assert shown(person={"name": SafeString("Ana <b>")}, count=1) == "Log out Ana <b> 1 |"
        assert shown(person={"name": "Ana <b>"}, count=True) == "Log out Ana &lt;b&gt; True |"
        assert shown(person={"name": "Ana <b>"}, count=1) == "Log out Ana &lt;b&gt; 1 |"
    with translation.override("es"):
        assert shown(person={"name": "Luz"}, count=1).endswith(" Luz 1 |")
        assert not shown(person={"name": "Luz"}, count=1).startswith("Log out")


def test_what_is_fixed_where_nothing_is_escaped_is_not_kept_for_where_it_is() -> None:
    template = Template("{% load ui %}{% fixed name=name %}{{ name }}{% endfixed %}")
    assert template.render(Context({"name": "<b>"}, autoescape=False)) == "<b>"
    assert template.render(Context({"name": "<b>"})) == "&lt;b&gt;"
    assert template.render(Context({"name": 1234567}, use_l10n=False)) == "1234567"


def test_what_is_fixed_takes_values_by_name_alone() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"name=value; not person\.name"):
        _render("{% fixed person.name %}{% endfixed %}")


def test_classes_keeps_those_that_hold() -> None:
    rendered = _render('{% classes "card" "" kind bad=no two_words=yes %}', kind="gold", no=[], yes=1)
    assert rendered == "card gold two-words"


def test_import_map_passes_the_policy_by_the_hash_of_what_the_page_holds() -> None:
    rendered = _render("{% import_map %}")
    text = rendered.removeprefix('<script type="importmap">').removesuffix("</script>")
    assert text == import_map_json()
    assert import_map_hash() == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert "<" not in text


def test_page_of_a_500_asks_neither_request_nor_database() -> None:
    page = render_to_string("500.html")
    assert "<h1>" in page
    assert "csrf" not in page


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *((ink, "paper") for ink in ("ink", "ink-2", "green", "green-strong", "red", "gold")),
    *((ink, "ground") for ink in ("ink", "ink-2", "green", "green-strong", "red", "gold")),
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("green-soft", "gold-soft", "red-soft")),
    ("green-strong", "green-soft"), ("green", "green-soft"), ("gold", "gold-soft"), ("red", "red-soft"),
    ("on-green", "green"), ("on-green", "green-strong"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_four_and_a_half_to_one_in_both_schemes(scheme: str) -> None:
    light, dark = (ROOT / "static/css/tokens.css").read_text().split("prefers-color-scheme: dark")
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        tokens |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    found = {(ink, ground): _contrast(tokens[ink], tokens[ground]) for ink, ground in PAIRS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}
    edges = {b: round(_contrast(tokens["line-strong"], tokens[b]), 2) for b in ("paper", "ground")}
    assert all(value >= 3 for value in edges.values()), edges
