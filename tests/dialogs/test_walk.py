"""One long walk through every screen and over every button, in each language."""

import re
from datetime import timedelta

import pytest

from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.organisation import Organisation
from tests.builders import Family, Town
from tests.clock import LAST_MONDAY, MONDAY, TUESDAY
from tests.dialogs.account_walk import located, walk_of_the_account
from tests.dialogs.announcing_walk import TEMPLATE_WORDS, walk_of_announcements
from tests.dialogs.attendance_walk import walk_of_attendance
from tests.dialogs.bench import Bench, Player
from tests.dialogs.children_walk import walk_of_the_children
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.devices_walk import walk_of_devices
from tests.dialogs.filing_walk import walk_of_family_inbox, walk_of_family_requests
from tests.dialogs.inventory import BUTTONS, DIALOGS, STATES, declared_ways, has_way_out
from tests.dialogs.people import manager, parent
from tests.dialogs.privacy_walk import walk_of_privacy
from tests.dialogs.reporting_walk import walk_of_reports
from tests.dialogs.statement_walk import walk_of_the_statement
from tests.dialogs.team_walk import walk_of_the_team
from tests.dialogs.tools_walk import walk_of_tools
from tests.dialogs.yearly_walk import walk_of_the_year

FRENCH = re.compile(
    r"\b(le|la|les|du|des|un|une|et|pour|vous|votre|aux?|est)\b|[éèêàçùôî«»\u202f]|\b(?:[ldnsjcm]|qu)’\w", re.IGNORECASE
)
ENGLISH = re.compile(r"\b(the|your|and|for|with|this|of|requests?|bookings?|booked|week)\b|[“”]", re.IGNORECASE)


@pytest.fixture
def organisation(organisation: Organisation) -> Organisation:
    """One that can be shown on a map, or a button would not be there."""
    return located(organisation)


def family_of_three(town: Town) -> Family:
    """Enough of everything for pages, groups, answers and late absences."""
    family = town.family("Martin").guardian("Ann", email="ann@example.org").child("Lou", "CP").child("Tom", "CE2")
    weeks = [MONDAY + timedelta(weeks=week) for week in range(2)]
    town.requested(*(family.cell("Tom", key, monday) for key in family.school.services for monday in weeks))
    town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY, LAST_MONDAY))
    town.booked(family.cell("Tom", "cantine", LAST_MONDAY), family.cell("Lou", "garderie_soir", MONDAY))
    town.requested(
        family.cell("Lou", "garderie_matin", LAST_MONDAY), state=RequestState.REFUSED, refusal="Full that day."
    )
    other = town.family("Roy", school="Hill").guardian("Jo").child("Max", "CP").child("Pam", "CM1")
    days = [MONDAY + timedelta(days=count) for count in range(16)]
    town.requested(*other.cells("Max", "cantine", *days), *other.cells("Pam", "cantine", MONDAY))
    absences = other.cells("Pam", "garderie_matin", MONDAY, TUESDAY)
    town.booked(*absences)
    for absence in absences:
        town.requested(absence, kind=RequestKind.ABSENCE, reason="medical", outcome=AbsenceOutcome.UNDECIDED)
    return family


async def walk_of_the_parent(ann: Player) -> None:
    await ann.touch("planning", "c:head", "c:day", "c:service", "c:cell", "n:week", "n:child", "book")
    await ann.touch("__cancel__", "__cancel__", "book", "c:head", "n:child", "n:week.20261207", "copy", "recap", "grid")
    await ann.touch("recap", "forget", "n:week.20261130", "c:cell", "c:row", "recap", "send", "grid", "__cancel__")
    await ann.touch("book", "c:row", "recap", "send", "requests", "__cancel__", "home")
    await ann.touch("absence", "c:", "back", "__cancel__", "absence", "c:", "n:week.20261130", "d:", "next", "days")
    await ann.touch("next", "r:medical", "reason", "r:other", "confirm", "requests", "__cancel__", "home")
    await ann.touch("requests", "p:1", "r:", "list", "r:", "withdraw", "__cancel__")
    await ann.touch("settings", "w:both", "w:chat", "m:off", "m:on", "q:1260.420", f"l:{ann.chat.user.language_code}")
    for text in ("21:30-6:45", "hm?"):
        await ann.say(text)
    await ann.touch("q:none", "home")
    await walk_of_devices(ann)
    await ann.say("/language")
    await ann.touch("home")
    await ann.say("/language")
    await ann.touch(f"l:{ann.chat.user.language_code}")
    for command in ("/help", "/privacy", "hm?", "AAAAA-AAAAA"):
        await ann.say(command)
    await ann.say("/stop")
    await ann.touch("home")
    await ann.say("/stop")
    await ann.touch("stop")
    await ann.say("hm?")


