"""Where a class goes at the end of a school year."""

import pytest

from core.rules.promotions import last_levels, levels_in, moved_up, proposed_name, rank, span_of

PRIMARY = last_levels({"GS", "CP", "CM2"})
NURSERY = last_levels({"PS", "MS", "GS"})


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("CE1 A", "CE2 A"),
        ("Classe de CP", "Classe de CE1"),
        ("GS", "CP"),
        ("ce1 b", "CE2 b"),
        ("CE1-CE2", "CE2-CM1"),
        ("CE2/CM1 Élan", "CM1/CM2 Élan"),
        ("CM1-CM2", "CM2"),
        ("CE2-CM1-CM2", "CM1-CM2"),
        ("CE2-CM2", "CM1-CM2"),
        ("CM2 B", None),
        ("Les Papillons", "Les Papillons"),
        ("CLASSE 61 - R", "CLASSE 61 - R"),
        ("SCEPE1", "SCEPE1"),
    ],
)
def test_a_class_moves_up_by_the_levels_in_its_name(name: str, then: str | None) -> None:
    assert moved_up(name, PRIMARY) == then


@pytest.mark.parametrize(("name", "then"), [("TPS-PS", "PS-MS"), ("MS-GS", "GS"), ("GS Lune", None)])
def test_a_nursery_school_is_left_after_gs(name: str, then: str | None) -> None:
    assert moved_up(name, NURSERY) == then


@pytest.mark.parametrize(
    ("name", "level", "then"),
    [
        ("Les Papillons", "CE1", "Les Papillons"),
        ("Les Papillons", "CM2", None),
        ("Bleue", "", "Bleue"),
        ("CP", "?", "CE1"),
    ],
)
def test_a_class_whose_name_says_no_level_keeps_it_until_its_children_leave(
    name: str, level: str, then: str | None
) -> None:
    assert proposed_name(name, level, PRIMARY) == then


def test_levels_are_sorted_as_children_go_through_them() -> None:
    assert sorted(["CM1", "Bleue", "CE1-CE2", "TPS"], key=rank) == ["TPS", "CE1-CE2", "CM1", "Bleue"]
    assert [span_of(levels_in(text)) for text in ("CM1 et CE1, CE2", "cp", "Bleue")] == ["CE1-CM1", "CP", ""]
