"""A trial goes the way an officer goes: the ways in, the sections one after the other, checking; and leaves no row."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, CheckedAnswer, ExamPage, Response
from assessments.queries.trial_sitting import tried_exam
from assessments.queries.trial_state import TrialState
from assessments.trial_form import ticket_for
from tests.assessments.test_trial_sitting import Desk, _ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Desk:
    client.cookies["django_language"] = "en"
    return Desk(client)


def _draft(desk: Desk, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(desk.page, name, value)
    desk.page.save_revision()


def _in_order(desk: Desk, **rules: Any) -> None:
    first, second = (str(version.question.uuid) for version in desk.versions)
    _draft(
        desk,
        sections=[
            ("section", {"title": "Primera", "questions": [first], "draws": [], "forward_only": True, **rules}),
            ("section", {"title": "Segunda", "questions": [second], "draws": [], "minutes": 10}),
        ],
    )


def _send(desk: Desk, shown: Any, **sent: str) -> Any:
    return desk.client.post(desk.address(), {"ticket": _ticket(shown), **sent})


def _option(shown: Any, words: str) -> str:
    (question,) = [one for one in shown.context["sitting"].questions if one.options]
    return str(next(option.key for option in question.options if words in option.words))


def _no_row() -> None:
    assert not Attempt.objects.exists()
    assert not Response.objects.exists()
    assert not CheckedAnswer.objects.exists()


def test_the_ways_in_are_shown_and_something_must_be_given(desk: Desk) -> None:
    _draft(desk, password=make_password("clave"), asks_code=True, pledge="Respondo solo.", networks="10.20.0.0/16")
    shown = desk.client.get(desk.address())
    text = shown.content.decode()
    assert "sitting" not in shown.context
    assert "Respondo solo." in text
    assert {"password", "code", "pledged"} == set(shown.context["form"].fields)
    empty = desk.client.post(desk.address(), {"begin": "1", "password": "clave"})
    assert set(empty.context["form"].errors) == {"code", "pledged"}
    assert 'value="clave"' in empty.content.decode()
    begun = desk.client.post(desk.address(), {"begin": "1", "password": "otra", "code": "1", "pledged": "on"})
    assert len(begun.context["sitting"].questions) == 2
    _no_row()


def test_sections_are_begun_one_after_the_other_and_what_was_answered_is_marked(desk: Desk) -> None:
    _in_order(desk)
    first = desk.client.get(desk.address())
    assert "Begin section 1" in first.content.decode()
    shown = _send(desk, first, section="1")
    assert [one.number for one in shown.context["sitting"].questions] == [1]
    between = _send(desk, shown, **{"base-1": "", "slot-1": _option(shown, "método"), "check": "1"})
    assert "Begin section 2" in between.content.decode()
    assert between.context["sitting"].answered == 1
    again = _send(desk, between, section="2")
    assert [one.number for one in again.context["sitting"].questions] == [2]
    assert again.context["place"].others == ()
    assert 0 < again.context["sitting"].seconds_left <= 600
    assert "/sit/" not in again.content.decode()
    done = _send(desk, again, **{"base-2": "", "slot-2": "Comisaría PNP", "check": "1"})
    assert (done.context["review"].earned, done.context["review"].weight) == ("2", "2")
    _no_row()


def test_no_question_of_a_section_is_shown_before_it_is_begun(desk: Desk) -> None:
    _in_order(desk)
    first = desk.client.get(desk.address())
    for sent in ({"section": "2"}, {"open": "2"}, {"open": "x"}):
        answer = _send(desk, first, **sent)
        assert "Begin section 1" in answer.content.decode()
    one = _send(desk, first, section="1")
    assert [each.number for each in _send(desk, one, open="2").context["sitting"].questions] == [1]


def test_what_must_be_answered_is_asked_for(desk: Desk) -> None:
    _in_order(desk, must_answer=True)
    one = _send(desk, desk.client.get(desk.address()), section="1")
    between = _send(desk, one, **{"base-1": "", "check": "1"})
    refused = _send(desk, between, section="2")
    assert [each.number for each in refused.context["sitting"].questions] == [1]
    assert "must be answered first: 1" in refused.content.decode()
    assert _send(desk, refused, **{"base-1": "", "slot-1": _option(refused, "método"), "check": "1"}).status_code == 200


def test_a_section_that_was_left_takes_no_answer(desk: Desk) -> None:
    _in_order(desk)
    one = _send(desk, desk.client.get(desk.address()), section="1")
    two = _send(desk, _send(desk, one, **{"base-1": "", "check": "1"}), section="2")
    forged = {"base-1": "", "slot-1": _option(one, "método"), "base-2": "", "slot-2": "Comisaría PNP", "check": "1"}
    assert _send(desk, two, **forged).context["review"].earned == "1"


def test_a_practice_checks_and_a_further_try_takes_off(desk: Desk) -> None:
    _draft(desk, counts=False, behaviour="practice", try_penalty=25, sections=desk.sections(1))
    shown = desk.client.get(desk.address())
    assert f'formaction="{desk.address()}#q-1"' in shown.content.decode()
    nothing = _send(desk, shown, **{"base-1": "", "slot": "1"})
    assert "nothing to check" in nothing.content.decode()
    right = _option(shown, "método")
    wrong = next(option.key for option in shown.context["sitting"].questions[0].options if option.key != right)
    first = _send(desk, shown, **{"base-1": "", "slot-1": wrong, "slot": "1"})
    (question,) = first.context["sitting"].questions
    assert (question.checked.number, question.checked.is_right, question.checked.earned) == (1, False, "0")
    assert [option.key for option in question.options if option.chosen] == [wrong]
    assert desk.versions[0].content["explanation"] not in first.content.decode()
    second = _send(desk, first, **{"base-1": "", "slot-1": right, "slot": "1"})
    (question,) = second.context["sitting"].questions
    assert (question.checked.number, question.checked.is_right, question.checked.earned) == (2, True, "0.75")
    done = _send(desk, second, **{"base-1": "", "slot-1": right, "check": "1"})
    assert done.context["review"].earned == "0.75"
    for number in ("99", "0", "x"):
        assert _send(desk, shown, **{"base-1": "", "slot": number}).status_code in {200, 400, 409}
    _no_row()


def test_a_section_whose_time_is_over_is_closed_and_the_trial_can_be_handed_in(desk: Desk) -> None:
    _in_order(desk)
    exam = tried_exam(ExamPage.objects.get(), edition=None)
    assert exam is not None
    now = timezone.now()
    state = exam.begin(bytes(16), at=now)
    long_ago = now - timedelta(minutes=11)
    for _section in (1, 2):
        state = state.beginning(exam.sections, ends=None, now=long_ago)
    sent = {"ticket": ticket_for(exam, state, by=desk.officer)}
    shown = desk.client.post(desk.address(), {**sent, "open": "2"})
    assert "The last section is over" in shown.content.decode()
    assert "review" in desk.client.post(desk.address(), {**sent, "hand_in": "1"}).context


def test_a_state_reads_what_it_wrote() -> None:
    state = TrialState(bytes(range(16)), timezone.now(), {1: "a", 2: ["b", "c"], 3: None}, {1: ("x", "a")}, ())
    assert TrialState.from_json(state.to_json()) == state
    assert [answer.key for answer in state.answers()] == ["1.1", "1.2", "2.1", "3.1"]
