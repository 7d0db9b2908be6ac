"""``cantine invite``: codes for guardians, in a table, in letters, by e-mail."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import click

from bot.cli.codes import link_of, print_table, shown_link
from bot.cli.speech import Command, Failure, Option, fail, note, say

if TYPE_CHECKING:
    from bot.cli.telegram import Bot, Silence
    from bot.settings import Settings
    from core.model.policy import Policy
    from core.organisation import Organisation
    from core.usecases.inviting import Invitation, Mailing
    from notifications.email_sender import EmailSender

_PATIENCE = timedelta(minutes=1)
"""E-mails go one after the other: none waits for its turn."""


class _Sent(Enum):
    """What became of an e-mail."""

    LEFT = auto()
    LATER = auto()
    """It did not leave, or nobody knows: the next run sends another one."""
    NEVER = auto()
    """The address takes nothing."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Who is invited: those of a school or class, or all."""

    school: str | None
    class_: str | None

    @property
    def place(self) -> dict[str, str | None]:
        """As use cases take it."""
        return {"school": self.school, "class_": self.class_}


@click.command(cls=Command, help="help-invite")
@click.option("--pdf", cls=Option, type=click.Path(path_type=Path, dir_okay=False), help="help-invite-pdf")
@click.option("--email", "by_email", cls=Option, is_flag=True, help="help-invite-email")
@click.option("--again", cls=Option, is_flag=True, help="help-invite-again")
@click.option("--school", cls=Option, help="help-invite-school")
@click.option("--class", "class_", cls=Option, help="help-invite-class")
def invite(pdf: Path | None, by_email: bool, again: bool, school: str | None, class_: str | None) -> None:
    """Make link codes for guardians."""
    if again and not by_email:
        raise click.UsageError(say("cli-again-without-email"))
    if pdf is not None and not pdf.parent.is_dir():
        raise click.BadParameter(say("cli-no-folder", folder=str(pdf.parent)), param_hint="--pdf")
    if pdf is not None and pdf.exists() and not pdf.is_file():  # a printer: a file would take its place
        raise click.BadParameter(say("cli-letters-no-file", file=str(pdf)), param_hint="--pdf")
    asyncio.run(_invite(_Order(school, class_), pdf, by_email=by_email, again=again))


async def _invite(order: _Order, pdf: Path | None, *, by_email: bool, again: bool) -> None:
    from bot.cli.opening import opened  # noqa: PLC0415
    from bot.cli.telegram import ask_bot  # noqa: PLC0415

    async with opened() as (organisation, settings):
        bot = await ask_bot(settings)  # before the codes: once made, they are shown whatever happens
        unsent = await _mail(organisation, settings, order, bot, again=again) if by_email else 0
        if pdf is not None:
            await _write_letters(organisation, order, bot, pdf, by_email_too=by_email)
        elif not by_email:
            await _tabulate(organisation, order, bot)
    if unsent:
        raise Failure(say("cli-mail-unfinished", count=unsent))


# --- in a table


async def _tabulate(organisation: "Organisation", order: _Order, bot: "Bot | Silence") -> None:
    from bot.cli.opening import now  # noqa: PLC0415
    from core.usecases.inviting import invite_guardians  # noqa: PLC0415

    invitations = await organisation.write(invite_guardians, now(), **order.place)
    print_table(
        ("family", "guardian", "code", "link"),
        ((i.family, i.guardian, i.code, shown_link(bot, i.code)) for i in invitations),
    )
    _note_silence(bot)
    note("cli-invited", count=len(invitations), days=organisation.policy.link.code_days)


def _note_silence(bot: "Bot | Silence") -> bool:
    """Say why the Bot API did not say who the bot is; whether it did not."""
    from bot.cli.telegram import Silence  # noqa: PLC0415

    if isinstance(bot, Silence):
        note(f"cli-{bot}")
    return isinstance(bot, Silence)


# --- in letters


async def _write_letters(
    organisation: "Organisation", order: _Order, bot: "Bot | Silence", pdf: Path, *, by_email_too: bool
) -> None:
    """Draw, then let the codes link, then put the file in its place: no code is lost with a file that is not there."""
    from bot.cli.opening import now  # noqa: PLC0415
    from core.usecases.inviting import draft_letters, keep_letters  # noqa: PLC0415

    letters = await organisation.read(draft_letters, now(), by_email_too=by_email_too, **order.place)
    if letters:
        drawn = _drawn(organisation, letters, bot, pdf)
        try:
            await organisation.write(keep_letters, letters, now())
        except BaseException:
            drawn.unlink()
            raise
        _put_in_place(drawn, pdf)
    _report_letters(organisation, letters, bot, pdf)