async def walk_of_the_manager(cam: Player) -> None:
    await cam.touch("inbox", "back", "inbox", "l:day", "p:1", "l:week", "g:week", "g:day", "back", "back", "children")
    await cam.touch("p:1", "p:0", "r:", "approve", "back", "approve", "confirm", "home")
    await cam.touch("inbox", "children", "r:", "refuse", "back", "refuse", "w:0", "reason")
    await cam.say("Not that day, sorry.")
    await cam.touch("confirm", "again", "children", "refuse_all", "back", "approve_all", "back")
    await cam.press("30/11 🌅 🏠 Pam")
    await cam.touch("approve", "excuse", "again", "children", "back", "approve_all", "bill", "again", "back")
    await cam.say("/help")


@ON_SQLITE
async def test_every_screen_is_drawn_and_every_button_pressed(bench: Bench) -> None:
    ann, _ = await parent(bench, family_of_three)
    await walk_of_the_parent(ann)
    await walk_of_the_manager(await manager(bench))
    for walk in (walk_of_announcements, walk_of_reports, walk_of_tools, walk_of_the_team, walk_of_attendance):
        await walk(bench, "fr")
    await walk_of_the_account(bench, "fr")
    await walk_of_the_children(bench, "fr")
    await walk_of_the_statement(bench, "fr")
    await walk_of_the_year(bench, "fr")
    await walk_of_family_requests(bench, "fr")
    await walk_of_family_inbox(bench, "fr")
    await walk_of_privacy(bench, "fr")
    assert set(STATES.values()) - bench.visited == set()
    assert BUTTONS - bench.pressed == set()
    assert lines_that_speak(ENGLISH, bench) == set()


@ON_SQLITE
async def test_the_screens_of_a_parent_speak_english_too(bench: Bench) -> None:
    """Those of staff do where they are tried by other hands, in ``test_forged_everywhere``."""
    ann, _ = await parent(bench, family_of_three, locale="en")
    await walk_of_the_parent(ann)
    await walk_of_the_account(bench, "en")
    await walk_of_the_children(bench, "en")
    await walk_of_the_year(bench, "en")
    await walk_of_family_requests(bench, "en")
    await walk_of_privacy(bench, "en")
    assert lines_that_speak(FRENCH, bench) == set()


def lines_that_speak(language: re.Pattern[str], bench: Bench) -> set[str]:
    """Every line that was shown in a language."""
    return {line for line in _own_words(bench) if language.search(line)}


def _own_words(bench: Bench) -> set[str]:
    """Every line that was shown, without what the organisation itself wrote in its own language."""
    policy = bench.organisation.policy
    contact = policy.contact
    given = [policy.name, contact.service, contact.address, *(reason.fr for reason in policy.refusal_reasons)]
    given += [reason.label.fr for reason in policy.absence_reasons]
    given += [*TEMPLATE_WORDS, contact.portal or contact.email]
    given += ["Camille Ortie", "Les Tilleuls", "Français", "English"]
    shown = "\n".join(bench.screens)
    for words in given:
        shown = shown.replace(words, "")
    return set(shown.split("\n"))


def test_no_screen_is_a_dead_end() -> None:
    for dialog in DIALOGS:
        for state in dialog.states():
            assert has_way_out(dialog, state), state


def test_declared_ways_lead_to_screens_there_are() -> None:
    ways = [way for dialog in DIALOGS for way in declared_ways(dialog)]
    assert ways
    assert {target for _, target in ways} <= set(STATES.values())
