"""The name of somebody who may fetch a child, as people write it."""

from datetime import date

import pytest

from core.model.family import PickupPerson
from core.rules.pickups import name_of, one_called

JEANNE = PickupPerson(1, "D’ALÈS", "Jeanne-Marie", None, "", date(2026, 9, 1), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jeanne MARTIN", ("Jeanne", "MARTIN")),
        ("  jeanne   martin ", ("jeanne", "martin")),
        ("Marie Anne DE LA TOUR", ("Marie Anne", "DE LA TOUR")),
        ("Jean-Pierre de la Tour", ("Jean-Pierre", "de la Tour")),
        ("MARTIN Jeanne", ("Jeanne", "MARTIN")),
        ("DE LA TOUR Marie Anne", ("Marie Anne", "DE LA TOUR")),
        ("JEANNE MARTIN", ("JEANNE", "MARTIN")),
        ("Zoé L'Hôte", ("Zoé", "L'Hôte")),
        ("Jeanne D’ALÈS", ("Jeanne", "D’ALÈS")),
        ("Jeanne", None),
        ("Jeanne 06 39 98 12 34", None),
        ("AAAAA-AAAAA", None),
        ("<b>Jeanne</b> MARTIN", None),
        ("🦊 MARTIN", None),
        (f"Jeanne {'M' * 81}", None),
        ("", None),
    ],
)
def test_a_first_and_a_last_name_are_told_apart(text: str, name: tuple[str, str] | None) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("name", [("JEANNE MARIE", "d'ales"), ("jeanne-marie", "D’Alès")])
def test_a_person_is_known_whatever_the_case_and_accents(name: tuple[str, str]) -> None:
    assert one_called([JEANNE], *name) is JEANNE
    assert one_called([JEANNE], name[0], "Martin") is None
