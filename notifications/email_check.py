"""Can e-mail be handed over? Goes as far as the mail server lets one in, and sends nothing."""

import ssl
from enum import StrEnum

from aiosmtplib import SMTP, SMTPException

from notifications.smtp_url import SmtpServer, parse_smtp_url

CHECK_SECONDS = 10.0


class MailProblem(StrEnum):
    """Why a mail server takes nothing from us."""

    UNREACHABLE = "unreachable"
    TLS = "tls"
    """It does not encrypt where it must, or its certificate is not to be trusted."""
    LOGIN = "login"
    """It takes no user, or not this one with this password."""


async def check(
    url: str, *, seconds: float = CHECK_SECONDS, tls_context: ssl.SSLContext | None = None
) -> MailProblem | None:
    """Try the mail server at a URL as ``parse_smtp_url`` takes it; ``None`` where all is well.

    Raises ``ValueError`` for a URL that is none.
    """
    server = parse_smtp_url(url)
    client = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.use_tls,
        start_tls=False,
        timeout=seconds,
        tls_context=tls_context,
        validate_certs=server.use_tls or server.needs_starttls,
    )
    try:
        return await _problem(client, server)
    finally:
        client.close()


async def _problem(client: SMTP, server: SmtpServer) -> MailProblem | None:
    try:
        await client.connect()
        await client.ehlo()
    except (SMTPException, OSError) as error:
        return MailProblem.TLS if _is_about_tls(error) else MailProblem.UNREACHABLE
    try:
        if server.needs_starttls or (not server.use_tls and client.supports_extension("starttls")):
            await client.starttls()
    except (SMTPException, OSError):
        return MailProblem.TLS
    try:
        if server.username is not None and server.password is not None:
            await client.login(server.username, server.password)
        await client.quit()
    except (SMTPException, OSError):
        return MailProblem.LOGIN
    return None


def _is_about_tls(error: BaseException) -> bool:
    return isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
