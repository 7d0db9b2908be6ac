"""What is on file, the detail to be corrected, and the recap of a correction."""

from collections.abc import Iterator
from typing import Any

from aiogram_dialog import DialogManager

from core.model.accounts import CORRECTABLE, Account, CorrectionProblem, Detail
from core.model.family import FamilyRequestKind
from core.usecases.accounts import read_account
from core.usecases.correcting import read_correction
from dialogs.account.words import family_lines
from dialogs.presses import UnreadablePressError
from dialogs.symbols import SYMBOLS
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, columns


async def read_main(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The guardian's own details, each of their families, and what can be corrected."""
    visit = visit_of(dialog_manager)
    account = await visit.read(read_account, visit.guardian, visit.now)
    wanted = CORRECTABLE if account.families else ()
    keys = (Key(visit.t.text(f"account-change-{kind}"), kind.value) for kind in wanted)
    return {"body": "\n\n".join(_told(visit, account)), "fields": columns(keys, 3)}


def _told(visit: Visit, account: Account) -> Iterator[str]:
    t, contact = visit.t, visit.policy.contact
    yield t.html("account-title")
    yield "\n".join(_own(visit, account))
    if not account.families:
        yield t.html("account-no-child", phone=contact.phone)
        return
    for file in account.families:
        yield "\n".join(family_lines(t, file))
    notice = visit.policy.debit_notice
    if notice:
        yield t.html("account-notice", notice=notice.in_(t.locale))
    else:
        yield t.html("account-notice-usual", address=f"{contact.service}, {contact.address}")
    yield t.html("account-correct", phone=contact.phone)


def _own(visit: Visit, account: Account) -> Iterator[str]:
    t = visit.t
    yield t.html("account-own", name=account.name)
    for kind, detail in account.details.items():
        line = _detail(visit, kind, detail)
        yield f"{line} {SYMBOLS['pending']}" if detail.wanted else line
    if account.email_refused:
        yield t.html("account-email-refused")
    if any(detail.wanted for detail in account.details.values()):
        yield t.html("account-waiting")


def _detail(visit: Visit, kind: FamilyRequestKind, detail: Detail) -> str:
    if detail.shown is None:
        return visit.t.html(f"account-{kind}-none")
    return visit.t.html(f"account-{kind}", value=_on_one_line(detail.shown))


def _on_one_line(detail: str) -> str:
    return ", ".join(detail.splitlines())


async def read_field(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """One detail: what is on file, what was asked already, and how to write another."""
    visit, kind = visit_of(dialog_manager), field_of(dialog_manager)
    account = await visit.read(read_account, visit.guardian, visit.now)
    return {"body": "\n\n".join(_field(visit, kind, account.details[kind]))}


def field_of(manager: DialogManager) -> FamilyRequestKind:
    """The detail that was chosen. Raises ``UnreadablePressError`` where none was."""
    if "field" not in manager.dialog_data:
        raise UnreadablePressError("no field")
    return FamilyRequestKind(manager.dialog_data["field"])


def _field(visit: Visit, kind: FamilyRequestKind, detail: Detail) -> Iterator[str]:
    t = visit.t
    yield t.html(f"account-field-{kind}")
    yield t.html("account-now", value=_on_one_line(detail.shown)) if detail.shown else t.html("account-now-none")
    if detail.wanted:
        yield t.html("account-wanted", value=_on_one_line(detail.wanted))
    yield t.html(f"account-how-{kind}")


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Old and new, side by side, before they are sent."""
    visit, kind = visit_of(dialog_manager), field_of(dialog_manager)
    t, typed = visit.t, dialog_manager.dialog_data.get("typed", "")
    correction = await visit.read(read_correction, visit.guardian, kind, typed)
    if isinstance(correction, CorrectionProblem):  # it has been corrected since
        return {"body": t.html("account-same"), "can_ask": False}
    lines = [
        t.html("account-recap"),
        t.html("account-before", value=_on_one_line(correction.before or "—")),
        t.html("account-after", value=_on_one_line(correction.after)),
    ]
    return {"body": "\n".join(lines) + "\n\n" + t.html("account-recap-how"), "can_ask": True}
