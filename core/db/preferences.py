"""How each guardian wants to be told."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Update, delete, func, select, true, update

from core.db.tables import guardians, muted_kinds
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.notices import Channels, Notice


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """What a guardian chose. ``quiet``: from and until, in minutes after local midnight.

    ``muted``: up to a day, included, or (``None``) never again.
    """

    channel: Channels
    quiet: tuple[int, int] | None
    email: str | None
    email_refused: bool
    muted: dict[Notice, date | None]


def preferences_of(tx: Transaction, guardian_id: int) -> PreferenceRow | None:
    """What a guardian chose; ``None`` where there is no such guardian."""
    columns = guardians.c
    query = select(
        columns.channel, columns.quiet_from, columns.quiet_until, columns.email, columns.email_refused_at
    ).where(columns.id == guardian_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    quiet = None if row.quiet_from is None else (row.quiet_from, row.quiet_until)
    mutes = select(muted_kinds.c.kind, muted_kinds.c.until).where(muted_kinds.c.guardian_id == guardian_id)
    muted = {Notice(kind): until for kind, until in tx.execute(mutes)}
    return PreferenceRow(Channels(row.channel), quiet, row.email, row.email_refused_at is not None, muted)


def put_channel(tx: Transaction, guardian_id: int, channel: Channels) -> bool:
    """Tell a guardian by these ways from now on; whether there is such a guardian."""
    return tx.execute(_of(guardian_id).values(channel=channel)).rowcount > 0


def put_quiet_hours(tx: Transaction, guardian_id: int, quiet: tuple[int, int] | None) -> bool:
    """Leave a guardian alone between two times, or at none; whether there is such a guardian."""
    starts, ends = quiet or (None, None)
    return tx.execute(_of(guardian_id).values(quiet_from=starts, quiet_until=ends)).rowcount > 0


def _of(guardian_id: int) -> Update:
    return update(guardians).where(guardians.c.id == guardian_id)


def put_mute(tx: Transaction, guardian_id: int, kind: Notice, until: date | None) -> None:
    """Send no message of a kind up to a day, or never again. A mute that lasts longer already stays as it is."""
    statement = upsert_into(tx, muted_kinds).values(guardian_id=guardian_id, kind=kind, until=until)
    ends_sooner = true() if until is None else muted_kinds.c.until < until
    key = list(muted_kinds.primary_key)
    tx.execute(statement.on_conflict_do_update(index_elements=key, set_={"until": until}, where=ends_sooner))


def take_mute(tx: Transaction, guardian_id: int, kind: Notice) -> None:
    """Send messages of a kind again."""
    muted = muted_kinds.c
    tx.execute(delete(muted_kinds).where(muted.guardian_id == guardian_id, muted.kind == kind))


def guardians_at(tx: Transaction, email: str) -> list[int]:
    """The guardians who have this address, whatever its capitals."""
    query = select(guardians.c.id).where(func.lower(guardians.c.email) == email.lower()).order_by(guardians.c.id)
    return list(tx.execute(query).scalars())
