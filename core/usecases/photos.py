"""The photo of a child, put there by its guardians: each sees it, replaces it, and takes it away."""

from datetime import datetime

from core.db import audit, photos
from core.model.children import Portrait
from core.model.people import GuardianActor
from core.organisation import UnitOfWork
from core.usecases.child_sheets import child_of


def read_photo(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> bytes | None:
    """A child's photo, as a JPEG; ``None`` where there is none. Raises ``NotAuthorisedError``, as the others do."""
    child_of(uow, actor, child_id, now)
    return photos.photos_of(uow.tx, [child_id]).get(child_id)


def keep_photo(uow: UnitOfWork, actor: GuardianActor, child_id: int, portrait: Portrait, now: datetime) -> None:
    """Keep a photo of a child, in place of any there is; kept twice, it is the same."""
    child = child_of(uow, actor, child_id, now)
    if photos.photos_of(uow.tx, [child_id]).get(child_id) == portrait.jpeg:
        return
    photos.put_photo(uow.tx, child_id, portrait.jpeg, actor.guardian_id, now)
    audit.record(uow.tx, actor, "photo", now, {"child": child_id, "wanted": True}, school_id=child.school_id)


def remove_photo(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> bool:
    """Keep no photo of a child any more; whether there was one."""
    child = child_of(uow, actor, child_id, now)
    was_there = photos.take_photo(uow.tx, child_id)
    if was_there:
        audit.record(uow.tx, actor, "photo", now, {"child": child_id, "wanted": False}, school_id=child.school_id)
    return was_there
