"""``cantine demo``: the whole of Cantine on one machine, with Telegram's part played by the simulator."""

import asyncio
import errno
import gc
import logging
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

import migrations
from bot.cli.speech import fail, say
from bot.demo.rates import with_rates
from bot.demo.town import DEMO_START, DemoTown, build_town
from bot.intake import poll
from bot.serve import running, stop_at_signal
from bot.telegram import publish_commands
from core.db.transaction import open_database
from core.model.notices import Notice
from core.model.policy import Policy
from core.organisation import Organisation
from core.policy import preset as read_preset
from core.rules.answers import answer_expected
from core.rules.calendar import instant_of, school_calendar
from core.rules.cutoffs import cutoff_instant
from core.rules.occurrences import upcoming
from locales import translator
from simulator.clock import Clock
from simulator.gathering import create_group
from simulator.people import Jump
from simulator.server import Simulator
from simulator.world import User

TOKEN = "1:demo"  # noqa: S105 - the simulator's own
BOT_USERNAME = "cantine_demo_bot"
BOT_NAME = "Cantine"


async def run_demo(*, preset: str, host: str, port: int) -> None:
    """Run until Ctrl-C, on an SQLite file that is gone afterwards; nothing connects but to this machine.

    Fails with a sentence where the address cannot be listened at.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    stop = stop_at_signal()
    with tempfile.TemporaryDirectory(prefix="cantine-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'cantine.sqlite3'}"
        await migrations.upgrade(url)
        database = open_database(url)
        try:
            await _run(Organisation(database, with_rates(read_preset(preset))), host, port, stop)
        finally:
            await database.close()


async def _run(organisation: Organisation, host: str, port: int, stop: asyncio.Event) -> None:
    clock = Clock(DEMO_START)
    town = await build_town(organisation, clock.now())
    people, cook = _people(town)
    ways = jumps(organisation.policy, clock.now())
    simulator = Simulator(TOKEN, BOT_USERNAME, clock, people=[*people, cook], jumps=ways, mail=True)
    create_group(simulator.world, town.team, [cook.id, people[-1].id], with_bot=True)
    await _listen(simulator, host, port)
    try:
        async with running(organisation, TOKEN, simulator.address, clock.now, smtp_url=simulator.smtp_url) as reception:
            await reception.bot.set_my_name(BOT_NAME)
            await publish_commands(reception.bot)
            gc.freeze()  # as in ``bot.serve``
            click.echo(say("demo-ready", address=simulator.address))
            await poll(reception, stop)
    finally:
        await simulator.stop()


async def _listen(simulator: Simulator, host: str, port: int) -> None:
    try:
        await simulator.start(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail("demo-port-taken", port=str(port))
        fail("demo-no-address", host=host, port=str(port), reason=error.strerror or str(error))


def _people(town: DemoTown) -> tuple[Sequence[User], User]:
    """Those with a column of their own, the manager last, and the cook."""
    *people, cook = (
        User(number, person.first_name, person.last_name, about=person.about, start_payload=person.code)
        for number, person in enumerate((*town.people, town.cook), 101)
    )
    cook.has_column = False
    return people, cook


def jumps(policy: Policy, now: datetime) -> Sequence[Jump]:
    """The moments worth seeing: the first reminder, either side of the deadline, the validation, the first morning of
    the week booked.
    """
    tz = policy.calendar.tz
    today = now.astimezone(tz).date()
    monday = today + timedelta(days=7 - today.weekday())
    calendar = school_calendar(policy.calendar)
    cutoff = cutoff_instant(policy.cutoffs.book, monday, calendar, tz)
    if cutoff is None:
        raise ValueError("a preset always says until when Monday can be booked")
    validation = answer_expected(policy.validation, cutoff, now, tz)
    reminders = [
        occurrence.due_at
        for occurrence in upcoming(policy, calendar, now, cutoff)
        if occurrence.kind is Notice.REMINDER and occurrence.deadline == cutoff
    ]
    moments = (
        *reminders[:1],
        cutoff - timedelta(minutes=2),
        cutoff + timedelta(seconds=1),
        validation,
        instant_of(monday, timedelta(hours=8), tz),
    )
    return [Jump(_label(at.astimezone(tz)), at) for at in moments]


def _label(local: datetime) -> str:
    t = translator("fr")
    return t.text("demo-jump", day=t.weekday(local.isoweekday()), time=t.clock(local.time()))
