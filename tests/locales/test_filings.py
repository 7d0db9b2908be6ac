"""What is asked about a file, in words."""

from typing import Any

import pytest

from locales import filings, translator

JEANNE = {"last_name": "Saule", "first_name": "Jeanne"}
YEARLY = {"wish": "cancel", "services": ["cantine", "etude"], "weekdays": [1, 4], "first_day": "2027-03-01"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {}, ""),
        ({"phone": "06 12 34 56 78"}, {"phone": "06 98 76 54 32"}, "06 12 34 56 78 → 06 98 76 54 32"),
        ({}, {"email": "anne@example.org"}, "anne@example.org"),
        (
            {"address": "2 rue Haute\n07340 Peaugres"},
            {"address": "Bât. B\n9 quai Sud\n74000 Annecy"},
            "2 rue Haute, 07340 Peaugres → Bât. B, 9 quai Sud, 74000 Annecy",
        ),
        ({}, {**JEANNE, "phone": None, "relation": "grand-mère"}, "Jeanne Saule, grand-mère"),
        ({"person": 12, **JEANNE, "relation": ""}, {}, "Jeanne Saule"),
        (
            {},
            YEARLY,
            "annulation\u00a0: CANTINE et ETUDE, chaque lundi et jeudi, du 1er mars 2027 à la fin de l’année scolaire",
        ),
    ],
)
def test_the_old_and_the_new_stand_on_one_line(before: dict[str, Any], after: dict[str, Any], told: str) -> None:
    assert filings.changed(before, after, str.upper, translator("fr")) == told
