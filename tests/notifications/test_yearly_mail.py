"""The mail by which a family asks for the year, as a real SMTP server takes it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState
from core.model.people import Custody
from core.model.yearly import Wish, YearlyMail, YearlyOrder
from core.policy import preset
from core.rules.yearly import as_facts
from locales import translator
from notifications.email_sender import EmailSender
from notifications.gate import Priority
from notifications.messages.frame import Stamp
from notifications.messages.yearly import yearly_message
from notifications.transport import Envelope, ErrorKind, TransportError
from tests.clock import MONDAY, NOW
from tests.notifications.mail_server import MailServer

POLICY = preset("epagny")
ORDER = YearlyOrder(Wish.CANCEL, frozenset({"cantine"}), frozenset({1, 4}), MONDAY)
REQUEST = FamilyRequest(
    7,
    FamilyRequestKind.YEARLY,
    FamilyRequestState.PENDING,
    1,
    "Anne Bruyère",
    1,
    "Bruyère",
    3,
    "Louise Bruyère",
    2,
    "École des Tilleuls",
    {},
    as_facts(ORDER),
    "Elle déjeunera chez sa grand-mère.\nMerci !",
    NOW,
    None,
    None,
    None,
    "CE1",
)
MAIL = YearlyMail(REQUEST, ORDER, "06 39 98 00 12", "anne@example.org", Custody.ALWAYS, replaces=False)
SERVICE = "service@example.org"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


async def sent(server: MailServer, mail: YearlyMail) -> EmailMessage:
    """The mail as the server took it."""
    sender = EmailSender(f"smtp://127.0.0.1:{server.port}", "no-reply@example.org", "Cantine", SERVICE)
    message = yearly_message(mail, Stamp(1042, NOW), translator("fr"), POLICY)
    try:
        await sender.send(Envelope(message, SERVICE, "R1"), Priority.BULK, timedelta(seconds=5))
    finally:
        await sender.close()
    return server.received[-1]


def text_of(email: EmailMessage) -> str:
    part = email.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


async def test_the_service_is_written_to_in_the_name_of_the_family(server: MailServer) -> None:
    email = await sent(server, MAIL)
    assert (email["To"], email["Cc"], email["Reply-To"]) == (SERVICE, "anne@example.org", "anne@example.org")
    assert server.recipients == [SERVICE, "anne@example.org"]
    assert email["Subject"] == "Demande annuelle\u00a0: annulation de Louise Bruyère (CE1)"
    text = text_of(email)
    for part in (
        "De\u00a0: Anne Bruyère\nTéléphone\u00a0: 06 39 98 00 12\n"
        "Enfant\u00a0: Louise Bruyère, CE1 (École des Tilleuls)\n",
        "Jours\u00a0: lundi et jeudi\nÀ partir du\u00a0: lundi 30 novembre 2026, jusqu’à la fin de l’année",
        "Commentaire\u00a0:\nElle déjeunera chez sa grand-mère.\nMerci !",
        "Répondre à ce message écrit à la famille",
    ):
        assert part in text
    assert "remplace" not in text


@pytest.mark.parametrize("address", [None, "zoé@example.org", "anne..b@example.org"])
async def test_a_family_that_cannot_be_written_to_is_to_be_called(server: MailServer, address: str | None) -> None:
    email = await sent(server, replace(MAIL, email=address, custody=Custody.ODD_WEEKS, replaces=True))
    assert (email["Cc"], email["Reply-To"], server.recipients) == (None, None, [SERVICE])
    text = text_of(email)
    assert "appelez-la" in text
    assert "ses semaines sont les impaires" in text
    assert "Cette demande remplace la précédente." in text


async def test_names_and_comments_begin_no_header_and_no_tag(server: MailServer) -> None:
    nasty = "Zoé\r\nBcc: all@example.org\r\n\r\n<b>"
    request = replace(REQUEST, child=nasty, guardian=nasty, class_name=nasty, comment=f"</blockquote>{nasty}")
    email = await sent(server, replace(MAIL, request=request, email="anne@example.org\r\nBcc: all@example.org"))
    assert (email["Bcc"], email["Cc"], email["Reply-To"], server.recipients) == (None, None, None, [SERVICE])
    assert email["Subject"].startswith("Demande annuelle\u00a0: annulation de Zoé Bcc: all@example.org")
    page = email.get_body(("html",))
    assert page is not None
    assert "&lt;/blockquote&gt;Zoé" in page.get_content()
    assert page.get_content().count("<blockquote>") == page.get_content().count("</blockquote>") == 1


async def test_a_copy_that_is_refused_does_not_hold_the_mail_up(server: MailServer) -> None:
    server.answers["RCPT"].extend(["250 OK", "550 5.1.1 No such user"])
    email = await sent(server, MAIL)
    assert (email["To"], email["Cc"], email["Reply-To"]) == (SERVICE, None, "anne@example.org")
    assert server.recipients == [SERVICE]


async def test_a_server_that_goes_down_at_the_copy_is_tried_again(server: MailServer) -> None:
    server.answers["RCPT"].extend(["250 OK", "421 4.3.2 Going down"])
    with pytest.raises(TransportError) as caught:
        await sent(server, MAIL)
    assert (caught.value.kind, server.received) == (ErrorKind.TRANSIENT, [])


def test_a_year_that_has_turned_is_said() -> None:
    order = replace(ORDER, first_day=date(2027, 1, 4), services=frozenset({"cantine", "dropped"}))
    message = yearly_message(replace(MAIL, order=order), Stamp(1042, NOW), translator("fr"), POLICY)
    assert "lundi 4 janvier 2027" in message.html
    assert "Services\u00a0: Cantine et dropped" in message.html
