"""The mail server, from one URL that may hold a password."""

import pytest

from notifications.redaction import Redaction
from notifications.smtp_url import SmtpServer, parse_smtp_url


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", SmtpServer("localhost", 25)),
        ("smtps://mail.ville.fr/", SmtpServer("mail.ville.fr", 465, use_tls=True)),
        ("smtp+starttls://[::1]:2525", SmtpServer("::1", 2525, needs_starttls=True)),
        (
            "smtp+starttls://no-reply%40ville.fr:p%3A%40%2Fé@mail",
            SmtpServer("mail", 587, needs_starttls=True, username="no-reply@ville.fr", password="p:@/é"),
        ),
    ],
)
def test_a_url_says_how_to_hand_in_mail(url: str, server: SmtpServer) -> None:
    assert parse_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        *("", "mail.ville.fr", "http://mail", "smtp://", "smtp://:25", "smtp://mail:70000", "smtp://mail:0x19"),
        *("smtp://mail/box", "smtp://mail?tls=1", "smtp://mail#tls", "smtp://[::1", "smtp://ville@mail"),
        *("smtp://:s3cr3t@mail", "smtp://ville:s3cr3t/1@mail", "smtp://ville:s3cr3t@mail:no"),
    ],
)
def test_a_url_that_is_wrong_is_not_quoted(url: str) -> None:
    with pytest.raises(ValueError, match=r"SMTP URL|go together") as caught:
        parse_smtp_url(url)
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_password_is_known_in_every_form_it_travels_in() -> None:
    server = parse_smtp_url("smtp://ville:p%40%2Fss@mail")
    lines = "p@/ss p%40%2Fss p%40/ss cEAvc3M= AHZpbGxlAHBAL3Nz"  # as it is, in URLs, at AUTH LOGIN and AUTH PLAIN
    assert Redaction(server.secrets).redacted(lines) == " ".join(["[redacted]"] * 5)
    assert "p@/ss" not in repr(server)
    assert parse_smtp_url("smtp://mail").secrets == ()
