"""Everything that is written into the audit can be read there in words."""

import re
from pathlib import Path

import pytest

from audit import words
from officers.models import Act

ROOT = Path(__file__).resolve().parents[2]
_LITERAL = re.compile(r'record\([^)]*?act="([a-z_.]+)"', re.DOTALL)
_APPS = ("officers", "courses", "assessments", "certificates", "lms")


def recorded() -> set[str]:
    """Return the acts that the code writes, as far as they stand in it as text."""
    files = (path for app in _APPS for path in (ROOT / app).rglob("*.py"))
    return {act for path in files for act in _LITERAL.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("act", sorted(recorded()))
def test_every_act_that_is_recorded_has_words(act: str) -> None:
    assert words.act_words(act) != act


def test_the_acts_of_two_persons_have_words_for_each_step() -> None:
    for act in (Act.REVOKE_CERTIFICATE, Act.REINSTATE_CERTIFICATE, Act.LOWER_CLASSIFICATION, Act.GRANT_ROLE):
        assert words.act_words(f"{act.value}.confirm") != f"{act.value}.confirm"
