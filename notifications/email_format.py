"""A message as an e-mail: plain text and simple HTML, from Telegram's HTML. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote

from notifications.transport import Attachment, Envelope

_POLICY = SMTP.clone(cte_type="7bit")
"""ASCII on the wire, whatever the server knows."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAILBOX = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9.-]{{0,252}}[A-Za-z0-9])?")
"""An address as people have them (RFC 5321, section 4.1.2): no comments, no quotes, no line breaks."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_PAGE = """\
<!DOCTYPE html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body style="margin: 0 auto; padding: 16px; max-width: 36em; font: 16px/1.5 sans-serif">
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the address and name in From, and the address of the service, which people may write to."""

    sender_address: str
    sender_name: str
    service_address: str


def as_email(envelope: Envelope, letterhead: Letterhead, at: datetime) -> EmailMessage:
    """The e-mail, written at an aware instant. Raises ``ValueError`` for an address that is none.

    Buttons are left out: they work in chats alone. Its Message-ID is the same at every try.
    """
    message = envelope.message
    email = EmailMessage(_POLICY)
    sender = checked(letterhead.sender_address)
    service = checked(letterhead.service_address)
    email["From"] = Address(one_line(letterhead.sender_name), addr_spec=sender)
    recipient = checked(envelope.address)
    email["To"] = Address(addr_spec=recipient)
    if copy := usable(message.copy_to):
        email["Cc"] = Address(addr_spec=copy)
    answer_to = usable(message.reply_to) or service
    if answer_to not in (sender, recipient):
        email["Reply-To"] = Address(addr_spec=answer_to)
    email["Subject"] = one_line(message.subject)
    email["Date"] = at
    email["Message-ID"] = f"<cantine.{quote(envelope.reference, safe='')}@{sender.rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    if message.is_optional:
        email["List-Unsubscribe"] = f"<mailto:{service}?subject={_stop(envelope)}>"  # RFC 2369
    pictures = [attachment for attachment in message.attachments if attachment.is_picture]
    email.set_content("\n\n".join([plain_text(message.html), *(picture.says for picture in pictures)]))
    email.add_alternative(_page(envelope, pictures), subtype="html")
    _show(email, pictures)
    for attachment in message.attachments:
        if not attachment.is_picture:
            main, _, sub = attachment.media_type.partition("/")
            email.add_attachment(attachment.content, maintype=main, subtype=sub, filename=one_line(attachment.name))
    email["Content-Language"] = envelope.locale  # last: what sets the content takes it off, or down to a part
    return email


def checked(address: str) -> str:
    """An address that can be written to over plain SMTP; a domain with accents in its ASCII form.

    Raises ``ValueError`` for any other.
    """
    local, _, domain = address.strip().rpartition("@")
    mailbox = f"{local}@{domain.encode('idna').decode()}"
    if not _MAILBOX.fullmatch(mailbox):
        raise ValueError("not an e-mail address")
    return mailbox


def usable(address: str) -> str | None:
    """An address as ``checked`` gives it; ``None`` for what is none."""
    try:
        return checked(address)
    except ValueError:
        return None


def one_line(text: str) -> str:
    """Text that cannot begin another header, nor an encoded word (RFC 2047): ``email`` decodes one that is typed in,
    line breaks and all.
    """
    return _CONTROL.sub(" ", text).replace("=?", "= ?").strip()


def plain_text(html: str) -> str:
    """Telegram's HTML without its tags; a link as ``text (url)``, a quotation on lines of its own."""
    reader = _PlainText()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).strip("\n")


class _PlainText(HTMLParser):
    """Gathers the text of Telegram's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._link = ""
        self._label_from = 0
        self._breaks = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = dict(attrs).get("href") or ""
            self._label_from = len(self.parts)
        elif tag == "blockquote":
            self._breaks = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            label = "".join(self.parts[self._label_from :])
            if label not in (self._link, self._link.removeprefix("mailto:"), self._link.removeprefix("tel:")):
                self.parts.append(f" ({self._link})")
            self._link = ""
        elif tag == "blockquote":
            self._breaks = True

    def handle_data(self, data: str) -> None:
        if self._breaks and self.parts and not data.startswith("\n") and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        self._breaks = False
        self.parts.append(data)


def _show(email: EmailMessage, pictures: Sequence[Attachment]) -> None:
    """Put pictures in the page, which names each by its place (RFC 2392); with a name, so that they can be kept."""
    page = email.get_body(("html",))
    assert page is not None
    for number, picture in enumerate(pictures):
        main, _, sub = picture.media_type.partition("/")
        name, cid = one_line(picture.name), f"<{_cid(number)}>"
        page.add_related(picture.content, maintype=main, subtype=sub, cid=cid, filename=name, disposition="inline")


def _cid(number: int) -> str:
    return f"picture{number}@cantine"


def _page(envelope: Envelope, pictures: Sequence[Attachment]) -> str:
    """Telegram's tags are HTML's as well; its line breaks are not, and a quotation breaks the line by itself."""
    body = re.sub(r"\n?(</?blockquote>)\n?", r"\1", envelope.message.html).replace("\n", "<br>\n")
    for number, picture in enumerate(pictures):
        says = escape(one_line(picture.says))
        body += f'\n<p><img src="cid:{_cid(number)}" alt="{says}" style="max-width: 100%"></p>'
    return _PAGE.format(
        locale=escape(envelope.locale), title=escape(one_line(envelope.message.subject), quote=False), body=body
    )


def _stop(envelope: Envelope) -> str:
    """Understood in French and in English, and by whoever reads the mailbox of the service."""
    return quote(f"STOP {envelope.reference}")
