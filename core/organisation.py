"""One organisation: its database and its policy, through which every use case is run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from core.db.transaction import Database, Transaction
from core.model.policy import Policy

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """What a use case works on: an open transaction, and the policy."""

    tx: Transaction
    policy: Policy


@dataclass(frozen=True, slots=True)
class Organisation:
    """Runs use cases: ``await organisation.write(submit_draft, actor, now)``."""

    database: Database
    policy: Policy

    async def read(self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that changes nothing."""
        return await self.database.read(lambda tx: usecase(UnitOfWork(tx, self.policy), *args, **kwargs))

    async def write(self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one transaction, committed at its end; an error it raises leaves nothing behind."""
        return await self.database.write(lambda tx: usecase(UnitOfWork(tx, self.policy), *args, **kwargs))

    async def write_unsynced(
        self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``write``, for what a power cut may take back: which screen was open."""
        return await self.database.write_unsynced(lambda tx: usecase(UnitOfWork(tx, self.policy), *args, **kwargs))

    async def read_apart(
        self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``read``, for what takes so long that everybody else would wait: a report, a preview of a year."""
        return await self.database.read_apart(lambda tx: usecase(UnitOfWork(tx, self.policy), *args, **kwargs))

    async def write_apart(
        self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``write``, for what takes so long that everybody else would wait: a year of bookings."""
        return await self.database.write_apart(lambda tx: usecase(UnitOfWork(tx, self.policy), *args, **kwargs))
