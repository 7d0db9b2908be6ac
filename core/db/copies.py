"""Copies of the whole staff database: made while it is in use, checked, and put back.

SQLite copies itself, by its online backup. PostgreSQL's own programs do it, ``pg_dump`` and ``pg_restore``; its
password is handed to them in their environment alone, where no list of processes shows it.
"""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, inspect, make_url, text

from core.db.transaction import Transaction
from core.model.errors import CantineError

_SQLITE, _POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
_PAGE_SIZE, _LEAST = slice(16, 18), 512
"""Where a file of SQLite says in bytes how long its pages are, and the shortest there are (file format, 1.3)."""

_FEW = 5
"""How many of the errors of a file are told."""

_IN_USE = 2.0
"""Seconds for which whoever has a database open is waited for."""

BESIDE = ("-wal", "-shm", "-journal")
"""What the names of files end in that SQLite keeps beside a database: it takes any it finds there for its own."""


class NotABackupError(CantineError):
    """The file is no copy of a database of this kind."""

    code = "not-a-backup"


class BrokenBackupError(CantineError):
    """The copy is damaged."""

    code = "backup-broken"


class DatabaseInUseError(CantineError):
    """Another program has the database open."""

    code = "database-in-use"


class ToolMissingError(CantineError):
    """A program of PostgreSQL is not there."""

    code = "tool-missing"


class ToolFailedError(CantineError):
    """A program of PostgreSQL has failed; the message is what it said last."""

    code = "tool-failed"


def file_of(url: str) -> Path | None:
    """The file of an SQLite database; ``None`` for PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.drivername.startswith("sqlite") else None


def check_kind(copy: Path, url: str) -> None:
    """Raise ``NotABackupError`` unless a file begins as copies of a database of this kind do.

    Raises ``BrokenBackupError`` for one of SQLite that ends within a page: what it lacks would be read as nothing.
    """
    is_postgresql = file_of(url) is None
    with copy.open("rb") as file:
        begins = file.read(_PAGE_SIZE.stop)
    if not begins.startswith(_POSTGRESQL if is_postgresql else _SQLITE):
        raise NotABackupError(copy.name)
    if not is_postgresql and copy.stat().st_size % max(_LEAST, int.from_bytes(begins[_PAGE_SIZE])):
        raise BrokenBackupError(copy.name)


# SQLite


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The driver's own connection to an SQLite file."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite database as it is at one instant, whoever writes meanwhile, into a file by itself.

    Raises ``BrokenBackupError`` where the copy is not sound: then the database is not either; and ``OSError`` where
    there is no room for it.
    """
    try:
        with _opened(source) as original, _opened(target) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy)
    except _driver_error() as error:
        if _name_of(error) == "SQLITE_FULL":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from error
        raise BrokenBackupError(str(error)) from error


def _check(connection: Any) -> None:
    found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_FEW})")]
    if found != ["ok"]:
        raise BrokenBackupError("; ".join(found))
    if broken := connection.execute("PRAGMA foreign_key_check").fetchmany(_FEW):
        raise BrokenBackupError(", ".join(sorted({row[0] for row in broken})))


def _driver_error() -> type[Exception]:
    error: type[Exception] = create_engine("sqlite://").dialect.loaded_dbapi.Error
    return error


def _name_of(error: Exception) -> str:
    """What SQLite calls an error."""
    return str(getattr(error, "sqlite_errorname", ""))


_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


def close_file(path: Path) -> None:
    """Have all of an SQLite database in its one file, so that it may be moved; one that is damaged stays as it is.

    Raises ``DatabaseInUseError`` where another program has it open.
    """
    try:
        with _opened(path) as connection:
            connection.execute(f"PRAGMA busy_timeout = {round(_IN_USE * 1000)}")
            connection.execute("PRAGMA journal_mode = DELETE")
    except _driver_error() as error:
        if _name_of(error) not in _DAMAGED:
            raise DatabaseInUseError(str(error)) from error


# PostgreSQL


def dump(url: str, target: Path, folder: Path | None) -> None:
    """Have ``pg_dump`` write a PostgreSQL database as it is at one instant, whoever writes meanwhile.

    ``folder``: where the programs are, if not on the path. Raises ``ToolMissingError`` and ``ToolFailedError``.
    """
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    _run("pg_dump", folder, url, [*options, f"--dbname={_address(url)}"])


def level_of_dump(copy: Path, folder: Path | None) -> str | None:
    """The revision of the database that was dumped; ``None`` where it was not one of ours.

    Raises ``BrokenBackupError`` for a file that cannot be read to its end, and ``ToolMissingError``.
    """
    try:
        _run("pg_restore", folder, "", [f"--file={os.devnull}", str(copy)])
        said = _run("pg_restore", folder, "", ["--data-only", "--table=alembic_version", "--file=-", str(copy)])
    except ToolFailedError as error:
        raise BrokenBackupError(str(error)) from error
    found = re.search(r"^COPY [^\n]*alembic_version[^\n]*\n([^\n\\]+)\n", said, re.MULTILINE)
    return found[1] if found else None


def restore_dump(url: str, copy: Path, folder: Path | None) -> None:
    """Have ``pg_restore`` fill an empty PostgreSQL database, whole or not at all. Raises as ``dump`` does."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", folder, url, [*options, f"--dbname={_address(url)}", str(copy)])


def _run(name: str, folder: Path | None, url: str, arguments: Sequence[str]) -> str:
    program = shutil.which(name, path=None if folder is None else str(folder))
    if program is None:
        raise ToolMissingError(name)
    password = _password(url) if url else None
    environment = {**os.environ, **({} if password is None else {"PGPASSWORD": password})}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        raise ToolFailedError(_last_line(done.stderr.decode(errors="replace")) or name)
    return done.stdout.decode(errors="replace")


def _last_line(said: str) -> str:
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")


def _password(url: str) -> str | None:
    parsed = make_url(url)
    return parsed.password or _said(parsed.query.get("password"))


def _address(url: str) -> str:
    """Where a database is and who asks, without the password, as PostgreSQL's programs take it: ``host='…' user='…'``.

    Not as a URL: they read its escapes and options otherwise than the driver does.
    """
    parsed, query = make_url(url), make_url(url).query
    found = {
        "host": parsed.host or _said(query.get("host")),
        "port": parsed.port or _said(query.get("port")),
        "user": parsed.username or _said(query.get("user")),
        "dbname": parsed.database or _said(query.get("database")),
        "sslmode": _said(query.get("ssl") or query.get("sslmode")),
    }
    return " ".join(f"{name}='{_escaped(str(value))}'" for name, value in found.items() if value)


def _said(option: str | Sequence[str] | None) -> str | None:
    return option if option is None or isinstance(option, str) else ",".join(option)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def is_in_use(tx: Transaction) -> bool:
    """Whether anybody else is connected to a PostgreSQL database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND usesysid IS NOT NULL"  # the server's own, which tidy up, are nobody's, and come and go
    )
    return bool(tx.execute(others).scalar_one())


def is_empty(tx: Transaction) -> bool:
    """Whether a database has no table."""
    return not inspect(tx).get_table_names()


def drop_tables(tx: Transaction) -> None:
    """Drop every table of a PostgreSQL database."""
    quote = tx.dialect.identifier_preparer.quote
    for name in inspect(tx).get_table_names():
        tx.execute(text(f"DROP TABLE {quote(name)} CASCADE"))
