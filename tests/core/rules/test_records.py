"""What the kitchen leaves out may be recorded, a religion may not (CNIL)."""

import pytest

from core.model.family import RecordField
from core.rules.records import religion_in


@pytest.mark.parametrize(
    "value",
    [
        "Halal",
        "repas hallal",
        "CASHER",
        "kasher",
        "Kosher only",
        "cachère",
        "musulman",
        "sans porc (religion)",
        "juive",
    ],
)
def test_a_religion_is_not_recorded_for_meals(value: str) -> None:
    assert religion_in(RecordField.MEALS, value)


@pytest.mark.parametrize(
    "value", ["sans porc", "Sans viande", "végétarien", "pas de crustacés", "sans gluten", "caramel"]
)
def test_what_is_left_out_is_recorded(value: str) -> None:
    assert religion_in(RecordField.MEALS, value) is None


def test_elsewhere_a_diet_is_refused_and_a_name_is_not() -> None:
    assert religion_in(RecordField.NOTES, "mange halal") == "halal"
    assert religion_in(RecordField.NOTES, "frère à l’école catholique Saint-Jean, aime se cacher") is None
