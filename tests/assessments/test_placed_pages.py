"""Questions that are answered place by place: a browser without JavaScript, the JSON of one answer, the review."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from assessments.models import Attempt, Response
from assessments.question_types.gap_fill.schema import text_id
from assessments.services.number_client import number_client
from tests.assessments.factories import Exam, log_in
from tests.assessments.placed_sources import PLACED_KINDS, RIGHT

pytestmark = pytest.mark.django_db


class Page:
    """A sitting with one question of each kind, and its form as it stands."""

    def __init__(self, client: Client, **rules: Any) -> None:
        self.exam = Exam(kinds=PLACED_KINDS, counts=False, review="at_once", **rules)
        log_in(client, self.exam.officer)
        self.client, self.attempt = client, self.exam.start()
        self.address = f"/sit/{self.attempt.public_id}/"
        self.load()

    def load(self) -> BeautifulSoup:
        self.page = BeautifulSoup(self.client.get(self.address).content, "html.parser")
        return self.page

    def slot(self, kind: str) -> int:
        return PLACED_KINDS.index(kind) + 1

    def answer(self, kind: str, pairs: Any) -> dict[str, str]:
        """Return the fields of an answer, by the ids of the content."""
        keys = {stable.split("/")[2]: key for key, stable in self.attempt.draw["slots"][self.slot(kind) - 1]["options"]}
        return {
            f"slot-{self.slot(kind)}.{keys[place]}": keys.get(what) or keys.get(text_id(what)) or what
            for place, what in pairs
        }

    def fields(self) -> dict[str, Any]:
        """Return what the form would send as it stands."""
        form: Any = self.page.find("form", attrs={"data-behaviour": "exam-sitting"})
        found = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
        found |= {field["name"]: field["value"] for field in form.select("input[checked]")}
        found |= {field["name"]: field.get("value", "") for field in form.select(".gapped input")}
        for select in form.select("select"):
            chosen = select.find("option", selected=True)
            found[select["name"]] = chosen["value"] if chosen else ""
        return found

    def send(self, **answers: Any) -> None:
        given = {name: value for kind, pairs in answers.items() for name, value in self.answer(kind, pairs).items()}
        assert self.client.post(self.address, {**self.fields(), **given, "save": "1"}).status_code == 302
        self.load()


@pytest.fixture
def sat(client: Client) -> Page:
    return Page(client)


def test_every_place_is_answered_without_javascript_and_shown_again(sat: Page) -> None:
    sat.send(**RIGHT)
    stored = Response.objects.filter(standing="counted")
    assert sorted(len(response.value) for response in stored) == [3, 3, 4, 4, 4]
    for kind in PLACED_KINDS:
        fields = sat.fields()
        assert {name: fields[name] for name in sat.answer(kind, RIGHT[kind])} == sat.answer(kind, RIGHT[kind])
    sat.send()
    assert Response.objects.count() == len(PLACED_KINDS)


def test_one_place_is_changed_and_another_emptied_without_javascript(sat: Page) -> None:
    sat.send(matching=RIGHT["matching"])
    sat.send(matching=[("a", "sobra"), ("b", "")])
    newest = Response.objects.order_by("-order")[0]
    keys = {stable: key for key, stable in sat.attempt.draw["slots"][sat.slot("matching") - 1]["options"]}
    assert set(newest.value) == {
        f"{keys[f'place//{place}']}:{keys[f'choice//{choice}']}" for place, choice in (("a", "sobra"), ("c", "z"))
    }


def test_what_is_typed_into_a_gap_too_long_is_refused_with_a_sentence(sat: Page) -> None:
    given = {**sat.fields(), **sat.answer("gap_fill", [("a", "x" * 81)]), "save": "1"}
    text = sat.client.post(sat.address, given, follow=True).content.decode()
    assert "80 caracteres" in text
    assert not Response.objects.exists()


def test_the_script_saves_the_same_answer_in_any_order_and_an_equal_one_is_the_same(sat: Page) -> None:
    number = number_client(sat.attempt)
    answer = [f"{name.split('.')[1]}:{value}" for name, value in sat.answer("categories", RIGHT["categories"]).items()]
    for sequence, value in enumerate((answer, answer[::-1]), start=1001):
        body = {"client": number, "sequence": sequence, "slot": sat.slot("categories"), "value": value, "base": ""}
        reply = sat.client.post(f"{sat.address}save/", json.dumps(body), content_type="application/json")
        assert reply.status_code == 200
    assert len({json.dumps(value) for value in Response.objects.values_list("value", flat=True)}) == 1


def test_another_answer_given_elsewhere_is_told_in_words_that_are_no_key(sat: Page) -> None:
    stale = sat.fields()
    sat.send(ordering=[("a", "1")])
    sat.client.post(sat.address, {**stale, **sat.answer("ordering", [("d", "1"), ("a", "2")]), "save": "1"})
    assert "1. Paso d; 2. Paso a" in sat.load().get_text()


def test_the_review_shows_what_was_put_where_what_is_right_and_why(sat: Page) -> None:
    sat.send(**{**RIGHT, "matching": [("a", "sobra"), ("b", "y")], "gap_fill": [("b", "es grave")]})
    sat.client.post(f"{sat.address}submit/")
    review = BeautifulSoup(sat.client.get(f"{sat.address}review/").content, "html.parser")
    rows = review.select(f"#q-{sat.slot('matching')} tbody tr:not(.feedback)")
    said = [[cell.get_text(strip=True) for cell in row.select("[lang=es]")] for row in rows]
    assert said == [["Cosa a", "Texto sobra", "Texto x"], ["Cosa b", "Texto y", "Texto y"], ["Cosa c", "Texto z"]]
    assert [row.get("class") for row in rows] == [["wrong"], ["right"], None]
    gaps = review.select_one(f"#q-{sat.slot('gap_fill')}")
    assert gaps is not None
    assert "Primero (1), luego (2) y (3); al fin (4)." in " ".join(gaps.get_text().split())
    assert "Comisaría PNP / MARK-accepted" in gaps.get_text()
    assert "MARK-b" in review.get_text()
    attempt = Attempt.objects.get(pk=sat.attempt.pk)
    assert attempt.mark is not None
    assert str(attempt.mark) == "13.33"  # (1/3 + 1 + 1 + 1 + 0) / 5 of 20


# What the browser gets says nothing of the key


def test_right_and_wrong_look_alike_in_everything_that_the_browser_gets(sat: Page) -> None:
    text = str(sat.page)
    assert not re.findall(r"MARK-|Comisaría PNP|place/|choice/|\bw-", text)
    shapes = Counter(
        (len(str(option["value"])), tuple(sorted(option.attrs)))
        for option in sat.page.select("[data-slot] option") if option["value"]
    )  # fmt: skip
    assert set(shapes) == {(4, ("value",))}
    boxes = {tuple(sorted(box.attrs)) for box in sat.page.select("[data-slot] .matrix input")}
    assert boxes == {("name", "type", "value")}


def test_the_shown_order_is_not_the_authors_where_that_is_the_key(client: Client) -> None:
    page = Page(client, shuffle_options=False, attempts=None)
    labels = page.page.select(f"#q-{page.slot('ordering')} .place label")
    assert [label.get_text() for label in labels] != [f"Paso {letter}" for letter in "abcd"]


def test_every_place_has_a_name_that_is_read_aloud(sat: Page) -> None:
    for field in sat.page.select("[data-slot] select, [data-slot] .gapped input"):
        named: Any = field.get("aria-label") or sat.page.select_one(f"label[for={field['id']}]")
        assert named, field
    for row in sat.page.select(".matrix-row"):
        assert isinstance(row.find("legend"), Tag)
