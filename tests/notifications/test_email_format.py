"""A message as an e-mail, read back as a mail program does."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from notifications.email_format import Letterhead, as_email, checked, plain_text
from notifications.transport import Attachment, Button, Envelope, Message
from tests.clock import NOW

LETTERHEAD = Letterhead("no-reply@ville.fr", "Cantine d’Épagny, mairie", "cantine@ville.fr")
ROSTER = Message(
    "<b>Élèves</b>\u00a0: 12 &amp; 3 <i>PAI</i>\n\nÀ demain",
    ((Button("Ouvrir", "open:roster"),),),
    "École « Les Tilleuls »\u00a0: la liste de la cantine du jeudi 3 septembre, avec les absences déclarées",
    (Attachment("liste « été ».pdf", "application/pdf", b"%PDF\r\n\0"),),
)


def read(message: Message, letterhead: Letterhead = LETTERHEAD, reference: str = "R42") -> EmailMessage:
    """As it comes out of the wire, all ASCII and no line too long (RFC 5321, section 4.5.3.1.6)."""
    sent = as_email(Envelope(message, "anne@ville.fr", reference, "fr"), letterhead, NOW).as_bytes()
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    received = message_from_bytes(sent, policy=default)
    assert isinstance(received, EmailMessage)
    return received


def content(email: EmailMessage, subtype: str) -> str:
    part = email.get_body((subtype,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_headers_say_who_writes_what() -> None:
    email = read(ROSTER)
    assert str(email["From"].addresses[0].display_name) == LETTERHEAD.sender_name
    assert (email["From"].addresses[0].addr_spec, email["Reply-To"]) == ("no-reply@ville.fr", "cantine@ville.fr")
    assert (email["To"], email["Subject"]) == ("anne@ville.fr", ROSTER.subject)
    assert datetime.strptime(email["Date"], "%a, %d %b %Y %H:%M:%S %z") == NOW
    assert (email["Message-ID"], email["Content-Language"]) == ("<cantine.R42@ville.fr>", "fr")
    assert email["Auto-Submitted"] == "auto-generated"
    assert (email["List-Unsubscribe"], email["Bcc"], email.defects) == (None, None, [])


def test_a_notice_that_people_may_do_without_says_how() -> None:
    email = read(replace(ROSTER, is_optional=True))
    assert email["List-Unsubscribe"] == "<mailto:cantine@ville.fr?subject=STOP%20R42>"


def test_a_service_that_reads_its_mail_needs_no_other_address() -> None:
    assert read(ROSTER, replace(LETTERHEAD, service_address="no-reply@ville.fr"))["Reply-To"] is None


def test_a_subject_cannot_begin_another_header() -> None:
    email = read(Message("Bonjour", subject="Grève\r\nBcc: eve@evil.fr\x00\u2028fin"))
    assert email["Subject"] == "Grève Bcc: eve@evil.fr fin"
    assert email["Bcc"] is None


def test_what_looks_like_an_encoded_word_is_not_decoded_into_another_header() -> None:
    typed = "=?utf-8?q?=0ABcc:_eve@evil.fr?="
    file = Attachment(f"{typed}.pdf", "application/pdf", b"%PDF")
    message = Message("Bonjour", subject=typed, attachments=(file,))
    email = read(message, replace(LETTERHEAD, sender_name=typed))
    assert b"\nBcc:" not in email.as_bytes()
    assert email["Subject"] == "= ?utf-8?q?=0ABcc:_eve@evil.fr?="


def test_a_reference_of_any_form_stays_whole() -> None:
    assert read(ROSTER, reference="12:a b")["Message-ID"] == "<cantine.12%3Aa%20b@ville.fr>"


def test_the_text_is_there_twice_and_the_buttons_are_not() -> None:
    email = read(ROSTER)
    assert content(email, "plain") == "Élèves\u00a0: 12 & 3 PAI\n\nÀ demain\n"
    page = content(email, "html")
    assert "<b>Élèves</b>\u00a0: 12 &amp; 3 <i>PAI</i><br>\n<br>\nÀ demain\n</body>" in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "Ouvrir" not in email.as_string()


def test_a_subject_is_no_markup_and_a_quotation_breaks_the_line_once() -> None:
    page = content(read(Message("a\n<blockquote>b\nc</blockquote>\nd", subject="<b> & co")), "html")
    assert "<title>&lt;b&gt; &amp; co</title>" in page
    assert "a<blockquote>b<br>\nc</blockquote>d" in page


def test_files_are_attached_under_their_names() -> None:
    (file,) = read(ROSTER).iter_attachments()
    assert isinstance(file, EmailMessage)
    assert (file.get_filename(), file.get_content_type()) == ("liste « été ».pdf", "application/pdf")
    assert file.get_content() == b"%PDF\r\n\0"


def test_a_picture_is_shown_in_the_page_and_said_in_words() -> None:
    picture = Attachment("semaine.png", "image/png", b"\x89PNG\r\n", 'Cantine\u00a0: 42 "sur" <45>\nGarderie\u00a0: 7')
    email = read(replace(ROSTER, attachments=(picture, *ROSTER.attachments)))
    shown = [part for part in email.walk() if part.get_content_type() == "image/png"]
    assert [(part.get_content(), part.get_filename(), part["Content-ID"]) for part in shown] == [
        (picture.content, "semaine.png", "<picture0@cantine>")
    ]
    page = content(email, "html")
    assert 'src="cid:picture0@cantine" alt="Cantine\u00a0: 42 &quot;sur&quot; &lt;45&gt; Garderie\u00a0: 7"' in page
    assert content(email, "plain").endswith('À demain\n\nCantine\u00a0: 42 "sur" <45>\nGarderie\u00a0: 7\n')
    assert [file.get_filename() for file in email.iter_attachments()] == ["liste « été ».pdf"]


def test_a_message_of_one_very_long_line_is_folded() -> None:
    long = "é" * 4000
    email = read(Message(long, subject="x" * 1200))
    assert (content(email, "plain"), email["Subject"]) == (long + "\n", "x" * 1200)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.fr/?a=1&amp;b=2">Planning</a>, ici', "Planning (https://x.fr/?a=1&b=2), ici"),
        ('<a href="https://x.fr/">https://x.fr/</a>', "https://x.fr/"),
        ('<a href="tel:+33450">+33450</a> <a href="mailto:a@b.fr">a@b.fr</a>', "+33450 a@b.fr"),
        ('<a href="https://x.fr"><b>Mon</b> planning</a>', "Mon planning (https://x.fr)"),
        ("<a>rien</a>", "rien"),
        ("Avis\u202f:<blockquote>Pas <s>école</s></blockquote>Merci", "Avis\u202f:\nPas école\nMerci"),
        ("Avis\n<blockquote>Grève</blockquote>\nMerci", "Avis\nGrève\nMerci"),
        ("<blockquote></blockquote>Merci &lt;3\n", "Merci <3"),
        ("<code>AB12</code> &quot;&#233;&quot;", 'AB12 "é"'),
    ],
)
def test_a_text_without_tags(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (" anne.o'neil+cantine@ville.fr ", "anne.o'neil+cantine@ville.fr"),
        ("anne@école.fr", "anne@xn--cole-9oa.fr"),
        ("anne@localhost", "anne@localhost"),
    ],
)
def test_an_address_as_it_is_written_to(address: str, written: str) -> None:
    assert checked(address) == written


@pytest.mark.parametrize(
    "address",
    [
        *("", "@", "anne", "anne@", "@ville.fr", "an ne@ville.fr", "a@b@ville.fr", "é@ville.fr", "anne@a..fr"),
        *("a\n@b.fr", "a..b@ville.fr", "a.@ville.fr"),
    ],
)
def test_what_is_no_address_is_not_written_to(address: str) -> None:
    with pytest.raises(ValueError):
        checked(address)