def _drawn(organisation: "Organisation", letters: Sequence["Invitation"], bot: "Bot | Silence", pdf: Path) -> Path:
    """The letters in a file beside the one that is wanted, for nobody else to read."""
    from bot.cli.opening import now  # noqa: PLC0415
    from notifications.documents.letter import drawn_letters  # noqa: PLC0415

    with NamedTemporaryFile(dir=pdf.parent, prefix=f"{pdf.stem}-", suffix=".pdf", delete=False) as file:
        try:
            file.write(drawn_letters(letters, partial(link_of, bot), organisation.policy, now()))
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    return Path(file.name)


def _put_in_place(drawn: Path, pdf: Path) -> None:
    try:
        drawn.replace(pdf)
    except OSError:
        fail("cli-letters-not-moved", file=str(pdf), kept=str(drawn))


def _report_letters(
    organisation: "Organisation", letters: Sequence["Invitation"], bot: "Bot | Silence", pdf: Path
) -> None:
    note("cli-letters", count=len(letters), file=str(pdf), days=organisation.policy.link.letter_days)
    if by_school := sum(not letter.address for letter in letters):
        note("cli-letters-by-school", count=by_school)
    if letters and _note_silence(bot):
        note("cli-letters-without-square")


# --- by e-mail


async def _mail(
    organisation: "Organisation", settings: "Settings", order: _Order, bot: "Bot | Silence", *, again: bool
) -> int:
    """Write to whoever was not written to yet; how many of them are to be tried again."""
    from bot.cli.opening import now  # noqa: PLC0415
    from core.usecases.inviting import plan_mailing  # noqa: PLC0415

    sender = _sender(organisation.policy, settings)
    if _note_silence(bot):
        fail("cli-mail-without-link")
    mailing = await organisation.read(plan_mailing, now(), again=again, **order.place)
    try:
        unsent = await _send_all(organisation, sender, mailing, bot)
    finally:
        await sender.close()
    _report_mailing(mailing)
    return unsent


def _sender(policy: "Policy", settings: "Settings") -> "EmailSender":
    from notifications.email_sender import EmailSender  # noqa: PLC0415

    if settings.smtp_url is None:
        fail("cli-no-mail")
    address = settings.mail_from or policy.contact.email
    try:
        return EmailSender(settings.smtp_url.get_secret_value(), address, policy.name, policy.contact.email)
    except ValueError:
        fail("cli-mail-from", detail=address)


async def _send_all(
    organisation: "Organisation", sender: "EmailSender", mailing: "Mailing", bot: "Bot | Silence"
) -> int:
    from bot.cli.opening import now  # noqa: PLC0415
    from core.usecases.inviting import note_mailing  # noqa: PLC0415

    mailed: list[Invitation] = []
    unsent = 0
    try:
        for invitation in mailing.invitations:
            sent = await _send(organisation, sender, invitation, link_of(bot, invitation.code) or "")
            mailed += [invitation] if sent is _Sent.LEFT else []
            unsent += sent is _Sent.LATER
    finally:
        await organisation.write(note_mailing, mailed, now())
    note("cli-mailed", count=len(mailed), days=organisation.policy.link.letter_days)
    return unsent


async def _send(organisation: "Organisation", sender: "EmailSender", invitation: "Invitation", link: str) -> _Sent:
    """Send a code. One that may have left links all the same."""
    from bot.cli.opening import now  # noqa: PLC0415
    from core.usecases.inviting import begin_mail, drop_mail, end_mail  # noqa: PLC0415
    from locales import translator  # noqa: PLC0415
    from notifications.gate import Priority  # noqa: PLC0415
    from notifications.messages.invitation import invitation_message  # noqa: PLC0415
    from notifications.transport import Envelope, ErrorKind, TransportError  # noqa: PLC0415

    policy, at = organisation.policy, now()
    message = invitation_message(invitation, link, translator(policy.locale), policy)
    reference = f"invitation.{invitation.guardian_id}.{at:%Y%m%d%H%M%S}"
    await organisation.write(begin_mail, invitation, at)
    try:
        envelope = Envelope(message, invitation.email or "", reference, policy.locale)
        await sender.send(envelope, Priority.BULK, _PATIENCE)
    except TransportError as error:
        if error.kind is not ErrorKind.UNKNOWN:
            await organisation.write(drop_mail, invitation, now(), is_dead=error.is_dead)
        note("cli-mail-failed", guardian=invitation.guardian, reason=str(error))
        return _Sent.NEVER if error.is_dead else _Sent.LATER
    await organisation.write(end_mail, invitation, now())
    return _Sent.LEFT


def _report_mailing(mailing: "Mailing") -> None:
    if mailing.mailed_before:
        note("cli-mailed-before", count=mailing.mailed_before)
    if mailing.without_address:
        note("cli-mail-without-address", count=len(mailing.without_address))
        print_table(("family", "guardian"), ((i.family, i.guardian) for i in mailing.without_address))
