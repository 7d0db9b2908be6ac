"""Who is one family, by where they live."""

from hypothesis import given
from hypothesis import strategies as st

from core.rules.households import NAME_LENGTH, family_name, households

LOU, NOE, ZOE = 1, 2, 3


def test_parents_of_a_child_at_one_address_live_together_and_at_two_they_do_not() -> None:
    assert households([("four", [LOU]), ("four", [LOU]), ("moulin", [LOU])]) == [0, 0, 2]


def test_a_second_child_with_another_makes_one_household_of_three() -> None:
    assert households([("four", [LOU]), ("four", [LOU, NOE]), ("four", [NOE])]) == [0, 0, 0]


def test_neighbours_without_a_child_in_common_do_not_live_together() -> None:
    assert households([("four", [LOU]), ("four", [NOE])]) == [0, 1]


def test_nothing_tells_where_they_live_without_an_address() -> None:
    assert households([(None, [LOU]), (None, [LOU])]) == [0, 1]


@given(
    st.lists(
        st.tuples(st.sampled_from([None, "four", "moulin"]), st.lists(st.sampled_from([LOU, NOE, ZOE]), max_size=3))
    )
)
def test_nobody_is_ever_put_with_who_lives_elsewhere(people: list[tuple[str | None, list[int]]]) -> None:
    for person, household in enumerate(households(people)):
        assert people[person][0] == people[household][0]
        assert household <= person


def test_a_family_is_named_after_its_first_two_and_never_like_another() -> None:
    anne, marc, jo = ("BRUYÈRE", "Anne"), ("GENÊT", "Marc"), ("BRUYÈRE", "Jo")
    assert family_name([anne], set()) == "BRUYÈRE Anne"
    assert family_name([anne, marc, jo], set()) == "BRUYÈRE Anne et GENÊT Marc"
    assert family_name([anne, jo], {"bruyère anne et jo", "bruyère anne et jo (2)"}) == "BRUYÈRE Anne et Jo (3)"
    long = family_name([("B" * 80, "A" * 80), marc], set())
    assert len(long) <= NAME_LENGTH
    assert "et GENÊT" not in long
