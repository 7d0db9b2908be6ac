"""The two presets say what their services say to families."""

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from core.model.expected import Expected
from core.model.people import Permission
from core.model.policy import LateOutcome, WeeklyCutoff
from core.policy import PRESETS, PolicyError, PolicyProblem, load_policy, preset, preset_text

OFFICIAL_REASONS = [
    "RAISON MEDICALE",
    "VOYAGE OU SORTIE SCOLAIRE",
    "ABSENCE DE L'ENSEIGNANT",
    "GREVE DU PERSONNEL OU DES ENSEIGNANTS",
    "ACCIDENT DE LA CIRCULATION",
    "PARTICIPATION A UNE SEQUENCE DE SOUTIEN",
    "CAS DE FORCE MAJEURE",
    "CIRCONSTANCES EXCEPTIONNELLES",
    "AUTRES",
]
MON, TUE, WED, THU, FRI = range(1, 6)


@pytest.mark.parametrize("name", PRESETS)
def test_the_nine_official_reasons_keep_their_order_and_wording(name: str) -> None:
    assert [reason.label.fr for reason in preset(name).absence_reasons] == OFFICIAL_REASONS


@pytest.mark.parametrize("name", PRESETS)
def test_a_strike_is_never_billed_and_an_illness_is_left_to_the_manager(name: str) -> None:
    late = {reason.code: reason.late for reason in preset(name).absence_reasons}
    assert late["strike"] is late["teacher_absent"] is LateOutcome.EXCUSED
    assert late["medical"] is LateOutcome.MANAGER


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_offers_five_reasons_to_refuse_in_both_languages(name: str) -> None:
    reasons = preset(name).refusal_reasons
    assert len(reasons) == 5
    assert all(reason.fr != reason.en for reason in reasons)


@pytest.mark.parametrize("name", PRESETS)
def test_both_services_lie_in_zone_a(name: str) -> None:
    assert preset(name).calendar.zone == "A"
    assert preset(name).calendar.tz.key == "Europe/Paris"


def test_peaugres_takes_requests_until_thursday_midnight_and_validates_on_friday_morning() -> None:
    policy = preset("peaugres")
    thursday_midnight = WeeklyCutoff.model_validate({"kind": "weekly", "weekday": "thu", "time": "24:00"})
    assert policy.cutoffs.book == policy.cutoffs.cancel == thursday_midnight
    assert (policy.validation.weekday, policy.validation.time) == (FRI, timedelta(hours=9))


def test_epagny_takes_requests_until_wednesday_noon() -> None:
    policy = preset("epagny")
    wednesday_noon = WeeklyCutoff.model_validate({"kind": "weekly", "weekday": "wed", "time": "12:00"})
    assert policy.cutoffs.book == policy.cutoffs.cancel == wednesday_noon
    assert policy.validation.weekday == THU


def test_peaugres_offers_care_and_canteen_four_days_a_week() -> None:
    services = preset("peaugres").services
    assert [(service.key, service.symbol) for service in services] == [
        ("garderie_matin", "🌅"),
        ("cantine", "🍽"),
        ("garderie_soir", "🌇"),
    ]
    assert all(service.weekdays == {MON, TUE, THU, FRI} for service in services)


def test_epagny_adds_the_wednesday_centre() -> None:
    policy = preset("epagny")
    assert [service.key for service in policy.services] == ["garderie_matin", "cantine", "garderie_soir", "mercredi"]
    assert policy.service("mercredi").weekdays == {WED}
    assert policy.service("mercredi").symbol == "🎨"


def test_peaugres_is_reached_at_the_town_hall() -> None:
    contact = preset("peaugres").contact
    assert contact.service == "Syndicat Intercommunal Enfance et Jeunesse"
    assert contact.address == "Mairie, 36 place de l'Eglise, 07 340 PEAUGRES"
    assert (contact.phone, contact.email) == ("04 75 34 80 74", "gestion.portail@siej.fr")
    assert preset("peaugres").opening_hours == ()


def test_epagny_is_reached_in_its_opening_hours() -> None:
    policy = preset("epagny")
    assert policy.contact.address == "15 rue de la Grenette, 74370 EPAGNY METZ-TESSY"
    assert (policy.contact.phone, policy.contact.email) == ("04 50 22 98 19", "enfance-jeunesse@epagnymetztesy.fr")
    morning, afternoon = (time(8, 30), time(12)), (time(13, 30), time(17, 30))
    assert [(hours.weekdays, (hours.opens, hours.closes)) for hours in policy.opening_hours] == [
        ((MON, FRI), morning),
        ((TUE, THU), afternoon),
        ((WED,), morning),
        ((WED,), afternoon),
    ]


@pytest.mark.parametrize("name", PRESETS)
def test_a_copy_of_a_preset_is_the_same_policy(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "cantine.toml"
    copy.write_text(preset_text(name), "utf-8")
    assert load_policy(copy) == preset(name)


@pytest.mark.parametrize("name", PRESETS)
def test_every_line_a_preset_proposes_in_a_comment_is_right(name: str, tmp_path: Path) -> None:
    """Those a clerk may uncomment (opening hours, holidays, closures, rates, roles), and how cut-offs are written."""
    text = preset_text(name)
    uncommented = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
    path = tmp_path / "uncommented.toml"
    path.write_text(uncommented, "utf-8")
    policy = load_policy(path)
    assert [rate.key for rate in policy.service("cantine").rates] == ["reduit", "plein"]
    assert policy.roles.teacher == {Permission.MARK}
    calendar = policy.calendar
    assert (len(calendar.school_holidays), len(calendar.closures)) == (1, 1)
    assert calendar.known_until == date(2029, 8, 31)

    ways = re.findall(r"^# +(\{ kind = .*\})$", text, flags=re.MULTILINE)
    assert [re.findall(r'kind = "(\w+)"', way) for way in ways] == [["weekly"], ["days_before"], ["table"]]
    for way in ways[:2]:
        path.write_text(re.sub(r"^book = .*$", f"book = {way}", text, flags=re.MULTILINE), "utf-8")
        assert load_policy(path).cutoffs.book.kind in way


def test_an_unknown_preset_is_answered_with_the_known_ones() -> None:
    for read in (preset, preset_text):
        with pytest.raises(PolicyError) as caught:
            read("lyon")
        assert caught.value.problems == (PolicyProblem("lyon", "", Expected.PRESET, {"known": PRESETS}),)
