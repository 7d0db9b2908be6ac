"""Who may do what, to whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.people import Custody, Permission, Role, Scope
from core.model.policy import Roles
from core.policy import PRESETS, preset
from core.rules.authorisation import covers, has_custody, may, roles_that_may
from tests.core.rules.builders import day


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("role", list(Role))
def test_only_the_manager_and_the_director_decide_requests(role: Role, name: str) -> None:
    assert may(preset(name), role, Permission.DECIDE_REQUESTS) is (role in {Role.MANAGER, Role.DIRECTOR})


def test_the_policy_says_what_a_role_may_do() -> None:
    roles = Roles(carer=frozenset({Permission.ANNOUNCE}))
    policy = preset("peaugres").model_copy(update={"roles": roles})
    assert may(policy, Role.CARER, Permission.ANNOUNCE)
    assert not may(policy, Role.CARER, Permission.MARK)
    assert roles_that_may(policy, Permission.ANNOUNCE) == (Role.MANAGER, Role.DIRECTOR, Role.CARER)


@pytest.mark.parametrize(
    ("scopes", "school", "class_", "covered"),
    [
        ((), 1, 10, False),
        ((), 1, None, False),
        ((Scope(),), 1, 10, True),
        ((Scope(),), 2, None, True),
        ((Scope(school_id=1),), 1, 10, True),
        ((Scope(school_id=1),), 1, None, True),
        ((Scope(school_id=1),), 2, 20, False),
        ((Scope(school_id=1, class_id=10),), 1, 10, True),
        ((Scope(school_id=1, class_id=10),), 1, 11, False),
        ((Scope(school_id=1, class_id=10),), 1, None, False),
        ((Scope(school_id=1, class_id=10),), 2, 10, False),
        ((Scope(class_id=10),), 1, 10, True),
        ((Scope(school_id=1, class_id=10), Scope(school_id=2)), 2, 20, True),
    ],
)
def test_a_scope_covers_its_school_or_its_class(
    scopes: tuple[Scope, ...], school: int, class_: int | None, covered: bool
) -> None:
    assert covers(scopes, school, class_) is covered


def test_a_guardian_with_full_custody_decides_every_week() -> None:
    assert has_custody(Custody.ALWAYS, day("2026-11-24"))
    assert has_custody(Custody.ALWAYS, day("2026-12-01"))


def test_custody_follows_the_number_of_the_iso_week() -> None:
    sunday_of_week_48, monday_of_week_49 = day("2026-11-29"), day("2026-11-30")
    assert has_custody(Custody.EVEN_WEEKS, sunday_of_week_48)
    assert not has_custody(Custody.ODD_WEEKS, sunday_of_week_48)
    assert has_custody(Custody.ODD_WEEKS, monday_of_week_49)
    assert not has_custody(Custody.EVEN_WEEKS, monday_of_week_49)


def test_a_year_of_53_weeks_gives_two_odd_weeks_in_a_row() -> None:
    week_53, week_1 = day("2026-12-28"), day("2027-01-04")
    assert has_custody(Custody.ODD_WEEKS, week_53)
    assert has_custody(Custody.ODD_WEEKS, week_1)
    assert not has_custody(Custody.EVEN_WEEKS, week_53)
    assert not has_custody(Custody.EVEN_WEEKS, week_1)


def test_the_first_days_of_january_may_belong_to_the_last_week_of_the_year_before() -> None:
    assert has_custody(Custody.ODD_WEEKS, day("2027-01-01"))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_exactly_one_of_two_guardians_decides_on_any_day_and_for_the_whole_week(any_day: date) -> None:
    even, odd = has_custody(Custody.EVEN_WEEKS, any_day), has_custody(Custody.ODD_WEEKS, any_day)
    assert even is not odd
    monday = any_day - timedelta(days=any_day.weekday())
    assert has_custody(Custody.EVEN_WEEKS, monday) is even
