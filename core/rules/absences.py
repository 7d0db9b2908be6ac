"""What an absence costs."""

from datetime import datetime

from core.model.planning import AbsenceOutcome, CellFacts, Mark
from core.model.policy import AbsenceReason, LateOutcome
from core.rules.cutoffs import is_late

_LATE = {
    LateOutcome.EXCUSED: AbsenceOutcome.EXCUSED,
    LateOutcome.BILLED: AbsenceOutcome.BILLED,
    LateOutcome.MANAGER: AbsenceOutcome.UNDECIDED,
}
_MARKS = {
    AbsenceOutcome.EXCUSED: Mark.ABSENT_EXCUSED,
    AbsenceOutcome.BILLED: Mark.ABSENT_BILLED,
}


def outcome_of(reason: AbsenceReason, facts: CellFacts, now: datetime) -> AbsenceOutcome:
    """What an absence declared ``now`` costs: nothing before the deadline to cancel, else what its reason says."""
    if facts.cancel_by is None or not is_late(now, facts.cancel_by):
        return AbsenceOutcome.GIVEN_BACK
    return _LATE[reason.late]


def mark_of(outcome: AbsenceOutcome) -> Mark | None:
    """The attendance mark of an approved absence; ``None`` where the place is given back or nothing is decided yet."""
    return _MARKS.get(outcome)
