"""How long a certificate holds."""

from datetime import date

import pytest

from certificates.validity import expired, last_day


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 10, 12), 36, date(2029, 10, 12)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 5, 31), None, None),
    ],
)
def test_it_holds_to_the_same_day_of_a_later_month_or_the_last_of_a_shorter_one(
    issued: date, months: int | None, last: date | None
) -> None:
    assert last_day(issued, months) == last


def test_it_holds_on_its_last_day_and_not_on_the_next() -> None:
    assert not expired(date(2029, 10, 12), date(2029, 10, 12))
    assert expired(date(2029, 10, 12), date(2029, 10, 13))


def test_without_a_last_day_it_holds_for_ever() -> None:
    assert not expired(None, date(2999, 1, 1))
