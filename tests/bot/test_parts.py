"""``cantine serve`` split: what each part does, and what it leaves to the other."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from sqlalchemy import select

import bot.serve
from bot.cli.refusals import sentences_of
from bot.serve import MailFromError, Part, email_settings, utc_now
from bot.settings import Settings, load_settings
from core.db import tables as t
from core.db.outbox import NewNotice, enqueue
from core.db.transaction import open_database
from core.model.notices import Channels, Notice
from core.model.people import GuardianActor
from core.organisation import Organisation
from core.policy import preset, preset_text
from notifications.wiring import build as build_service
from simulator.clock import Clock
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User
from tests.builders import Town, build
from tests.notifications.mail_server import MailServer

TOKEN = "42:parts"
ANNE = 1

T = TypeVar("T")


@pytest.fixture
async def ready(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[pytest.MonkeyPatch]:
    """A policy, and a message for Anne by chat and by e-mail; what ``serve`` does to its process is kept from this."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CANTINE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bot.serve, "_log_to_stderr", lambda settings: None)
    _write(tmp_path, sqlite_template)
    monkeypatch.setattr(bot.serve, "build", partial(build_service, tick=timedelta(milliseconds=30)))
    await _worked(_alert)
    yield monkeypatch
    gc.unfreeze()


def _write(folder: Path, template: Path) -> None:
    (folder / "cantine.toml").write_text(preset_text("peaugres"), "utf-8")
    (folder / "cantine.sqlite3").write_bytes(template.read_bytes())


async def _worked(work: Callable[[Organisation], Awaitable[T]]) -> T:
    database = open_database("sqlite:///cantine.sqlite3")
    try:
        return await work(Organisation(database, preset("peaugres")))
    finally:
        await database.close()


def _anne(town: Town) -> int:
    anne = town.add(
        t.guardians, first_name="Anne", last_name="Bruyère", email="anne@example.org", channel=Channels.BOTH
    )
    town.linked(ANNE, GuardianActor(anne))
    return anne


async def _alert(organisation: Organisation) -> None:
    anne = await build(organisation, _anne)
    now = utc_now()
    notice = NewNotice(Notice.LINK_ALERT, {"guardian_id": anne}, now, now, now + timedelta(days=1))
    await organisation.write(lambda uow: enqueue(uow.tx, notice, guardians=[anne]))


async def _states() -> dict[str, str]:
    """The state of each delivery, by channel."""
    query = select(t.deliveries.c.channel, t.deliveries.c.state)
    rows = await _worked(lambda organisation: organisation.database.read(lambda tx: tx.execute(query).all()))
    return {row.channel: row.state for row in rows}


@asynccontextmanager
async def _serving(monkeypatch: pytest.MonkeyPatch, *parts: Part, **settings: str) -> AsyncIterator[None]:
    for name, value in settings.items():
        monkeypatch.setenv(f"CANTINE_{name}", value)
    stop = asyncio.Event()
    monkeypatch.setattr(bot.serve, "stop_at_signal", lambda: stop)
    serving = asyncio.create_task(bot.serve.serve(load_settings(), parts))
    yield
    stop.set()
    await serving


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Anne has started the bot."""
    async with Simulator(TOKEN, "cantine_bot", Clock(), people=[User(ANNE, "Anne")], web=False) as simulator:
        yield simulator


async def test_the_bot_alone_sends_no_notice(ready: pytest.MonkeyPatch, telegram: Simulator) -> None:
    anne = Person(telegram.address, ANNE)
    async with _serving(ready, Part.BOT, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.address):
        await anne.send("/help")
        await anne.wait_for("/privacy")
    assert await _states() == {}


async def test_the_notices_alone_take_no_updates_and_say_that_they_are_well(
    ready: pytest.MonkeyPatch, telegram: Simulator
) -> None:
    anne = Person(telegram.address, ANNE)
    await anne.send("/start")
    address = f"127.0.0.1:{_free_port()}"
    settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.address, "STATUS_ADDRESS": address}
    async with _serving(ready, Part.NOTIFICATIONS, **settings):
        await anne.wait_for("Bruyère")
        checks = await _checks(address)
    assert {"database", "telegram"} <= checks.keys()
    assert "polling" not in checks
    assert all(checks.values())
    assert {call.method for call in telegram.calls} == {"sendMessage"}
    assert await _states() == {"telegram": "sent", "email": "waiting"}


async def _checks(address: str) -> dict[str, bool]:
    """What is checked, once the first message has been recorded."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"http://{address}/healthz") as answer:
                checks: dict[str, bool] = (await answer.json())["checks"]
            if "telegram" in checks:
                return checks
            await asyncio.sleep(0.01)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


async def test_without_a_token_notices_go_by_e_mail_and_what_is_for_chats_waits(ready: pytest.MonkeyPatch) -> None:
    async with (
        MailServer() as server,
        _serving(ready, Part.NOTIFICATIONS, SMTP_URL=f"smtp://127.0.0.1:{server.port}", MAIL_FROM="c@example.org"),
    ):
        while not server.received:  # noqa: ASYNC110 (a server of another library has no event)
            await asyncio.sleep(0.01)
    assert "c@example.org" in server.received[0]["From"]
    assert await _states() == {"telegram": "waiting", "email": "sent"}


def test_what_e_mails_are_from_must_be_an_address() -> None:
    policy = preset("peaugres")
    found = email_settings(policy, "smtp://mail", None)
    assert found is not None
    assert found.sender_address == policy.contact.email
    assert email_settings(policy, None, "nobody") is None
    with pytest.raises(MailFromError) as refused:
        email_settings(policy, "smtp://mail", "la cantine")
    (sentence,) = sentences_of(refused.value)
    assert "la cantine" in sentence
