"""The transactions of both databases."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from core.db.tables import chats, families, link_attempts
from core.db.transaction import Database, Transaction, open_database
from tests.clock import NOW


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "cantine.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


def names(tx: Transaction) -> list[str]:
    return list(tx.execute(select(families.c.name).order_by(families.c.name)).scalars())


def add(tx: Transaction, name: str) -> None:
    tx.execute(insert(families).values(name=name))


async def test_what_is_written_is_there_afterwards(database: Database) -> None:
    await database.write(add, "Bruyère")
    assert await database.read(names) == ["Bruyère"]


async def test_an_error_leaves_nothing_behind(database: Database) -> None:
    def added_then_broken(tx: Transaction) -> None:
        add(tx, "Bruyère")
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(added_then_broken)
    assert await database.read(names) == []
    await database.write(add, "Callune")
    assert await database.read(names) == ["Callune"]


async def test_what_must_be_unique_is_unique_and_what_is_referred_to_must_exist(database: Database) -> None:
    await database.write(add, "Bruyère")
    with pytest.raises(IntegrityError):
        await database.write(add, "Bruyère")
    with pytest.raises(IntegrityError):
        await database.write(
            lambda tx: tx.execute(insert(chats).values(telegram_id=1, locale="fr", guardian_id=4321)).rowcount
        )


async def test_a_reader_leaves_nothing_behind(database: Database) -> None:
    def forgetful(tx: Transaction) -> list[str]:
        if tx.dialect.name == "sqlite":
            add(tx, "Bruyère")
        return names(tx)

    await database.read(forgetful)
    assert await database.read(names) == []


async def test_an_instant_comes_back_aware_and_the_same(database: Database) -> None:
    await database.write(lambda tx: tx.execute(insert(link_attempts).values(telegram_id=1, at=NOW)).rowcount)
    instant = await database.read(lambda tx: tx.execute(select(link_attempts.c.at)).scalar_one())
    assert instant == NOW
    assert instant.utcoffset() is not None


async def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    def counted(tx: Transaction, name: str) -> None:
        add(tx, f"{name} {len(names(tx))}")

    await asyncio.gather(*(database.write(counted, f"Famille {number}") for number in range(20)))
    assert len(await database.read(names)) == 20


async def test_two_processes_write_to_one_sqlite_file_and_wait_for_each_other(
    sqlite_url: str,
) -> None:
    one, other = (open_database(sqlite_url) for _ in range(2))

    def read_then_write(tx: Transaction, name: str) -> None:
        names(tx)
        add(tx, name)

    await asyncio.gather(
        *(
            database.write(read_then_write, f"{number} {id(database)}")
            for number in range(10)
            for database in (one, other)
        )
    )
    assert len(await one.read(names)) == 20
    await one.close()
    await other.close()


async def test_a_whole_town_waits_for_another_process_and_readers_do_not(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    assert await database.read(names) == []
    importing = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    importing.execute("BEGIN IMMEDIATE")
    writing = [asyncio.create_task(database.write(add, f"Famille {number}")) for number in range(40)]
    await asyncio.sleep(0.05)
    assert await database.read(names) == []
    assert not any(task.done() for task in writing)
    importing.execute("ROLLBACK")
    await asyncio.gather(*writing)
    assert len(await database.read(names)) == 40
    importing.close()
    await database.close()


async def test_a_writer_that_is_given_up_on_is_committed_whole_or_not_at_all(database: Database) -> None:
    def added_twice(tx: Transaction) -> None:
        add(tx, "Bruyère")
        add(tx, "Callune")

    writing = asyncio.create_task(database.write(added_twice))
    await asyncio.sleep(0)
    writing.cancel()
    with suppress(asyncio.CancelledError):  # where it had not ended yet
        await writing
    await database.write(add, "Sorel")
    assert len(await database.read(names)) in {1, 3}


async def test_long_work_lets_others_read_and_makes_writers_wait(database: Database) -> None:
    others_went_on = threading.Event()

    def add_slowly(tx: Transaction, name: str) -> list[str]:
        add(tx, name)
        if tx.dialect.name == "sqlite":  # on PostgreSQL it is the server that works, and who waits lets others go on
            assert others_went_on.wait(30)
        return names(tx)

    long = asyncio.create_task(database.write_apart(add_slowly, "Bruyère"))
    writer = asyncio.create_task(database.write(add, "Callune"))
    await database.read(names)
    await database.read_apart(names)
    others_went_on.set()
    assert "Bruyère" in await long
    await writer
    assert await database.read_apart(names) == ["Bruyère", "Callune"]


async def test_long_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def added_then_broken(tx: Transaction) -> None:
        add(tx, "Bruyère")
        raise LookupError

    with pytest.raises(LookupError):
        await database.write_apart(added_then_broken)
    assert await database.read_apart(names) == []


async def test_long_work_that_is_given_up_on_is_done_all_the_same(sqlite_url: str) -> None:
    database, may_end = open_database(sqlite_url), threading.Event()

    def add_slowly(tx: Transaction, name: str) -> None:
        add(tx, name)
        assert may_end.wait(30)

    long = asyncio.create_task(database.write_apart(add_slowly, "Bruyère"))
    while not long.done() and await database.read_apart(names) == []:
        await asyncio.sleep(0.01)
        long.cancel()
        may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await long
    await database.write(add, "Callune")
    assert await database.read(names) == ["Bruyère", "Callune"]
    await database.close()


async def test_sqlite_keeps_what_it_acknowledged_and_looks_after_references(
    sqlite_url: str,
) -> None:
    database = open_database(sqlite_url.replace("sqlite:", "sqlite+aiosqlite:"))

    def setting(tx: Transaction, name: str) -> object:
        return tx.execute(text(f"PRAGMA {name}")).scalar_one()

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert {name: await database.write(setting, name) for name in expected} == expected
    await database.close()


@pytest.mark.parametrize("url", ["mysql://localhost/cantine", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite"):
        open_database(url)


@pytest.mark.parametrize("url", ["postgres://db/cantine", "postgresql://db/cantine", "postgresql+psycopg://db/cantine"])
def test_postgresql_is_spoken_to_by_asyncpg_whatever_the_driver_named(url: str) -> None:
    assert open_database(url).url.drivername == "postgresql+asyncpg"


def test_four_processes_create_one_sqlite_file_together(tmp_path: Path) -> None:
    opening = (
        "import asyncio, sys; from core.db.transaction import open_database as o; d = o(sys.argv[1]);"
        "asyncio.run(d.write(lambda tx: None))"
    )
    command = [sys.executable, "-c", opening, f"sqlite:///{tmp_path / 'new.sqlite3'}"]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]


def test_processes_that_come_and_go_leave_each_other_alone(sqlite_url: str) -> None:
    """The last one to close takes the WAL away, and whoever opens just then waits a moment."""
    coming = (
        "import asyncio, sys; from core.db.transaction import open_database as o\n"
        "async def come():\n"
        "  for _ in range(40): d = o(sys.argv[1]); await d.write(lambda tx: None); await d.close()\n"
        "asyncio.run(come())"
    )
    processes = [subprocess.Popen([sys.executable, "-c", coming, sqlite_url]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
