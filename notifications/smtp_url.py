"""Where e-mails are handed in, from one URL."""

import base64
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server. ``use_tls``: from the first byte. ``needs_starttls``: it is that or nothing.

    With neither, STARTTLS is used where it is offered.
    """

    host: str
    port: int
    use_tls: bool = False
    needs_starttls: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password in each form in which it may come into a log."""
        if not self.password:
            return ()
        plain = f"\0{self.username}\0{self.password}"
        encoded = (base64.b64encode(text.encode()).decode() for text in (self.password, plain))
        return self.password, quote(self.password), quote(self.password, safe=""), *encoded


def parse_smtp_url(url: str) -> SmtpServer:
    """``smtp://``, ``smtps://`` (TLS) or ``smtp+starttls://``, perhaps ``user:password@`` percent-encoded, host, port.

    A port left out is 25, 465 or 587. Raises ``ValueError``, which quotes nothing of the URL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("not an SMTP URL") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("not an SMTP URL")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("a user and a password go together")
    return SmtpServer(
        parts.hostname,
        port or _PORTS[parts.scheme],
        use_tls=parts.scheme == "smtps",
        needs_starttls=parts.scheme == "smtp+starttls",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
