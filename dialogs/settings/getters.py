"""How one is told, the languages, and what unlinking the chat means."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from aiogram_dialog import DialogManager

from core.model.notices import Channels, Notice
from core.usecases.preferring import BY_EMAIL, Preferences, read_preferences
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Rows, columns
from locales import LOCALES, translator

NIGHTS = ((20 * 60, 7 * 60), (21 * 60, 7 * 60), (22 * 60, 7 * 60))
"""Quiet hours that need not be written: from and until, in minutes after midnight."""

WAYS = {"chat": Channels.AUTO, "email": Channels.EMAIL, "both": Channels.BOTH}
"""What a guardian may choose. Who wants the chat alone is told by e-mail all the same once the chat takes nothing."""


async def read_settings(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What a guardian chose, and the language; to anyone else the language alone."""
    visit = visit_of(dialog_manager)
    languages = _languages(visit.identity.locale)
    if visit.identity.guardian is None:
        nothing: Rows = ()
        body = visit.t.html("language-choose")
        ways = {"ways": nothing, "reminders": nothing, "quiet": nothing}
        return {"body": body, **ways, "languages": languages, "is_guardian": False}
    chosen = await visit.read(read_preferences, visit.guardian)
    return {
        "body": "\n\n".join(_told(visit, chosen)),
        "ways": _ways(visit, chosen),
        "reminders": _reminders(visit, chosen),
        "quiet": _quiet(visit, chosen),
        "languages": languages,
        "is_guardian": True,
    }


def _languages(locale: str) -> Rows:
    return columns((Key(f"{box(one == locale)} {translator(one).text('language-name')}", one) for one in LOCALES), 2)


def _way(chosen: Preferences) -> str:
    return chosen.channel if chosen.channel in BY_EMAIL and chosen.email else "chat"


def _ways(visit: Visit, chosen: Preferences) -> Rows:
    """Nothing to choose where no address is known."""
    if chosen.email is None:
        return ()
    way = _way(chosen)
    return (tuple(Key(f"{box(one == way)} {visit.t.text(f'settings-way-{one}')}", one) for one in WAYS),)


def _reminders(visit: Visit, chosen: Preferences) -> Rows:
    is_on = not chosen.is_muted(Notice.REMINDER, _today(visit))
    return ((Key(f"{box(is_on)} {visit.t.text('settings-reminders')}", "off" if is_on else "on"),),)


def _quiet(visit: Visit, chosen: Preferences) -> Rows:
    """The usual nights, those that were written, and none."""
    spans = dict.fromkeys((*NIGHTS, *([chosen.quiet] if chosen.quiet else [])))
    nights = (Key(f"{box(span == chosen.quiet)} {_span(visit, span)}", f"{span[0]}.{span[1]}") for span in spans)
    none = Key(f"{box(chosen.quiet is None)} {visit.t.text('settings-hours-none')}", "none")
    return *columns(nights, 3), (none,)


def _span(visit: Visit, span: tuple[int, int]) -> str:
    return visit.t.text("settings-hours", **_clocks(visit, span))


def _clocks(visit: Visit, span: tuple[int, int]) -> dict[str, str]:
    starts, ends = (visit.t.clock(time(*divmod(minutes, 60))) for minutes in span)
    return {"from": starts, "until": ends}


def _today(visit: Visit) -> date:
    return visit.now.astimezone(visit.tz).date()


def _told(visit: Visit, chosen: Preferences) -> Iterator[str]:
    t = visit.t
    yield t.html("settings-title")
    yield "\n".join(_contact(visit, chosen))
    yield _reminded(visit, chosen)
    quiet = t.html("settings-quiet", **_clocks(visit, chosen.quiet)) if chosen.quiet else t.html("settings-quiet-none")
    yield f"{quiet}\n{t.html('settings-quiet-how')}"
    yield t.html("settings-always")


def _contact(visit: Visit, chosen: Preferences) -> Iterator[str]:
    t, phone = visit.t, visit.policy.contact.phone
    yield t.html("settings-way", way=_way(chosen))
    if chosen.email is None:
        yield t.html("settings-no-email", phone=phone)
        return
    yield t.html("settings-email", email=chosen.email)
    if chosen.email_refused:
        yield t.html("settings-email-refused", phone=phone)


def _reminded(visit: Visit, chosen: Preferences) -> str:
    if not chosen.is_muted(Notice.REMINDER, _today(visit)):
        return visit.t.html("settings-reminders-on")
    until = chosen.muted[Notice.REMINDER]
    if until is None:
        return visit.t.html("settings-reminders-off")
    return visit.t.html("settings-reminders-until", day=visit.t.day(until))


async def read_languages(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The languages, each in its own words."""
    rows = tuple((Key(translator(locale).text("language-name"), locale),) for locale in LOCALES)
    return {"body": visit_of(dialog_manager).t.html("language-choose"), "rows": rows}


async def read_stop(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What unlinking means."""
    return {"body": visit_of(dialog_manager).t.html("stop-confirm")}
