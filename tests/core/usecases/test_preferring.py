"""A guardian says how they want to be told."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.notices import Channels, Notice
from core.model.people import GuardianActor
from core.organisation import Organisation, UnitOfWork
from core.usecases.preferring import (
    choose_channel,
    choose_quiet_hours,
    masked,
    mute,
    read_preferences,
    unmute,
)
from tests.builders import Town, build
from tests.clock import FRIDAY, NOW

TODAY = NOW.date()


async def anne(organisation: Organisation, email: str | None = "anne.bruyere@exemple.fr") -> GuardianActor:
    return await build(
        organisation, lambda town: town.family("Bruyère").guardian("Anne", email=email).child("Lou").actor()
    )


async def test_who_chose_nothing_is_told_by_chat_at_any_time(organisation: Organisation) -> None:
    found = await organisation.read(read_preferences, await anne(organisation))
    assert (found.channel, found.quiet, found.muted) == (Channels.AUTO, None, {})
    assert (found.email, found.email_refused) == ("a•••@exemple.fr", False)


async def test_what_is_chosen_twice_is_chosen_once(organisation: Organisation) -> None:
    actor = await anne(organisation)
    for _ in range(2):
        assert await organisation.write(choose_channel, actor, Channels.BOTH)
        await organisation.write(choose_quiet_hours, actor, (22 * 60, 7 * 60))
        await organisation.write(mute, actor, Notice.REMINDER, FRIDAY)
    found = await organisation.read(read_preferences, actor)
    assert (found.channel, found.quiet) == (Channels.BOTH, (22 * 60, 7 * 60))
    assert found.muted == {Notice.REMINDER: FRIDAY}
    for _ in range(2):
        await organisation.write(unmute, actor, Notice.REMINDER)
        await organisation.write(choose_quiet_hours, actor, None)
    found = await organisation.read(read_preferences, actor)
    assert (found.muted, found.quiet) == ({}, None)


@pytest.mark.parametrize(
    ("first", "then", "lasts"),
    [
        (None, FRIDAY, None),
        (FRIDAY, None, None),
        (FRIDAY, FRIDAY - timedelta(days=7), FRIDAY),
        (FRIDAY - timedelta(days=7), FRIDAY, FRIDAY),
    ],
)
async def test_an_old_button_does_not_shorten_what_was_asked_for_since(
    organisation: Organisation, first: date | None, then: date | None, lasts: date | None
) -> None:
    actor = await anne(organisation)
    await organisation.write(mute, actor, Notice.REMINDER, first)
    await organisation.write(mute, actor, Notice.REMINDER, then)
    found = await organisation.read(read_preferences, actor)
    assert found.muted == {Notice.REMINDER: lasts}
    assert found.is_muted(Notice.REMINDER, FRIDAY)
    assert found.is_muted(Notice.REMINDER, FRIDAY + timedelta(days=1)) is (lasts is None)
    assert not found.is_muted(Notice.ANNOUNCEMENT, TODAY)


async def test_without_an_address_nobody_is_told_by_e_mail(organisation: Organisation) -> None:
    actor = await anne(organisation, email=None)
    assert not await organisation.write(choose_channel, actor, Channels.EMAIL)
    assert not await organisation.write(choose_channel, actor, Channels.BOTH)
    found = await organisation.read(read_preferences, actor)
    assert (found.channel, found.email) == (Channels.AUTO, None)


async def test_a_guardian_knows_that_the_address_bounced(organisation: Organisation) -> None:
    actor = await anne(organisation)
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(email_refused_at=NOW)))
    assert (await organisation.read(read_preferences, actor)).email_refused


CHOICES: dict[str, Callable[[UnitOfWork, GuardianActor], object]] = {
    "read": read_preferences,
    "channel": lambda uow, actor: choose_channel(uow, actor, Channels.CHAT),
    "quiet": lambda uow, actor: choose_quiet_hours(uow, actor, None),
    "mute": lambda uow, actor: mute(uow, actor, Notice.REMINDER, None),
    "unmute": lambda uow, actor: unmute(uow, actor, Notice.REMINDER),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_staff_and_strangers_choose_nothing(organisation: Organisation) -> None:
    staff = await build(organisation, Town.manager)
    for choice in CHOICES.values():
        with pytest.raises(NotAuthorisedError):
            await organisation.write(choice, staff)  # type: ignore[arg-type]
    for name in ("read", "channel", "quiet"):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(CHOICES[name], GuardianActor(999))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_answers_and_announcements_cannot_be_muted(organisation: Organisation) -> None:
    actor = await anne(organisation)
    for kind in set(Notice) - {Notice.REMINDER}:
        with pytest.raises(NotAuthorisedError):
            await organisation.write(mute, actor, kind, None)


@pytest.mark.parametrize("quiet", [(-1, 60), (60, 1440), (60, 60)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_quiet_hours_are_two_minutes_of_a_day(organisation: Organisation, quiet: tuple[int, int]) -> None:
    actor = await anne(organisation)
    with pytest.raises(ValueError, match="not hours"):
        await organisation.write(choose_quiet_hours, actor, quiet)


@pytest.mark.parametrize(("email", "shown"), [("a@b.fr", "a•••@b.fr"), ("x.y@z@exemple.fr", "x•••@exemple.fr")])
def test_an_address_is_shown_to_be_known_again(email: str, shown: str) -> None:
    assert masked(email) == shown
