"""A chat speaks."""

from core.db.tables import chats
from core.model.conversations import Conversation
from core.model.people import Identity
from core.organisation import Organisation
from core.usecases.conversing import keep_conversation, note_blocked, open_conversation, welcome_back
from tests.builders import build
from tests.clock import NOW
from tests.core.usecases.steps import rows

CHAT = 7_000_000_001


async def test_a_chat_never_seen_is_nobody_and_speaks_its_own_language(organisation: Organisation) -> None:
    opening = await organisation.read(open_conversation, CHAT, "en")
    assert opening.identity == Identity(CHAT, "en")
    assert not opening.identity.is_linked
    assert opening.conversation == Conversation()
    assert await rows(organisation, chats) == []


async def test_a_conversation_is_found_as_it_was_left(organisation: Organisation) -> None:
    left = Conversation({"stack": ["home"], "name": "<b>Zoé</b> & 🦊"}, [41, 42])
    await organisation.write(keep_conversation, CHAT, Conversation({"stack": []}, [41]), NOW)
    await organisation.write(keep_conversation, CHAT, left, NOW)
    assert (await organisation.read(open_conversation, CHAT, "fr")).conversation == left


async def test_a_chat_that_blocks_the_bot_is_not_written_to_until_it_speaks_again(organisation: Organisation) -> None:
    await build(organisation, lambda town: town.linked(CHAT, town.family("Bruyère").guardian("Anne").actor()))
    await organisation.write(note_blocked, CHAT, NOW)
    (chat,) = await rows(organisation, chats)
    assert chat.blocked_at == NOW
    await organisation.write(welcome_back, CHAT)
    (chat,) = await rows(organisation, chats)
    assert chat.blocked_at is None
