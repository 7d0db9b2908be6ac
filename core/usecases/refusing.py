"""What somebody tried who may not: noted, since the buttons they are shown do not lead there."""

from datetime import datetime

from core.db import audit
from core.model.people import Identity
from core.organisation import UnitOfWork


def note_refused(uow: UnitOfWork, identity: Identity, what: str, now: datetime) -> None:
    """Note a press that was refused. ``what``: the screen and what its press said, no name; it may be anything."""
    audit.record(uow.tx, identity.guardian or identity.staff, "refused_press", now, {"what": what[:_LONGEST]})


_LONGEST = 120
"""Characters; a press holds 64 bytes."""
