"""Words made to fit paper."""

from hypothesis import given
from hypothesis import strategies as st

from certificates.fitting import fit


def measure(text: str, size: float) -> float:
    return len(text) * size


def test_what_fits_keeps_the_first_size() -> None:
    fitted = fit("Ñusta Quispe", sizes=(10, 8), width=200, most=2, measure=measure)
    assert (fitted.size, fitted.lines) == (10, ("Ñusta Quispe",))


def test_a_little_too_long_shrinks_before_it_wraps() -> None:
    fitted = fit("x" * 24, sizes=(10, 8, 5), width=200, most=2, measure=measure)
    assert (fitted.size, len(fitted.lines)) == (8, 1)


def test_much_too_long_wraps_at_spaces() -> None:
    fitted = fit("abcd " * 6, sizes=(10, 8, 5), width=200, most=2, measure=measure)
    assert (fitted.size, fitted.lines) == (10, ("abcd abcd abcd abcd", "abcd abcd"))


def test_a_word_longer_than_a_line_is_broken() -> None:
    fitted = fit("x" * 50, sizes=(10,), width=200, most=1, measure=measure)
    assert fitted.lines == ("x" * 20, "x" * 20, "x" * 10)


@given(st.text(alphabet="ab ", max_size=300))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str) -> None:
    fitted = fit(text, sizes=(12, 9, 6), width=100, most=2, measure=measure)
    assert all(measure(line, fitted.size) <= 100 for line in fitted.lines)
    assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")
