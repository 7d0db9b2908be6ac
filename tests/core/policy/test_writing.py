"""A policy that began as a preset is written with the preset's explanations, and read again as it was."""

from datetime import date, time

import pytest

from core.model.policy import AttendancePolicy, Contact, Cutoffs, OpeningHours, Policy
from core.model.terms import Label
from core.policy import PRESETS, PolicyError, policy_of, preset, preset_text
from core.policy.writing import policy_text

NAME = 'Cantine « Le "Midi" » \\ nº 1 # été'
CONTACT = Contact(service=NAME, address="1 rue Haute, 57000 Metz", phone="03 87 00 00 00", email="c@metz.example")
HOURS = (
    OpeningHours.model_construct(weekdays=(1, 5), opens=time(8, 30), closes=time(12)),
    OpeningHours.model_construct(weekdays=(3,), opens=time(13), closes=time(17)),
)
CUTOFFS = Cutoffs.model_validate(
    {
        "book": {"kind": "weekly", "weekday": "tue", "time": "23:59", "weeks_before": 2},
        "cancel": {"kind": "days_before", "days": 2, "unit": "working", "time": "09:30"},
    }
)
TABLE = Cutoffs.model_validate(
    {
        key: {
            "kind": "table",
            "rows": {day: {"weekday": "fri", "time": "24:00"} for day in ("mon", "tue", "thu", "fri")},
        }
        for key in ("book", "cancel")
    }
)


def _elsewhere(name: str) -> Policy:
    policy = preset(name)
    calendar = {"zone": "own", "subdivision": "974", "timezone": "Indian/Reunion", "known_until": date(2027, 7, 31)}
    canteen = policy.service("cantine").model_copy(
        update={"label": Label(fr="Repas", en="Meal"), "weekdays": frozenset({1, 3}), "starts": time(12)}
    )
    update = {
        "name": NAME,
        "contact": CONTACT,
        "opening_hours": HOURS,
        "calendar": policy.calendar.model_copy(update=calendar),
        "cutoffs": CUTOFFS,
        "services": (canteen, policy.service("garderie_soir")),
        "debit_notice": None,
    }
    return policy.model_copy(update=update)


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_written_is_read_again_as_it_was(name: str) -> None:
    policy = _elsewhere(name)
    text = policy_text(name, policy)
    assert policy_of(text, "cantine.toml") == policy
    assert policy_of(policy_text(name, policy.model_copy(update={"opening_hours": ()})), "").opening_hours == ()
    weekdays = policy.model_copy(update={"cutoffs": TABLE, "services": (preset(name).service("cantine"),)})
    assert policy_of(policy_text(name, weekdays), "").cutoffs == TABLE


@pytest.mark.parametrize("name", PRESETS)
def test_explanations_stay_but_for_those_of_the_town_it_was_written_for(name: str) -> None:
    calendar = preset(name).calendar.model_copy(update={"zone": "B"})
    text = policy_text(name, _elsewhere(name).model_copy(update={"calendar": calendar}))
    general = {line for line in preset_text(name).splitlines() if line.startswith("# ")}
    assert len(general - set(text.splitlines())) <= 6  # of the opening hours, direct debit, and "#:" itself
    of_the_town = (
        "Peaugres",
        "PEAUGRES",
        "siej",
        "Ardèche",
        "Epagny",
        "epagny",
        "Grenette",
        "Savoie",
        "#:",
        "ecolesoft",
    )
    assert [word for word in of_the_town if word in text] == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_policy_that_is_the_preset_is_its_very_text(name: str) -> None:
    assert policy_text(name, preset(name)) == preset_text(name)


def test_what_cannot_be_written_is_refused() -> None:
    other = _elsewhere("peaugres").model_copy(update={"attendance": AttendancePolicy.model_validate({"names": "full"})})
    with pytest.raises(ValueError, match="differs"):
        policy_text("peaugres", other)
    with pytest.raises(PolicyError):
        policy_text("peaugres", _elsewhere("peaugres").model_copy(update={"services": ()}))
