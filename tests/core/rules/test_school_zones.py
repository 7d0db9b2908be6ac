"""What a department decides for its schools."""

import pytest

from core.rules.school_zones import department_of, place_of


@pytest.mark.parametrize(
    ("department", "zone", "subdivision"),
    [
        ("07", "A", None),  # Peaugres, academy of Grenoble
        ("74", "A", None),  # Epagny
        ("1", "A", None),
        ("14", "B", None),
        ("57", "B", "57"),
        ("67", "B", "6AE"),
        ("75", "C", None),
        ("31", "C", None),
        ("2a", "own", None),
        ("974", "own", "974"),
    ],
)
def test_a_department_is_in_its_zone(department: str, zone: str, subdivision: str | None) -> None:
    place = place_of(department)
    assert place is not None
    assert (place.zone, place.subdivision) == (zone, subdivision)


def test_every_department_of_france_is_in_one_zone() -> None:
    mainland = [f"{number:02}" for number in range(1, 96) if number != 20]
    assert [number for number in mainland if place_of(number) is None] == []
    assert [number for number in ("96", "975", "", "A", "2C", "0") if place_of(number)] == []


@pytest.mark.parametrize(
    ("address", "department"),
    [
        ("Mairie, 36 place de l'Eglise, 07 340 PEAUGRES", "07"),
        ("15 rue de la Grenette, 74370 EPAGNY METZ-TESSY", "74"),
        ("12000 route des Crêtes, 97420 Le Port", "974"),
        ("1 place de la Mairie", None),
        ("Mairie, 07340", None),
    ],
)
def test_a_postcode_says_the_department(address: str, department: str | None) -> None:
    assert department_of(address) == department
