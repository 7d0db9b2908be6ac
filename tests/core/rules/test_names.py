"""Names as an attendance list shows them, and as they are searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.policy import NameStyle
from core.rules.names import folded, is_called, shown_names, words_of
from tests.builders import TRICKY_NAMES

LETTERS = st.text(st.sampled_from("aeéÉbB-' œ=<🦊"), max_size=6)


@pytest.mark.parametrize(
    ("style", "children", "shown"),
    [
        (NameStyle.INITIAL, [("Léa", "Bruyère"), ("Tom", "Callune")], ["Léa B.", "Tom C."]),
        (NameStyle.INITIAL, [("Léa", "Bruyère"), ("Léa", "Callune")], ["Léa B.", "Léa C."]),
        (NameStyle.INITIAL, [("Léa", "Bruyère"), ("Lea", "Brande")], ["Léa Bru.", "Lea Bra."]),
        (NameStyle.INITIAL, [("Léa", "Martin"), ("Léa", "Martinez")], ["Léa Martin", "Léa Martine."]),
        (NameStyle.INITIAL, [("Léa", "De Luca"), ("Léa", "Delmas")], ["Léa De.", "Léa Del."]),
        (NameStyle.INITIAL, [("Léa", "Bruyère"), ("Léa", "Bruyère")], ["Léa Bruyère", "Léa Bruyère (2)"]),
        (NameStyle.FIRST, [("Léa", "Bruyère"), ("Tom", "Callune")], ["Léa", "Tom"]),
        (NameStyle.FIRST, [("Léa", "Bruyère"), ("léa", "Callune"), ("Tom", "X")], ["Léa B.", "léa C.", "Tom"]),
        (NameStyle.FULL, [("Léa", "Bruyère"), ("Léa", "Bruyère")], ["Bruyère Léa", "Bruyère Léa (2)"]),
    ],
)
def test_a_list_shows_as_much_of_a_name_as_tells_children_apart(
    style: NameStyle, children: list[tuple[str, str]], shown: list[str]
) -> None:
    assert list(shown_names(dict(enumerate(children)), style).values()) == shown


@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=8), st.sampled_from(NameStyle))
def test_two_children_of_a_list_never_show_the_same_name(names: list[tuple[str, str]], style: NameStyle) -> None:
    shown = shown_names(dict(enumerate(names)), style)
    assert set(shown) == set(range(len(names)))
    assert len({folded(name) for name in shown.values()}) == len(names)


@pytest.mark.parametrize(
    ("text", "first", "last", "is_found"),
    [
        ("lea", "Léa", "Bruyère", True),
        ("BRUYERE léa", "Léa", "Bruyère", True),
        ("jean pierre", "Jean-Pierre", "L'Hôte", True),
        ("jean-pierre", "Jean Pierre", "L’Hôte", True),
        ("l’hote", "Zoé", "L'Hôte", True),
        ("hôte", "Zoé", "L'Hôte", True),
        ("coeur", "Zoé", "Cœurdoux", True),
        ("somme(a1)", "Zoé", "=SOMME(A1)", True),
        ("<b>zoe</b>", "<b>Zoé</b>", "X", True),
        ("lea callune", "Léa", "Bruyère", False),
    ],
)
def test_a_child_is_found_whatever_the_accents_hyphens_and_apostrophes(
    text: str, first: str, last: str, is_found: bool
) -> None:
    assert is_called(first, last, words_of(text)) is is_found


def test_a_text_without_a_letter_searches_for_nothing() -> None:
    assert words_of(" % _ ' 🦊 - ") == ()


@pytest.mark.parametrize("name", TRICKY_NAMES)
def test_every_name_is_found_by_itself(name: str) -> None:
    assert is_called(name, name, words_of(name))
