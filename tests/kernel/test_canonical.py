"""The canonical form and the other plain values."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.canonical import canonical, sha256
from kernel.cells import safe
from kernel.folding import fold
from kernel.refusal import Refusal

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcñü", max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_canonical_form_is_json_and_a_fixed_point(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_order_of_keys_and_form_of_accents_do_not_matter():
    assert canonical({"b": 1, "a": "N\u00fa\u00f1ez"}) == canonical({"a": "Nu\u0301n\u0303ez", "b": 1})
    assert canonical({"b": 1, "a": "e\u0301"}) == '{"a":"é","b":1}'.encode()


def test_hash_is_of_the_canonical_bytes():
    assert sha256({"a": [1, True, None]}) == hashlib.sha256(b'{"a":[1,true,null]}').hexdigest()


@pytest.mark.parametrize("value", [1.5, {1: 2}, {"a": {3, 4}}, b"x"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_keys_that_fall_together_are_refused():
    with pytest.raises(ValueError, match="same in NFC"):
        canonical({"\u00e9": 1, "e\u0301": 2})


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Análisis", "analisis"), ("NÚÑEZ  Quispe", "nunez quispe"), ("ß", "ss"), ("", ""), ("ｆｕｌｌ", "full")],
)
def test_folding_forgives_accents_case_and_spaces(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("cell", ["=1+1", "+51", "-1", "@x", "\tx", "\r=1"])
def test_cells_that_begin_like_formulas_are_made_harmless(cell):
    assert safe(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are():
    assert safe("Núñez") == "Núñez"


def test_a_refusal_reads_as_its_sentence():
    class RunFull(Refusal):
        code = "run_full"
        message = "%(run)s has no seat left."

    assert str(RunFull(run="PC-1", field="run")) == "PC-1 has no seat left."
