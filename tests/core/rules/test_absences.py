"""What an absence costs, by its reason and the moment it is declared."""

from datetime import timedelta

import pytest

from core.model.planning import AbsenceOutcome, CellFacts, Mark
from core.model.policy import AbsenceReason
from core.policy import PRESETS, preset
from core.rules.absences import mark_of, outcome_of
from tests.core.rules.builders import paris

DEADLINE = paris("2026-11-27 00:00")
BOOKED = CellFacts(is_booked=True, cancel_by=DEADLINE)


def reason(code: str, of: str = "peaugres") -> AbsenceReason:
    found = preset(of).absence_reason(code)
    assert found is not None
    return found


@pytest.mark.parametrize("of", PRESETS)
def test_before_the_deadline_to_cancel_every_reason_gives_the_place_back(of: str) -> None:
    for each in preset(of).absence_reasons:
        assert outcome_of(each, BOOKED, DEADLINE - timedelta(seconds=1)) is AbsenceOutcome.GIVEN_BACK


@pytest.mark.parametrize("of", PRESETS)
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("strike", AbsenceOutcome.EXCUSED),
        ("teacher_absent", AbsenceOutcome.EXCUSED),
        ("medical", AbsenceOutcome.UNDECIDED),
        ("other", AbsenceOutcome.BILLED),
    ],
)
def test_from_the_deadline_on_the_reason_decides(code: str, outcome: AbsenceOutcome, of: str) -> None:
    assert outcome_of(reason(code, of), BOOKED, DEADLINE) is outcome
    assert outcome_of(reason(code, of), BOOKED, DEADLINE + timedelta(days=3)) is outcome


def test_without_a_deadline_to_cancel_the_place_is_always_given_back() -> None:
    assert outcome_of(reason("other"), CellFacts(is_booked=True), DEADLINE) is AbsenceOutcome.GIVEN_BACK


@pytest.mark.parametrize(
    ("outcome", "mark"),
    [
        (AbsenceOutcome.GIVEN_BACK, None),
        (AbsenceOutcome.EXCUSED, Mark.ABSENT_EXCUSED),
        (AbsenceOutcome.BILLED, Mark.ABSENT_BILLED),
        (AbsenceOutcome.UNDECIDED, None),
    ],
)
def test_only_a_decided_late_absence_is_marked(outcome: AbsenceOutcome, mark: Mark | None) -> None:
    assert mark_of(outcome) is mark
