"""What ``cantine doctor`` finds in a town: its database, its people, its calendar, its machine."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bot.cli.speech import language, listed, say
from bot.settings import Settings
from core.db.copies import file_of
from core.model.policy import Policy
from core.usecases.checking_up import CheckUp
from locales import translator


class Grade(StrEnum):
    """How grave a finding is, by the sign before it: only what is wrong keeps the service from running."""

    FINE = "✅"
    WARNING = "⚠️"
    WRONG = "❌"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a sentence; it says what to do where it is not fine."""

    grade: Grade
    sentence: str


_SOON = timedelta(days=120)
"""A calendar that ends sooner than this ends in what families already plan."""

_LITTLE, _TOO_LITTLE = 1_000_000_000, 100_000_000
"""Free bytes on the disk that are worth a warning, and too few to go on."""

_SHORT_SECRET = 16
"""Characters that can be guessed."""


def fine(message: str, **args: str | int) -> Finding:
    """All is well."""
    return Finding(Grade.FINE, say(message, **args))


def warning(message: str, **args: str | int) -> Finding:
    """The service runs, but something is missing."""
    return Finding(Grade.WARNING, say(message, **args))


def wrong(message: str, **args: str | int) -> Finding:
    """The service does not run, or not rightly."""
    return Finding(Grade.WRONG, say(message, **args))


def town_findings(policy: Policy, seen: CheckUp) -> Iterator[Finding]:
    """Who and what is there."""
    if seen.classes:
        yield fine("doctor-town", schools=seen.schools, classes=seen.classes, pupils=seen.pupils)
    else:
        yield warning("doctor-no-classes", year=f"{seen.year}-{seen.year + 1}")
    if seen.pupils and seen.unused:
        yield warning("doctor-unused", services=_labels(policy, seen.unused))
    if seen.unpriced:
        yield warning("doctor-unpriced", services=_labels(policy, seen.unpriced))
    yield fine("doctor-manager") if seen.has_manager else warning("doctor-no-manager")
    if seen.overdue:
        yield warning("doctor-retention", rows=seen.overdue)


def guardian_findings(seen: CheckUp, *, has_mail: bool) -> Iterator[Finding]:
    """How families are reached."""
    people = seen.guardians
    if people.in_chat or people.by_email or people.unreached:
        yield fine("doctor-guardians", chat=people.in_chat, email=people.by_email)
    if people.unreached:
        yield warning("doctor-unreached", count=people.unreached)
    if people.by_email and not has_mail:
        yield warning("doctor-no-mail", count=people.by_email)


def _labels(policy: Policy, keys: tuple[str, ...]) -> str:
    return listed(tuple(policy.service(key).label.in_(language()) for key in keys))


def calendar_finding(policy: Policy, seen: CheckUp, now: datetime) -> Finding:
    """Until when the school year is known, and what time it is there."""
    t = translator(language())
    local = now.astimezone(policy.calendar.tz)
    if policy.calendar.zone == "own" and not policy.calendar.school_holidays:
        return warning("doctor-calendar-no-holidays")
    if seen.known_until - local.date() < _SOON:
        return warning("doctor-calendar-ends", until=t.dated(seen.known_until))
    return fine(
        "doctor-calendar",
        until=t.dated(seen.known_until),
        zone=policy.calendar.zone,
        time=t.clock(local.time()),
        timezone=policy.calendar.timezone,
    )


def machine_findings(settings: Settings) -> Iterator[Finding]:
    """The disk the database is on, the file that holds secrets, the webhook."""
    file = file_of(settings.database_url)
    if file is not None and file.absolute().parent.is_dir():
        yield disk_finding(shutil.disk_usage(file.absolute().parent).free)
    env = Path(".env")
    if env.exists() and stat.S_IMODE(env.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning("doctor-env-open", file=str(env))
    if settings.webhook_url is not None and settings.webhook_secret is not None:
        is_short = len(settings.webhook_secret.get_secret_value()) < _SHORT_SECRET
        yield warning("doctor-webhook-short") if is_short else fine("doctor-webhook", url=settings.webhook_url)


def disk_finding(free: int) -> Finding:
    """Whether there is room, by how many bytes are free."""
    gigabytes = f"{free / 1_000_000_000:.1f}".replace(".", "," if language() == "fr" else ".")
    if free < _TOO_LITTLE:
        return wrong("doctor-disk-full", free=gigabytes)
    return warning("doctor-disk-low", free=gigabytes) if free < _LITTLE else fine("doctor-disk", free=gigabytes)
