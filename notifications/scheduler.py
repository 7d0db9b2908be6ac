"""The scheduler: looks every few seconds whether something is due, and has it done."""

import logging
from collections.abc import Callable
from datetime import datetime

from core.organisation import Organisation
from core.usecases.scheduling import begin_scheduling, due_now, happen

_log = logging.getLogger(__name__)


class Scheduler:
    """Any number may run side by side, or come back after a while: the database knows what was done."""

    def __init__(self, organisation: Organisation, clock: Callable[[], datetime]) -> None:
        self._organisation = organisation
        self._clock = clock
        self._has_begun = False

    async def run_once(self) -> int:
        """Do what is due; how many messages it caused. What fails is tried again next time, and stops nothing else."""
        if not self._has_begun:
            await self._organisation.write(begin_scheduling, self._clock())
            self._has_begun = True
        messages = 0
        for occurrence in await self._organisation.read(due_now, self._clock()):
            try:
                messages += await self._organisation.write(happen, occurrence, self._clock())
            except Exception:
                _log.exception("%s, due at %s, failed; it is tried again", occurrence.kind, occurrence.due_at)
        return messages
