"""The author's message is edited in place, and a refusal of Telegram stops nothing."""

from datetime import datetime, timedelta

import pytest

from core.db import tables as t
from core.organisation import Organisation
from core.usecases.delivering import Sent, address_due, lease_due, record
from notifications.gate import Priority
from notifications.progress import Progress
from notifications.transport import ErrorKind, Message, TransportError
from tests.builders import Town, build
from tests.clock import NOW
from tests.core.usecases.steps import rows
from tests.core.usecases.test_announcing import Place, announced, order, two_schools

CHAT, MESSAGE = 7_000_000_001, 42

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Editor:
    """Takes edits, or refuses them."""

    def __init__(self) -> None:
        self.edits: list[tuple[int, int, str]] = []
        self.refusal: TransportError | None = None

    async def edit(
        self, chat_id: int, message_id: int, message: Message, priority: Priority, patience: timedelta
    ) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.edits.append((chat_id, message_id, message.html))


async def going_out(organisation: Organisation) -> None:
    """An announcement to people of whom nobody can be reached, and its author's message in place."""

    def story(town: Town) -> Place:
        place = two_schools(town)
        town.linked(CHAT, place.manager)
        return place

    place = await build(organisation, story)
    await announced(organisation, place.manager, order())
    await organisation.write(address_due, NOW)
    (mine,) = await organisation.write(lease_due, "relay", ["telegram"], 9, timedelta(minutes=1), NOW)
    await organisation.write(record, "relay", [(mine, Sent(MESSAGE))], NOW)


async def is_reported(organisation: Organisation) -> bool:
    return (await rows(organisation, t.announcements))[0].reported_at is not None


async def test_the_end_is_told_once_in_the_authors_message(organisation: Organisation) -> None:
    await going_out(organisation)
    editor = Editor()
    progress = Progress(organisation, editor, lambda: NOW)
    assert [await progress.run_once(), await progress.run_once()] == [1, 0]
    ((chat, message, html),) = editor.edits
    assert (chat, message) == (CHAT, MESSAGE)
    assert "Inès Callune" in html
    assert await is_reported(organisation)


@pytest.mark.parametrize(("kind", "is_given_up"), [(ErrorKind.TRANSIENT, False), (ErrorKind.PERMANENT, True)])
async def test_an_edit_refused_is_tried_again_where_that_may_help(
    organisation: Organisation, kind: ErrorKind, is_given_up: bool
) -> None:
    await going_out(organisation)
    now = [NOW]

    def clock() -> datetime:
        return now[0]

    editor = Editor()
    editor.refusal = TransportError("refused", kind)
    progress = Progress(organisation, editor, clock)
    assert await progress.run_once() == 1
    assert await is_reported(organisation) is is_given_up
    editor.refusal = None
    now[0] += timedelta(seconds=3)
    await progress.run_once()
    assert len(editor.edits) == (0 if is_given_up else 1)
    assert await is_reported(organisation)
