"""What the demo's families have asked about their files: one was answered, two wait for the manager."""

from datetime import date, datetime, timedelta

from core.model.children import NewPickup
from core.model.family import FamilyRequestKind
from core.model.people import GuardianActor, StaffActor
from core.model.yearly import Wish, YearlyOrder
from core.organisation import UnitOfWork
from core.usecases.correcting import ask_correction
from core.usecases.family_deciding import approve_family_request
from core.usecases.pickups import ask_pickup
from core.usecases.planning import read_children
from core.usecases.yearly import ask_yearly

_GRANDMOTHER = NewPickup("Odile", "Bruyère", "grand-mère", "06 39 98 77 00")
_NEW_PHONE = "06 39 98 88 00"
_CANTEEN = frozenset({"cantine"})
_FRIDAY = frozenset({5})
_NEXT_TERM = timedelta(days=42)


def ask_about_files(
    uow: UnitOfWork,
    manager: StaffActor,
    *,
    answered: GuardianActor,
    moved: GuardianActor,
    returns: GuardianActor,
    now: datetime,
) -> None:
    """``answered``: whose mother fetches the children; ``moved``: a new number; ``returns``: to work, on Fridays."""
    for child in read_children(uow, answered, now):
        asked = ask_pickup(uow, answered, child.id, _GRANDMOTHER, now - timedelta(days=8))
        if isinstance(asked, int):
            approve_family_request(uow, manager, asked, now - timedelta(days=7))
    ask_correction(uow, moved, FamilyRequestKind.PHONE, _NEW_PHONE, now - timedelta(hours=20))
    order = YearlyOrder(Wish.ENROL, _CANTEEN, _FRIDAY, _monday_after(uow, now + _NEXT_TERM))
    child = read_children(uow, returns, now)[0]
    ask_yearly(
        uow, returns, child.id, order, "Je reprends le travail le vendredi en janvier.", now - timedelta(hours=18)
    )


def _monday_after(uow: UnitOfWork, instant: datetime) -> date:
    day = instant.astimezone(uow.policy.calendar.tz).date()
    return day + timedelta(days=7 - day.weekday())
