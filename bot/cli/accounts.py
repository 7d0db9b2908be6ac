"""What ``cantine init`` asks for ``.env``: the bot's token, and the mail server with its password."""

import re
from urllib.parse import quote

from bot.cli.asking import Asker
from bot.settings import TOKEN
from notifications.smtp_url import parse_smtp_url

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_TLS_PORT, _STARTTLS_PORT = 465, 587
_LARGEST_PORT = 65535


def ask_token(asker: Asker) -> str:
    """A bot's token; empty for later. It is not shown as it is typed, its number is afterwards."""
    token = asker.ask("init-token", _token, "init-wrong-token", "", is_hidden=True)
    if token:
        asker.tell("init-token-of", number=token.partition(":")[0])
    return token


def _token(answer: str) -> str | None:
    return answer if TOKEN.fullmatch(answer) else None


def ask_mail_server(asker: Asker) -> str:
    """The URL of a mail server; empty for later."""
    server = asker.ask("init-mail-server", _server, "init-wrong-mail-server", "")
    if not server or "://" in server:
        return server
    port = asker.ask("init-mail-port", _port, "init-wrong-mail-port", _TLS_PORT)
    user = asker.ask("init-mail-user", _said, "init-wrong-text", "")
    password = asker.ask("init-mail-password", _said, "init-wrong-text", is_hidden=True) if user else ""
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return f"{_scheme(port)}://{login}{server}:{port}"


def _scheme(port: int) -> str:
    """465 is for TLS from the first byte on; at any other the server offers it."""
    return {_TLS_PORT: "smtps", _STARTTLS_PORT: "smtp+starttls"}.get(port, "smtp")


def _server(answer: str) -> str | None:
    """A host, or a whole URL as the settings take it."""
    if "://" not in answer:
        return answer if _HOST.fullmatch(answer) else None
    try:
        parse_smtp_url(answer)
    except ValueError:
        return None
    return answer


def _said(answer: str) -> str | None:
    return answer or None


def _port(answer: str) -> int | None:
    return int(answer) if answer.isdecimal() and 1 <= int(answer) <= _LARGEST_PORT else None
