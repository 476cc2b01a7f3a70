"""Serial numbers: what people may type, and that every slip is found."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.serials import ALPHABET, Mistyped, Serial, draw_secret, parse, serial_in

SAMPLES = [
    Serial(year=2026, number=1, secret=0),
    Serial(year=2026, number=123, secret=0x9E37_79B9_7F),
    Serial(year=2031, number=999_999, secret=2**40 - 1),
    Serial(year=2026, number=1_000_000, secret=0x1234_5678_9A),
]
serials = st.builds(
    Serial,
    year=st.integers(2000, 2999),
    number=st.integers(1, 9_999_999),
    secret=st.integers(0, 2**40 - 1),
)


def symbols(serial: Serial) -> str:
    return str(serial).replace("-", "")


def accepted(text: str) -> bool:
    try:
        parse(text)
    except Mistyped:
        return False
    return True


def test_form_is_year_number_secret_check() -> None:
    year, number, secret, check = str(Serial(year=2026, number=123, secret=5)).split("-")
    assert (year, number, len(secret), len(check)) == ("2026", "000123", 8, 1)


def test_letters_that_are_confused_are_not_used() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(serials)
def test_every_serial_is_read_back(serial: Serial) -> None:
    assert parse(str(serial)) == serial


@given(serials)
def test_typed_without_hyphens_or_capitals_it_is_the_same(serial: Serial) -> None:
    bare = symbols(serial)
    spaced = " ".join(bare[i : i + 3] for i in range(0, len(bare), 3))
    for typed in (bare, bare.lower(), spaced, f"  {serial}\n", str(serial).replace("-", "–"), str(serial).lower()):
        assert parse(typed) == serial


@given(serials)
def test_letters_read_for_digits_are_read_back(serial: Serial) -> None:
    for digit, letters in (("0", "Oo"), ("1", "IilL"), ("V", "Uu")):
        for letter in letters:
            assert parse(str(serial).replace(digit, letter)) == serial


@pytest.mark.parametrize("serial", SAMPLES, ids=str)
def test_every_single_wrong_symbol_is_found(serial: Serial) -> None:
    text = symbols(serial)
    for place, symbol in itertools.product(range(len(text)), ALPHABET):
        if symbol != text[place]:
            assert not accepted(text[:place] + symbol + text[place + 1 :])


@pytest.mark.parametrize("serial", SAMPLES, ids=str)
def test_every_exchange_of_two_symbols_is_found(serial: Serial) -> None:
    text = symbols(serial)
    for one, other in itertools.combinations(range(len(text)), 2):
        if text[one] != text[other]:
            swapped = list(text)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert not accepted("".join(swapped))


@given(serials, st.data())
def test_any_slip_in_any_serial_is_found(serial: Serial, data: st.DataObject) -> None:
    text = symbols(serial)
    place = data.draw(st.integers(0, len(text) - 1))
    symbol = data.draw(st.sampled_from(ALPHABET).filter(lambda symbol: symbol != text[place]))
    assert not accepted(text[:place] + symbol + text[place + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("2026-000123", "length"),
        ("2026-000123-K7QX4M2P", "length"),
        ("2026" * 20, "length"),
        ("2026-000123-K7QX4M2P-%", "symbol"),
        ("2026-000123-K7QX4M2Ñ-C", "symbol"),
        ("K7QX-000123-20262026-C", "symbol"),
        ("<script>alert(1)</script>", "symbol"),
        ("٢٠٢٦-000123-K7QX4M2P-J", "symbol"),
    ],
)
def test_what_is_no_serial_says_how(text: str, code: str) -> None:
    with pytest.raises(Mistyped) as caught:
        parse(text)
    assert caught.value.code == code


@given(st.text(max_size=60))
def test_any_text_is_a_serial_or_mistyped(text: str) -> None:
    accepted(text)


def test_secrets_have_forty_bits_and_differ() -> None:
    drawn = {draw_secret() for _ in range(200)}
    assert len(drawn) == 200
    assert max(drawn).bit_length() > 32
    assert max(drawn).bit_length() <= 40


@pytest.mark.parametrize("text", ["https://aula.example/v/{}/", "https>&&aula.example&v&{}&", "Serie: {}, folio 7"])
def test_a_serial_is_found_in_what_a_scanner_types(text: str) -> None:
    serial = Serial(year=2026, number=123, secret=7)
    assert serial_in(text.format(serial)) == serial_in(text.format(str(serial).replace("-", "'"))) == serial
    with pytest.raises(Mistyped):
        serial_in(text.format("nada"))


def test_of_two_serials_none_is_found_and_of_one_said_twice_the_one() -> None:
    one, other = Serial(year=2026, number=123, secret=7), Serial(year=2026, number=124, secret=7)
    with pytest.raises(Mistyped, match="several"):
        serial_in(f"{one} {other}")
    assert serial_in(f"{one} https://aula.example/v/{one}/") == one
