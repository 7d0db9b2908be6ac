"""``cantine backup``, ``cantine restore``: the whole database in one file, and back."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import click

from bot.cli.speech import Command, Option, fail, note, say


@click.command(cls=Command, help="help-backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, cls=Option, help="help-backup-force")
def backup(file: Path, *, force: bool) -> None:
    """Write a copy of the database to a file, while Cantine runs or not."""
    import migrations  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    if _is_database(file, settings.database_url):
        fail("cli-backup-itself", file=str(file))
    if file.exists() and not force:
        fail("cli-backup-exists", file=str(file))
    level = asyncio.run(migrations.level(settings.database_url))
    if level is None:
        fail("doctor-database-empty")
    with _written(file) as part:
        _copy(settings.database_url, part, settings.pg_bin)
    note("cli-backed-up", file=str(file), size=_size(file), level=level)


def _is_database(file: Path, url: str) -> bool:
    """Whether a file is the very database: put in its own place, it would lose what is written meanwhile."""
    from core.db.copies import file_of  # noqa: PLC0415

    source = file_of(url)
    return source is not None and file.exists() and source.exists() and file.samefile(source)


def _copy(url: str, target: Path, folder: Path | None) -> None:
    from core.db import copies  # noqa: PLC0415

    source = copies.file_of(url)
    if source is None:
        copies.dump(url, target, folder)
    else:
        copies.copy_file(source, target)


@contextmanager
def _written(file: Path) -> Iterator[Path]:
    """A file beside another, for its owner alone, which takes its place once it is whole and on the disk."""
    part = file.with_name(f"{file.name}.part")
    _clear(part)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.replace(file)
    finally:
        _clear(part)


def _clear(part: Path) -> None:
    """Leave nothing of a file that did not come to be, nor of one that a kill has cut short."""
    for path in (part, *_beside(part)):
        path.unlink(missing_ok=True)


def _beside(file: Path) -> list[Path]:
    from core.db.copies import BESIDE  # noqa: PLC0415

    return [file.with_name(f"{file.name}{end}") for end in BESIDE]


def _size(file: Path) -> str:
    from babel.units import format_unit  # noqa: PLC0415

    from bot.cli.speech import language  # noqa: PLC0415

    megabytes = file.stat().st_size / 1_000_000
    return format_unit(round(megabytes, 1), "digital-megabyte", "short", locale=language())


@click.command(cls=Command, help="help-restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, cls=Option, help="help-restore-force")
def restore(file: Path, *, force: bool) -> None:
    """Put a copy in the place of the database, which is kept aside, and bring it to this program's version."""
    from bot.cli.opening import migrate  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from core.db import copies  # noqa: PLC0415

    if not file.is_file():
        raise click.BadParameter(say("cli-no-file", file=str(file)), param_hint="FILE")
    settings = load_settings()
    copies.check_kind(file, settings.database_url)
    target = copies.file_of(settings.database_url)
    if target is None:
        asyncio.run(_restore_server(settings.database_url, file, settings.pg_bin, force=force))
    else:
        _restore_file(target.resolve(), file, force=force)  # SQLite keeps its log beside what a link leads to
    asyncio.run(migrate(settings.database_url))
    note("cli-restored", file=str(file))


def _restore_file(target: Path, file: Path, *, force: bool) -> None:
    from core.db import copies  # noqa: PLC0415
    from migrations import level  # noqa: PLC0415

    if target.exists() and not force:
        fail("cli-restore-exists")
    with _written(target) as part:
        copies.copy_file(file, part)
        _check_known(asyncio.run(level(f"sqlite:///{part}")), file)
        copies.close_file(part)
        if target.exists():
            copies.close_file(target)
            _own_alike(part, target)
        _set_aside(target)


def _own_alike(part: Path, target: Path) -> None:
    """Let the same people read and write a file as another: who restores need not be who runs Cantine."""
    was = target.stat()
    part.chmod(was.st_mode & 0o777)
    with suppress(PermissionError):
        os.chown(part, was.st_uid, was.st_gid)


def _set_aside(target: Path) -> None:
    """Keep what is there by another name: a database, and whatever a crash has left beside it or beside a lost one.

    SQLite would write that into the database that comes.
    """
    aside, kept = _aside(target), []
    if target.exists():
        os.link(target, aside)  # under its own name it stays until the other takes its place
        kept.append(aside)
    for path, other in zip(_beside(target), _beside(aside), strict=True):
        if path.exists():
            kept.append(path.rename(other))
    if kept:
        note("cli-restore-aside", file=str(kept[0]))


async def _restore_server(url: str, file: Path, folder: Path | None, *, force: bool) -> None:
    from core.db import copies  # noqa: PLC0415
    from migrations import level  # noqa: PLC0415

    _check_known(copies.level_of_dump(file, folder), file)
    await level(url)  # raises where the server does not answer
    await _empty(url, file, folder, force=force)
    copies.restore_dump(url, file, folder)


async def _empty(url: str, file: Path, folder: Path | None, *, force: bool) -> None:
    """Leave no table in a database, once what it held is in a file."""
    from core.db import copies  # noqa: PLC0415
    from core.db.transaction import open_database  # noqa: PLC0415

    database = open_database(url)
    try:
        if await database.read(copies.is_empty):
            return
        if not force:
            fail("cli-restore-exists")
        if await database.read(copies.is_in_use):
            raise copies.DatabaseInUseError
        aside = _aside(file)
        with _written(aside) as part:
            copies.dump(url, part, folder)
        note("cli-restore-aside", file=str(aside))
        await database.write(copies.drop_tables)
    finally:
        await database.close()


def _check_known(level: str | None, file: Path) -> None:
    from core.db.copies import NotABackupError  # noqa: PLC0415
    from migrations import DatabaseNewerError, is_known  # noqa: PLC0415

    if level is None:
        raise NotABackupError(file.name)
    if not is_known(level):
        raise DatabaseNewerError(level)


def _aside(file: Path) -> Path:
    """A name of its own for what was there before, by the time it is now."""
    now = datetime.now().astimezone()
    return file.with_name(f"{file.name}.{now:%Y%m%d-%H%M%S-%f}.old")
