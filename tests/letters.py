"""Codes as they come by letter."""

from datetime import datetime

from core.model.people import GuardianActor
from core.organisation import Organisation
from core.usecases.inviting import Invitation, draft_letters, keep_letters
from tests.clock import NOW


async def letters_to_all(organisation: Organisation, at: datetime = NOW) -> dict[int, Invitation]:
    """A letter to everybody without a chat, by guardian."""
    letters = await organisation.read(draft_letters, at)
    await organisation.write(keep_letters, letters, at)
    return {letter.guardian_id: letter for letter in letters}


async def letter_code(organisation: Organisation, actor: GuardianActor, at: datetime = NOW) -> str:
    """The code in the letter to somebody."""
    return (await letters_to_all(organisation, at))[actor.guardian_id].code
