"""Photos of children."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from core.db.tables import photos
from core.db.transaction import Transaction
from core.db.upserts import upsert_into


def photos_of(tx: Transaction, child_ids: Collection[int]) -> dict[int, bytes]:
    """The photo of each child that has one, as a JPEG."""
    query = select(photos.c.child_id, photos.c.content).where(photos.c.child_id.in_(sorted(set(child_ids))))
    return {child_id: bytes(content) for child_id, content in tx.execute(query)}


def put_photo(tx: Transaction, child_id: int, jpeg: bytes, guardian_id: int, now: datetime) -> None:
    """Keep a photo of a child, in place of any there is."""
    kept = {"content": jpeg, "guardian_id": guardian_id, "updated_at": now}
    statement = upsert_into(tx, photos).values(child_id=child_id, **kept)
    tx.execute(statement.on_conflict_do_update(index_elements=["child_id"], set_=kept))


def take_photo(tx: Transaction, child_id: int) -> bool:
    """Keep no photo of a child any more; whether there was one."""
    return tx.execute(delete(photos).where(photos.c.child_id == child_id)).rowcount > 0
