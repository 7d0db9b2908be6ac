"""The message by which the author of an announcement sees it go out, written anew in its place."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from core.organisation import Organisation
from core.usecases.announced import ProgressEdit, note_reported, progress_due
from locales import translator
from notifications.gate import Priority
from notifications.messages.announcements import progress_message
from notifications.messages.frame import Stamp
from notifications.redaction import Redaction
from notifications.transport import ErrorKind, Message, TransportError

PATIENCE = timedelta(seconds=5)
"""For waiting at the gate, among the messages of a strike: the next look comes soon."""

_log = logging.getLogger(__name__)


class Editor(Protocol):
    """A channel in which a message can be made to say something else."""

    async def edit(
        self, chat_id: int, message_id: int, message: Message, priority: Priority, patience: timedelta
    ) -> None:
        """Edit a message. Raises ``TransportError``."""


class Progress:
    """Looks after authors' messages. Any number of these may run side by side."""

    def __init__(self, organisation: Organisation, telegram: Editor, clock: Callable[[], datetime]) -> None:
        self._organisation = organisation
        self._telegram = telegram
        self._clock = clock
        self._redaction = Redaction()

    async def run_once(self) -> int:
        """Write the messages that are due; how many there were. An end that could not be told yet is told later."""
        due = await self._organisation.write(progress_due, self._clock())
        late = {one.announcement_id for one in due if not await self._told(one)}
        over = {one.announcement_id for one in due if one.facts.report.is_over} - late
        if over:
            await self._organisation.write(note_reported, sorted(over), self._clock())
        return len(due)

    async def _told(self, one: ProgressEdit) -> bool:
        """Whether the message need not be written again as it is. What cannot be written keeps no other from it."""
        stamp = Stamp(one.reference, one.at)
        try:
            message = progress_message(one.facts, stamp, translator(one.locale), self._organisation.policy)
            await self._telegram.edit(one.chat_id, one.message_id, message, Priority.URGENT, PATIENCE)
        except TransportError as error:
            _log.warning("progress of announcement %d: %s", one.announcement_id, self._redaction.redacted(str(error)))
            return error.kind is not ErrorKind.TRANSIENT
        except Exception:
            _log.exception("progress of announcement %d", one.announcement_id)
            return False
        return True
