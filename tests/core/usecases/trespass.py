"""What comes of calling a use case with what is somebody else's: whether it gave anything away, or changed anything.

Somebody else's rows are known by their ids, which begin at ``FAR``, and by names that nobody else has.
"""

import inspect
import pkgutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any, get_type_hints

from sqlalchemy import select

import core.usecases
from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.people import Actor, Role
from core.organisation import UnitOfWork
from tests.builders import Town
from tests.clock import NOW

FAR = 9_000_000
"""The ids of what is somebody else's begin here, so that none is mistaken for a count."""


def go_far(town: Town, first: int = FAR) -> None:
    """Have what is added from now on be numbered from ``first``: people, and where they are."""
    person = {"first_name": "Far", "last_name": f"Away {first}"}
    town.add(t.schools, id=first, name=f"Far {first}")
    town.add(t.services, id=first, school_id=first, key="cantine")
    town.add(t.school_classes, id=first, school_id=first, school_year=2026, name="Far", level="CP")
    town.add(t.families, id=first, name=f"Away {first}")
    town.add(t.guardians, id=first, **person)
    town.add(t.children, id=first, **person, birth_date=date(2019, 1, 1))
    town.add(t.staff, id=first, name=f"Far Away {first}", role=Role.KITCHEN)


def go_farther(town: Town, first: int = FAR) -> None:
    """As ``go_far``, and what families have."""
    go_far(town, first)
    asked = {"guardian_id": first, "family_id": first, "child_id": first, "created_at": NOW}
    town.add(t.chats, id=first, telegram_id=first, locale="fr")
    town.add(
        t.invoices, id=first, number=f"{first}", family_id=first, label="", issued_on=NOW.date(), amount=Decimal(1)
    )
    town.add(t.pickup_persons, id=first, child_id=first, first_name="", last_name="", since=NOW.date())
    town.add(t.booking_requests, id=first, service_id=first, day=NOW.date(), kind="book", **asked)


def usecases_of(actor: type[Actor]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Whatever takes such an actor, by the end of its module and its name."""
    for found in pkgutil.walk_packages(core.usecases.__path__, "core.usecases."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_") and _is_for(actor, function):
                yield f"{found.name.removeprefix('core.usecases.')}.{name}", function


def _is_for(actor: type[Actor], function: Callable[..., Any]) -> bool:
    first, second, *_ = *get_type_hints(function).values(), None, None
    return first is UnitOfWork and actor in (second, *getattr(second, "__args__", ()))


def gives_away(found: object, names: Collection[str]) -> bool:
    """Whether there is a name or an id of somebody else, however deep."""
    if isinstance(found, str | bytes):
        text = found if isinstance(found, str) else found.decode(errors="replace")
        return any(name in text for name in names)
    if isinstance(found, Enum | bool):
        return False
    if isinstance(found, int):
        return found >= FAR
    if is_dataclass(found):
        return any(gives_away(getattr(found, field.name), names) for field in fields(found))
    if isinstance(found, Mapping):
        return any(gives_away(one, names) for one in (*found.keys(), *found.values()))
    return isinstance(found, tuple | list | set | frozenset) and any(gives_away(one, names) for one in found)


def rows_elsewhere(uow: UnitOfWork, names: Collection[str]) -> set[tuple[str, str]]:
    """All that is kept about somebody else."""
    return {
        (table.name, repr(row))
        for table in t.metadata.sorted_tables
        for row in uow.tx.execute(select(table))
        if gives_away(tuple(row), names)
    }


@dataclass(frozen=True)
class Tried:
    """What came of a call. ``given``: it was answered, not refused."""

    given: bool
    gave_away: bool = False
    changed: bool = False


def trespass(uow: UnitOfWork, call: Callable[[], object], names: Collection[str], kept: set[tuple[str, str]]) -> Tried:
    """Call, and undo it. ``kept``: the ``rows_elsewhere`` before."""
    undone, written = uow.tx.begin_nested(), _written(uow)
    try:
        given = call()
        changed = _written(uow) != written and rows_elsewhere(uow, names) != kept
        return Tried(True, gives_away(given, names), changed)
    except NotAuthorisedError:
        return Tried(False)
    except ValueError:
        return Tried(True)
    finally:
        undone.rollback()


def _written(uow: UnitOfWork) -> object:
    """The number of rows written so far."""
    bare = uow.tx.connection.driver_connection
    assert isinstance(bare, sqlite3.Connection)
    return bare.total_changes
