"""A guardian says how they want to be told. Each choice says what should be: made twice, it changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from core.db import audit, preferences
from core.model.errors import NotAuthorisedError
from core.model.notices import Channels, Notice
from core.model.people import GuardianActor
from core.organisation import UnitOfWork

OPTIONAL = frozenset({Notice.REMINDER})
"""What a guardian may do without. Answers, closures and strikes are always told."""

BY_EMAIL = frozenset({Channels.EMAIL, Channels.BOTH})
"""The ways that need an address."""

_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a guardian chose, and what there is to choose.

    ``email``: the address with most of it hidden; ``None`` where none is known. ``email_refused``: it bounced.
    ``quiet``: from and until, in minutes after local midnight. ``muted``: up to a day, included, or ever (``None``).
    """

    channel: Channels
    email: str | None
    email_refused: bool
    quiet: tuple[int, int] | None
    muted: dict[Notice, date | None]

    def is_muted(self, kind: Notice, day: date) -> bool:
        """Whether messages of a kind are not sent on a day."""
        if kind not in self.muted:
            return False
        until = self.muted[kind]
        return until is None or until >= day


def read_preferences(uow: UnitOfWork, actor: GuardianActor) -> Preferences:
    """How a guardian is told. Raises ``NotAuthorisedError`` for one who is not there any more."""
    row = preferences.preferences_of(uow.tx, _guardian(actor))
    if row is None:
        raise NotAuthorisedError
    return Preferences(row.channel, row.email and masked(row.email), row.email_refused, row.quiet, row.muted)


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else can write to: ``a•••@exemple.fr``."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def choose_channel(uow: UnitOfWork, actor: GuardianActor, channel: Channels) -> bool:
    """Be told by these ways from now on; false, and nothing changed, where that needs an address that is not known."""
    if channel in BY_EMAIL and read_preferences(uow, actor).email is None:
        return False
    _require(preferences.put_channel(uow.tx, _guardian(actor), channel))
    return True


def choose_quiet_hours(uow: UnitOfWork, actor: GuardianActor, quiet: tuple[int, int] | None) -> None:
    """Be left alone between two times, in minutes after local midnight, but for what is urgent; or at no time.

    Raises ``ValueError`` for what are not two different minutes of a day.
    """
    if quiet is not None and (not all(0 <= minute < _MIDNIGHT for minute in quiet) or quiet[0] == quiet[1]):
        raise ValueError(f"not hours of a day: {quiet}")
    _require(preferences.put_quiet_hours(uow.tx, _guardian(actor), quiet))


def mute(uow: UnitOfWork, actor: GuardianActor, kind: Notice, until: date | None) -> None:
    """Be sent no message of an optional kind up to a day, included, or (``None``) never again.

    What is muted for longer stays so. Raises ``NotAuthorisedError`` for a kind that everyone is sent.
    """
    _require(kind in OPTIONAL)
    preferences.put_mute(uow.tx, _guardian(actor), kind, until)


def unmute(uow: UnitOfWork, actor: GuardianActor, kind: Notice) -> None:
    """Be sent messages of a kind again."""
    preferences.take_mute(uow.tx, _guardian(actor), kind)


def unsubscribe(uow: UnitOfWork, email: str, now: datetime) -> int:
    """Send nothing optional to the guardians of an address any more, as they asked by e-mail; how many they are.

    For the service's own command line, where whoever runs it is the actor.
    """
    guardian_ids = preferences.guardians_at(uow.tx, email)
    for guardian_id in guardian_ids:
        for kind in OPTIONAL:
            preferences.put_mute(uow.tx, guardian_id, kind, None)
    if guardian_ids:
        audit.record(uow.tx, None, "unsubscribe", now, {"guardians": guardian_ids})
    return len(guardian_ids)


def _guardian(actor: GuardianActor) -> int:
    """Only guardians choose: staff are told what their work needs."""
    _require(isinstance(actor, GuardianActor))
    return actor.guardian_id


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAuthorisedError
