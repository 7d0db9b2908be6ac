"""What a department decides: its school holidays, its public holidays, its time.

Zones since the reform of 2015, by the departments of each academy (ministry of education, « calendrier scolaire »):
A: Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
B: Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
C: Créteil, Montpellier, Paris, Toulouse, Versailles.
"""

import re
from dataclasses import dataclass
from typing import Literal

from core.model.policy import Subdivision

Zone = Literal["A", "B", "C", "own"]

_ZONES: dict[Zone, str] = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76"
    " 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    "own": "20 2A 2B 971 972 973 974 976",
}
_ZONE_OF = {department: zone for zone, departments in _ZONES.items() for department in departments.split()}

_SUBDIVISIONS: dict[str, Subdivision] = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "976": "976",
}
"""Where public holidays are not those of the others."""

_TIMEZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}

_POSTCODE = re.compile(r"\b(97[12346]|\d\d)\s?\d{2,3}(?=\s+\D)")


@dataclass(frozen=True, slots=True)
class SchoolPlace:
    """What holds in a department, as a policy's calendar says it."""

    zone: Zone
    subdivision: Subdivision | None
    timezone: str


def place_of(department: str) -> SchoolPlace | None:
    """What holds in a department (``07``, ``7``, ``2A``, ``974``); ``None`` where there is no such department."""
    number = department.strip().upper()
    number = number.zfill(2) if number.isdecimal() else number
    zone = _ZONE_OF.get(number)
    if zone is None:
        return None
    return SchoolPlace(zone, _SUBDIVISIONS.get(number), _TIMEZONES.get(number, "Europe/Paris"))


def department_of(address: str) -> str | None:
    """The department of an address, by its postcode (``07 340 PEAUGRES``, ``74370 EPAGNY``)."""
    found = [number for number in _POSTCODE.findall(address) if place_of(number)]
    return found[-1] if found else None
