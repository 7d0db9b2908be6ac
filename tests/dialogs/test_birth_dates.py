"""A birth date is read as people write it."""

from datetime import date

import pytest

from dialogs.entry.birth_dates import birth_date_of

BORN = date(2019, 5, 12)


@pytest.mark.parametrize(
    "text",
    [
        *("12/05/2019", "12-5-2019", "12.05.2019", "12 05 2019", "12 / 5 / 2019", "12/05/19", "2019-05-12"),
        *(
            "12 mai 2019",
            "le 12 Mai 2019.",
            "12 MAY 2019",
            "12th May 2019",
            "12-mai-19",
            " 12\N{NO-BREAK SPACE}mai  2019 ",
        ),
    ],
)
def test_a_day_is_read_before_the_month(text: str) -> None:
    assert birth_date_of(text) == BORN


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1er août 2018", date(2018, 8, 1)),
        ("1 aout 2018", date(2018, 8, 1)),
        ("3 févr. 2020", date(2020, 2, 3)),
        ("29/02/2020", date(2020, 2, 29)),
        ("30 juil 2017", date(2017, 7, 30)),
        ("1 sept. 2017", date(2017, 9, 1)),
        ("4 dec 2016", date(2016, 12, 4)),
    ],
)
def test_months_are_read_in_both_languages_and_short(text: str, born: date) -> None:
    assert birth_date_of(text) == born


@pytest.mark.parametrize(
    "text",
    [
        *("", "mai 2019", "12 mai", "12/05", "31/02/2019", "12/13/2019", "0/5/2019", "12 ju 2019", "12 jui 2019"),
        *("12 floréal 2019", "12/05/219", "2019", "douze mai 2019", "١٢/٥/٢٠١٩", "12/05/2019 Lou", "K7QF2-M9D4X"),
    ],
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert birth_date_of(text) is None
