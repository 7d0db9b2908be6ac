"""Dates, lists and names, as they are read."""

from datetime import UTC, date, datetime, time

import pytest

from locales import Translator, translator
from tests.clock import PARIS, paris

FR, EN = translator("fr"), translator("en")


def test_french_is_spoken_where_the_language_is_unknown() -> None:
    assert translator("de").locale == "fr"


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(LookupError):
        FR.text("nothing-of-the-kind")


def test_a_missing_argument_is_an_error() -> None:
    with pytest.raises(LookupError):
        FR.text("service-hours", service="Cantine")


def test_a_name_may_hold_markup_in_html_and_is_left_alone_in_text() -> None:
    assert "&lt;b&gt;Zoé &amp; fils" in FR.html("home-hello", name="<b>Zoé & fils")
    assert "<b>Zoé & fils" in FR.text("booking-title", child="<b>Zoé & fils", week="")


@pytest.mark.parametrize(
    ("t", "day", "words", "short", "narrow"),
    [
        (FR, date(2026, 11, 30), "lundi 30 novembre", "lun. 30/11", "lun 30"),
        (FR, date(2026, 12, 1), "mardi 1er décembre", "mar. 1/12", "mar 1"),
        (EN, date(2026, 12, 1), "Tuesday 1 December", "Tue 1/12", "Tue 1"),
    ],
)
def test_days(t: Translator, day: date, words: str, short: str, narrow: str) -> None:
    assert (t.day(day), t.short_day(day), t.narrow_day(day)) == (words, short, narrow)


@pytest.mark.parametrize(
    ("t", "monday", "words"),
    [
        (FR, date(2026, 11, 23), "du 23 au 27 novembre"),
        (FR, date(2026, 11, 30), "du 30 novembre au 4 décembre"),
        (FR, date(2026, 6, 1), "du 1er au 5 juin"),
        (FR, date(2026, 12, 28), "du 28 décembre au 1er janvier"),
        (EN, date(2026, 11, 23), "from 23 to 27 November"),
        (EN, date(2026, 11, 30), "from 30 November to 4 December"),
    ],
)
def test_weeks(t: Translator, monday: date, words: str) -> None:
    assert t.week(monday) == words


def test_a_week_on_a_button() -> None:
    assert FR.span(date(2026, 11, 30)) == "30/11 – 4/12"


def test_hours() -> None:
    assert [FR.clock(time(9)), FR.clock(time(8, 5))] == ["9 h", "8 h 05"]
    assert [EN.clock(time(9)), EN.clock(time(8, 5))] == ["9:00", "8:05"]


def test_a_deadline_at_midnight_is_the_evening_before() -> None:
    assert FR.deadline(paris("2026-11-27 00:00"), PARIS) == "jeudi 26 novembre à 23 h 59"
    assert FR.deadline(paris("2026-11-25 12:00"), PARIS) == "mercredi 25 novembre à 12 h"
    assert EN.deadline(paris("2026-11-27 00:00"), PARIS) == "Thursday 26 November at 23:59"


def test_an_instant_is_told_on_the_local_clock_summer_and_winter() -> None:
    assert FR.instant(datetime(2026, 7, 3, 7, tzinfo=UTC), PARIS) == "vendredi 3 juillet à 9 h"
    assert FR.instant(datetime(2026, 12, 4, 8, tzinfo=UTC), PARIS) == "vendredi 4 décembre à 9 h"


def test_lists() -> None:
    assert FR.listed(["Cantine"]) == "Cantine"
    assert FR.listed(["a", "b", "c"]) == "a, b et c"
    assert EN.listed(["a", "b"]) == "a and b"


def test_weekdays() -> None:
    assert (FR.weekday(1), EN.weekday(7)) == ("lundi", "Sunday")


def test_words_of_any_length_are_said_whole() -> None:
    said = "'<&>\ue000what\ue001" * 500
    assert FR.text("filing-line", what=said, about="", state="ici") == f"• {said}\u00a0: ici"


def test_a_day_of_long_ago_has_its_year() -> None:
    assert [FR.dated(date(2025, 12, 1)), EN.dated(date(2025, 11, 30))] == ["1er décembre 2025", "30 November 2025"]
