"""What the service settles by hand, and no file says."""

from collections.abc import Collection
from datetime import datetime

from core.db.audit import record
from core.db.directory import set_custody
from core.model.people import Custody
from core.organisation import UnitOfWork


def share_custody(
    uow: UnitOfWork, child_ids: Collection[int], *, even_weeks: int, odd_weeks: int, now: datetime
) -> None:
    """Let two guardians, by id, decide for children in turn, by the number of the ISO week."""
    set_custody(uow.tx, even_weeks, child_ids, Custody.EVEN_WEEKS)
    set_custody(uow.tx, odd_weeks, child_ids, Custody.ODD_WEEKS)
    facts = {"children": sorted(child_ids), "even_weeks": even_weeks, "odd_weeks": odd_weeks}
    record(uow.tx, None, "share_custody", now, facts)
