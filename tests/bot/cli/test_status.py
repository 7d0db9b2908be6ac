"""``cantine status``: the queue, from beside."""

import asyncio
import json
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli.looking import look
from core.db import tables as t
from core.db.transaction import open_database
from core.model.notices import Notice
from core.organisation import Organisation
from core.policy import preset
from locales import LOCALES, translator
from migrations import downgrade, level
from tests.bot.cli.conftest import Terminal
from tests.builders import Town, build
from tests.e2e.processes import Cantine


def _story(town: Town) -> None:
    """A message by each channel that waits, and one that was refused; Anne's address has bounced."""
    now = datetime.now(UTC)
    refused = {"email": "anne@example.org", "email_refused_at": now}
    anne = town.add(t.guardians, first_name="Anne", last_name="[b]Bruyère[/b]", **refused)
    town.family("Bruyère").joined_by("Anne", anne).child("Lou")
    due = {"available_at": now - timedelta(minutes=5), "expires_at": now + timedelta(days=1), "priority": 2}
    message = {"kind": Notice.LINK_ALERT, "facts": {}, "created_at": now, "guardian_id": anne, "state": "addressed"}
    outbox_id = town.add(t.outbox, **message, **due)
    for channel in ("telegram", "email"):
        town.add(t.deliveries, outbox_id=outbox_id, channel=channel, address="1", locale="fr", **due)
    ended = {"state": "failed", "finished_at": now, "error": "550 <anne@example.org> unknown"}
    town.add(t.deliveries, outbox_id=outbox_id, channel="email", address="2", locale="fr", **due, **ended)


@pytest.fixture
async def busy(terminal: Terminal) -> Terminal:
    """After ``_story``. There is no token."""
    await terminal.initialised()
    database = open_database(f"sqlite:///{terminal.folder}/cantine.sqlite3")
    await build(Organisation(database, preset("peaugres")), _story)
    await database.close()
    return terminal


async def test_the_queue_is_shown_without_anybodys_name_or_address(busy: Terminal) -> None:
    shown = (await busy.run("status")).stdout
    row = next(line for line in shown.splitlines() if "messagerie reliée" in line)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == ["messagerie reliée", "2", "", "1", "", ""]
    assert "Le plus ancien attend depuis 5 minutes" in shown
    assert "550 … unknown" in shown
    assert "fiche du jour" in shown
    assert "1 adresse e-mail refusée" in shown
    assert "Bruyère" not in shown
    assert "anne@" not in shown


async def test_the_clerk_is_shown_names_as_they_are(busy: Terminal) -> None:
    shown = (await busy.run("status", "--bounced")).stdout
    assert "Anne [b]Bruyère[/b]" in shown
    assert "anne@example.org" in shown
    (one,) = json.loads((await busy.run("status", "--bounced", "--json")).stdout)
    assert (one["families"], one["email"]) == (["Bruyère"], "anne@example.org")


async def test_machines_read_the_same_facts(busy: Terminal) -> None:
    facts = json.loads((await busy.run("status", "--json")).stdout)
    assert {"kind": "link_alert", "channel": "email", "state": "waiting", "count": 1} in facts["deliveries"]
    assert 300 <= facts["oldest_waiting_seconds"] < 400
    assert facts["failures"][0]["reason"] == "550 … unknown"
    assert {one["kind"] for one in facts["upcoming"]} <= set(Notice)
    assert facts["bounced"] == 1


async def test_an_empty_queue_says_so(terminal: Terminal) -> None:
    await terminal.initialised()
    shown = (await terminal.run("status")).stdout
    assert "Rien n’est en retard." in shown
    assert "Aucune adresse e-mail refusée." in shown
    assert "Aucune adresse" in (await terminal.run("status", "--bounced")).stdout


async def test_it_works_beside_a_writer(busy: Terminal) -> None:
    with closing(sqlite3.connect(busy.folder / "cantine.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await busy.run("status")


async def test_it_brings_no_database_to_its_own_version(terminal: Terminal) -> None:
    await terminal.initialised()
    url = f"sqlite:///{terminal.folder}/cantine.sqlite3"
    await downgrade(url, "0001")
    assert "en version 0001" in (await terminal.run("status", fails=1)).stderr
    await downgrade(url, "base")
    assert "La base de données est vide." in (await terminal.run("status", fails=1)).stderr
    assert await level(url) is None


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.usefixtures("busy")
async def test_where_there_is_no_terminal_each_look_is_printed(
    as_json: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.looking.EVERY", 0.0)
    watching = asyncio.create_task(look(watch=True, as_json=as_json))
    printed = ""
    while printed.count("link_alert" if as_json else "messagerie reliée") < 3 * 2:
        await asyncio.sleep(0)
        printed += capsys.readouterr().out
        assert not watching.done()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    if as_json:
        assert {json.loads(line)["bounced"] for line in printed.splitlines()} == {1}


async def test_people_watch_until_ctrl_c(busy: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    watching = Cantine(busy.folder, "status", "--watch")
    await watching.says("(Le plus ancien attend)")
    assert await watching.interrupted() == 0
    assert "Traceback" not in watching.log


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", Notice)
def test_every_kind_of_notice_has_a_label(locale: str, kind: Notice) -> None:
    assert translator(locale).has(f"status-kind-{kind.replace('_', '-')}")
