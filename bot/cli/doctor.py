"""``cantine doctor``: is everything there that ``cantine serve`` needs, and if not, what to do. Changes nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from bot.cli.speech import Command, say
from bot.settings import Settings, SettingsError, load_settings

_DRIFT = timedelta(seconds=30)
"""A clock further off than this answers requests on the wrong side of a deadline."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a sentence; it says what to do where it is not fine."""

    is_fine: bool
    sentence: str


@click.command(cls=Command, help="help-doctor")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check settings, policy, database, token and clock; exit code 1 where something is wrong."""
    findings = asyncio.run(_findings())
    for finding in findings:
        click.echo(f"{'✔' if finding.is_fine else '✘'} {finding.sentence}")
    ctx.exit(0 if all(finding.is_fine for finding in findings) else 1)


async def _findings() -> list[Finding]:
    from bot.cli.refusals import settings_sentences  # noqa: PLC0415

    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding(is_fine=False, sentence=sentence) for sentence in settings_sentences(error)]
    findings = [Finding(is_fine=True, sentence=say("doctor-settings")), *_policy(settings), await _database(settings)]
    findings += [finding async for finding in _telegram(settings)]
    return findings + [finding async for finding in _mail(settings)]


def _policy(settings: Settings) -> Iterator[Finding]:
    from bot.cli.refusals import policy_sentences  # noqa: PLC0415
    from core.policy import PolicyError, load_policy  # noqa: PLC0415

    file = str(settings.config)
    if not settings.config.exists():
        yield Finding(is_fine=False, sentence=say("cli-policy-missing", file=file))
        return
    try:
        policy = load_policy(settings.config)
    except PolicyError as error:
        for sentence in policy_sentences(error):
            yield Finding(is_fine=False, sentence=sentence)
    else:
        yield Finding(is_fine=True, sentence=say("doctor-policy", file=file, name=policy.name))


async def _database(settings: Settings) -> Finding:
    import migrations  # noqa: PLC0415

    try:
        level = await migrations.level(settings.database_url)
    except migrations.DatabaseUnreachableError as error:
        return Finding(is_fine=False, sentence=say("cli-database-unreachable", detail=str(error)))
    if level is None:
        return Finding(is_fine=False, sentence=say("doctor-database-empty"))
    if level == migrations.head():
        return Finding(is_fine=True, sentence=say("doctor-database", level=level))
    if migrations.is_known(level):
        return Finding(is_fine=False, sentence=say("doctor-database-older", level=level, head=migrations.head()))
    return Finding(is_fine=False, sentence=say("cli-database-newer", detail=level))


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    from bot.cli.opening import now  # noqa: PLC0415
    from bot.cli.telegram import Bot, ask_bot  # noqa: PLC0415

    bot = await ask_bot(settings)
    if not isinstance(bot, Bot):
        yield Finding(is_fine=False, sentence=say(f"cli-{bot}"))
        return
    yield Finding(is_fine=True, sentence=say("doctor-token", username=bot.username))
    if bot.api_time is not None:
        yield clock_finding(now(), bot.api_time)


async def _mail(settings: Settings) -> AsyncIterator[Finding]:
    """Nothing, where no mail server is set: e-mail may be done without."""
    if settings.smtp_url is None:
        return
    from notifications.email_check import check  # noqa: PLC0415

    problem = await check(settings.smtp_url.get_secret_value())
    sentence = say(f"doctor-mail-{problem}") if problem else say("doctor-mail")
    yield Finding(is_fine=problem is None, sentence=sentence)


def clock_finding(now: datetime, api_time: datetime) -> Finding:
    """Whether this machine's clock agrees with the Bot API's. Both aware."""
    drift = abs(now - api_time)
    if drift <= _DRIFT:
        return Finding(is_fine=True, sentence=say("doctor-clock"))
    return Finding(is_fine=False, sentence=say("doctor-clock-wrong", seconds=round(drift.total_seconds())))
