"""``cantine doctor``: is everything there that ``cantine serve`` needs, and if not, what to do. Changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.speech import Command
from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from bot.cli.findings import Finding
    from core.model.policy import Policy

_DRIFT = timedelta(seconds=30)
"""A clock further off than this answers requests on the wrong side of a deadline."""


@click.command(cls=Command, help="help-doctor")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check everything ``serve`` needs; exit code 1 where something is wrong, not for warnings."""
    from bot.cli.findings import Grade  # noqa: PLC0415 (slow)

    findings = asyncio.run(_findings())
    for finding in findings:
        click.echo(f"{finding.grade} {finding.sentence}")
    ctx.exit(1 if any(finding.grade is Grade.WRONG for finding in findings) else 0)


async def _findings() -> list["Finding"]:
    from bot.cli.findings import Finding, Grade, fine, machine_findings  # noqa: PLC0415
    from bot.cli.refusals import settings_sentences  # noqa: PLC0415

    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding(Grade.WRONG, sentence) for sentence in settings_sentences(error)]
    policy, findings = _policy(settings)
    findings = [fine("doctor-settings"), *findings, *machine_findings(settings)]
    findings += [finding async for finding in _database(settings, policy)]
    findings += [finding async for finding in _telegram(settings)]
    return findings + [finding async for finding in _mail(settings)]


def _policy(settings: Settings) -> tuple["Policy | None", list["Finding"]]:
    from bot.cli.findings import Finding, Grade, fine, wrong  # noqa: PLC0415
    from bot.cli.refusals import policy_sentences  # noqa: PLC0415
    from core.policy import PolicyError, load_policy  # noqa: PLC0415

    file = str(settings.config)
    if not settings.config.exists():
        return None, [wrong("cli-policy-missing", file=file)]
    try:
        policy = load_policy(settings.config)
    except PolicyError as error:
        return None, [Finding(Grade.WRONG, sentence) for sentence in policy_sentences(error)]
    return policy, [fine("doctor-policy", file=file, name=policy.name)]


async def _database(settings: Settings, policy: "Policy | None") -> AsyncIterator["Finding"]:
    import migrations  # noqa: PLC0415
    from bot.cli.findings import fine, warning, wrong  # noqa: PLC0415
    from core.usecases.checking_up import is_damage  # noqa: PLC0415

    try:
        level = await migrations.level(settings.database_url)
    except migrations.DatabaseUnreachableError as error:
        what = "doctor-database-damaged" if is_damage(error.__cause__) else "cli-database-unreachable"
        yield wrong(what, detail=str(error))
        return
    if level is None:
        yield wrong("doctor-database-empty")
    elif level == migrations.head():
        yield fine("doctor-database", level=level)
        if policy is not None:
            async for finding in _town(settings, policy):
                yield finding
    elif migrations.is_known(level):
        yield warning("doctor-database-older", level=level, head=migrations.head())
    else:
        yield wrong("cli-database-newer", detail=level)


async def _town(settings: Settings, policy: "Policy") -> AsyncIterator["Finding"]:
    from bot.cli.findings import calendar_finding, guardian_findings, town_findings, wrong  # noqa: PLC0415
    from bot.cli.opening import now  # noqa: PLC0415
    from core.db.transaction import open_database  # noqa: PLC0415
    from core.organisation import Organisation  # noqa: PLC0415
    from core.usecases.checking_up import check_up, find_damage  # noqa: PLC0415

    database = open_database(settings.database_url)
    try:
        organisation = Organisation(database, policy)
        if damage := await organisation.read(find_damage):
            yield wrong("doctor-database-damaged", detail="; ".join(damage))
            return
        seen = await organisation.read(check_up, now())
    finally:
        await database.close()
    yield calendar_finding(policy, seen, now())
    for finding in (*town_findings(policy, seen), *guardian_findings(seen, has_mail=settings.smtp_url is not None)):
        yield finding


async def _telegram(settings: Settings) -> AsyncIterator["Finding"]:
    from bot.cli.findings import fine, wrong  # noqa: PLC0415
    from bot.cli.opening import now  # noqa: PLC0415
    from bot.cli.telegram import Bot, ask_bot  # noqa: PLC0415

    bot = await ask_bot(settings)
    if not isinstance(bot, Bot):
        yield wrong(f"cli-{bot}")
        return
    yield fine("doctor-token", username=bot.username)
    if bot.api_time is not None:
        yield clock_finding(now(), bot.api_time)


async def _mail(settings: Settings) -> AsyncIterator["Finding"]:
    """Nothing, where no mail server is set: e-mail may be done without."""
    if settings.smtp_url is None:
        return
    from bot.cli.findings import fine, wrong  # noqa: PLC0415
    from notifications.email_check import check  # noqa: PLC0415

    problem = await check(settings.smtp_url.get_secret_value())
    yield wrong(f"doctor-mail-{problem}") if problem else fine("doctor-mail")


def clock_finding(now: datetime, api_time: datetime) -> "Finding":
    """Whether this machine's clock agrees with the Bot API's. Both aware."""
    from bot.cli.findings import fine, wrong  # noqa: PLC0415

    drift = abs(now - api_time)
    if drift <= _DRIFT:
        return fine("doctor-clock")
    return wrong("doctor-clock-wrong", seconds=round(drift.total_seconds()))
