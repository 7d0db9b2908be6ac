"""What attendance says in words, and hours as people type them."""

import pytest

from core.model.attendance import MarkProblem
from dialogs.answering import ANSWER_LENGTH
from dialogs.attendance.symbols import STATES
from dialogs.attendance.typed import hour_of
from dialogs.attendance.words import legend, problem_words
from locales import LOCALES, translator


def test_each_state_has_its_own_symbol_and_its_words() -> None:
    assert len(set(STATES.values())) == len(STATES) == 6
    for locale in LOCALES:
        words = legend(translator(locale)).split("\n")
        assert len(set(words)) == len(STATES) + 2


@pytest.mark.parametrize("locale", LOCALES)
def test_every_problem_is_said_within_an_answer(locale: str) -> None:
    said = {problem_words(problem, translator(locale)) for problem in MarkProblem}
    assert len(said) == len(MarkProblem)
    assert max(map(len, said)) <= ANSWER_LENGTH


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("16h45", 1005), ("16:45", 1005), ("1645", 1005), ("16 h 45", 1005), ("7.05", 425), ("745", 465), ("8h", 480)],
)
def test_an_hour_is_read_as_people_write_it(typed: str, minutes: int) -> None:
    assert hour_of(typed) == (None, minutes)
    assert hour_of(f"Arrivée à {typed}") == ("arrived", minutes)
    assert hour_of(f"DÉPART {typed}") == ("departed", minutes)


@pytest.mark.parametrize("typed", ["", "24h", "16h60", "16h45 17h", "demain", "16h4", "midi 12h", "²2h", "-1"])
def test_what_is_no_hour_is_not_taken_for_one(typed: str) -> None:
    assert hour_of(typed) is None
