"""Days, hours and deadlines are understood as people write them, or not at all."""

from datetime import timedelta

import pytest

from bot.cli.understanding import deadline_of, hours_of, time_of, validation_of, weekdays_of
from bot.cli.wording import Wording
from core.model.policy import DaysBeforeCutoff, TableCutoff, WeeklyCutoff
from locales import translator

EPAGNY = "Lundi et vendredi de 8h30-12h, Mardi et jeudi de 13h30-17h30 ; Mercredi 8h30-12h et 13h30-17h30"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lundi et vendredi 8h30-12h", "15 08:30-12:00"),
        (EPAGNY, "15 08:30-12:00, 24 13:30-17:30, 3 08:30-12:00, 3 13:30-17:30"),
        ("du lundi au vendredi de 8 h 30 à 12 h", "12345 08:30-12:00"),
        ("lun-ven : 9h – midi", "12345 09:00-12:00"),
        ("Monday to Friday 8:30-12:00", "12345 08:30-12:00"),
        ("samedis 8-12", "6 08:00-12:00"),
        ("lundi de 8 heures 30 à 12 heures, mardi fermé", "1 08:30-12:00"),
        ("mercredi après-midi 14h-17h", "3 14:00-17:00"),
        *(
            (unclear, None)
            for unclear in ("lundi 8h30 et 12h", "lundi", "8h-9h", "mardi 17h-9h", "vendredi à lundi 8h-9h", "")
        ),
        *(
            (unclear, None)
            for unclear in (
                "mardi fermé",
                "lundi 8h-12h fermé",
                "lundi 8h61-9h",
                "lundi 25h-26h",
                "sur rendez-vous",
                "lundi 8h-12h, mardi",
            )
        ),
    ],
)
def test_opening_hours_are_understood_as_they_are_on_the_door(written: str, meant: str | None) -> None:
    found = hours_of(written)
    said = (
        None
        if found is None
        else ", ".join(f"{''.join(map(str, span.weekdays))} {span.opens:%H:%M}-{span.closes:%H:%M}" for span in found)
    )
    assert said == meant


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("jeudi minuit", "jeudi à 23 h 59, pour la semaine suivante"),
        ("mercredi avant 12h00 pour la semaine suivante", "mercredi à 12 h, pour la semaine suivante"),
        ("le mardi soir à 23h59", "mardi à 23 h 59, pour la semaine suivante"),
        ("Thursday midnight", "jeudi à 23 h 59, pour la semaine suivante"),
        ("la veille à 10h", "la veille à 10 h"),
        ("the day before at 10:00", "la veille à 10 h"),
        ("8 jours avant midi", "8 jours avant, à 12 h"),
        ("trois jours ouvrés avant, 9h30", "3 jours ouvrés avant, à 9 h 30"),
        ("1 working day before 9:00", "un jour ouvré avant, à 9 h"),
        ("2 jours d’école avant 12h", "2 jours d’école avant, à 12 h"),
        ("le jour même à 7 heures 30", "le jour même à 7 h 30"),
        ("the same morning before 9:00", "le jour même à 9 h"),
        *(
            (unclear, None)
            for unclear in ("jeudi", "minuit", "bientôt", "2 jours ouvrables avant 9h", "99 jours avant 9h")
        ),
        *((unclear, None) for unclear in ("jeudi ou vendredi 12h", "jeudi vendredi 12h", "le jour même minuit", "")),
    ],
)
def test_a_deadline_is_understood_and_said_back(written: str, shown: str | None) -> None:
    found = deadline_of(written)
    said = None if found is None else Wording(translator("fr")).cutoff(found).replace("\N{NO-BREAK SPACE}", " ")
    assert said == shown


def test_a_deadline_is_what_a_file_would_hold() -> None:
    weekly = WeeklyCutoff.model_validate({"kind": "weekly", "weekday": "thu", "time": "24:00"})
    eve = DaysBeforeCutoff.model_validate({"kind": "days_before", "days": 1, "time": "10:00"})
    assert (deadline_of("jeudi minuit"), deadline_of("la veille à 10h")) == (weekly, eve)


def test_a_table_of_deadlines_is_not_told_row_by_row() -> None:
    row = {"weekday": "fri", "time": "09:00"}
    table = TableCutoff.model_validate({"kind": "table", "rows": {"mon": row}})
    assert Wording(translator("en")).cutoff(table) == "by the day that is asked for"


def test_days_and_times_alone() -> None:
    assert weekdays_of("lundi, mardi, jeudi et vendredi") == frozenset({1, 2, 4, 5})
    assert weekdays_of("Monday to Wednesday") == frozenset({1, 2, 3})
    assert [weekdays_of(unclear) for unclear in ("jours", "lundi 8h", "", "lundi -")] == [None] * 4
    assert f"{time_of('11h30'):%H:%M}" == "11:30"
    assert [time_of(unclear) for unclear in ("minuit", "x", "11h 12h")] == [None] * 3
    moment = validation_of("vendredi à 9h")
    assert moment is not None
    assert (moment.weekday, moment.time) == (5, timedelta(hours=9))
    assert validation_of("9h") is None
