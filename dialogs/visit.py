"""One update of one chat: who it is, in which language, when, and the use cases they may call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from aiogram_dialog import DialogManager

from core.model.errors import NotAuthorisedError
from core.model.people import GuardianActor, Identity, StaffActor
from core.model.policy import Policy
from core.organisation import Organisation, UnitOfWork
from locales import Translator, translator

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Visit:
    """What a handler or a getter works with. ``identity`` changes when the chat is linked or unlinked on the way.

    ``keeps_conversation`` is false once the update was refused or failed: then the screen stays as it was before.
    """

    organisation: Organisation
    identity: Identity
    now: datetime
    keeps_conversation: bool = True

    @property
    def t(self) -> Translator:
        """The translator of the chat's language."""
        return translator(self.identity.locale)

    @property
    def policy(self) -> Policy:
        """The policy of the organisation."""
        return self.organisation.policy

    @property
    def tz(self) -> ZoneInfo:
        """The time zone of the organisation."""
        return self.policy.calendar.tz

    @property
    def guardian(self) -> GuardianActor:
        """The guardian behind the chat. Raises ``NotAuthorisedError`` where there is none."""
        if self.identity.guardian is None:
            raise NotAuthorisedError
        return self.identity.guardian

    @property
    def staff(self) -> StaffActor:
        """The member of staff behind the chat. Raises ``NotAuthorisedError`` where there is none."""
        if self.identity.staff is None:
            raise NotAuthorisedError
        return self.identity.staff

    async def read(self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that changes nothing."""
        return await self.organisation.read(usecase, *args, **kwargs)

    async def write(self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one transaction."""
        return await self.organisation.write(usecase, *args, **kwargs)

    async def read_apart(
        self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case that changes nothing and takes long: others go on meanwhile."""
        return await self.organisation.read_apart(usecase, *args, **kwargs)

    async def write_apart(
        self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case that takes long in one transaction: others go on meanwhile."""
        return await self.organisation.write_apart(usecase, *args, **kwargs)


def visit_of(manager: DialogManager) -> Visit:
    """The visit a dialog is drawn or pressed in."""
    visit: Any = manager.middleware_data["visit"]
    if not isinstance(visit, Visit):
        raise TypeError("a dialog without a visit")
    return visit
