"""Open dialogs do not take each other's place."""

from aiogram_dialog.api.entities import Stack

from dialogs.intents import use_own_intents
from dialogs.states import Home


def test_no_two_dialogs_of_a_second_share_an_id() -> None:
    use_own_intents()
    stacks = [Stack() for _ in range(1000)]
    ids = {stack.push(Home.main, None).id for stack in stacks}
    assert len(ids) == 1000
    assert {len(intent) for intent in ids} == {8}
