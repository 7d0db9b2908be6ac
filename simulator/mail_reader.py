"""The mailbox over HTTP: the list of e-mails, each of them, their attachments."""

from typing import Final

from aiohttp import web

from simulator.exchange import RequestError, file_response, wait_while
from simulator.mailbox import MailServer, ReceivedMail
from simulator.shape import JsonObject

# An e-mail is a stranger's page: no script, no request, no way out of its frame.
SEALED: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"


class MailReader:
    """Handlers of the mailbox's API."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def routes(self) -> list[web.RouteDef]:
        mail = r"/mails/{number:\d+}"
        return [
            web.get("/mails", self._list),
            web.get(mail, self._one),
            web.get(f"{mail}/html", self._html),
            web.get(f"{mail}/source", self._source),
            web.get(rf"{mail}/attachments/{{place:\d+}}", self._attachment),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        """The newest first; with `since`, a version, once it is another one. `most` of them, and how many there are."""
        since, server, most = request.query.get("since"), self._server, request.query.get("most", "")
        await wait_while(request, server.bell, lambda: since == str(server.version) and not server.closed)
        newest = list(reversed(server.mails))[: int(most) if most.isdecimal() else None]
        answer = {"version": server.version, "count": len(server.mails), "mails": [_summary(mail) for mail in newest]}
        return web.json_response(answer)

    async def _one(self, request: web.Request) -> web.Response:
        mail = self._mail_of(request)
        headers = [(name, str(value)) for name, value in mail.message.items()]
        attachments = [
            {
                "file_name": file.file_name,
                "mime_type": file.mime_type,
                "file_size": len(file.content),
                "url": f"/mails/{mail.number}/attachments/{place}",
            }
            for place, file in enumerate(mail.attachments)
        ]
        content: JsonObject = {"headers": headers, "text": mail.text, "html": mail.html, "attachments": attachments}
        return web.json_response(_summary(mail) | content)

    async def _html(self, request: web.Request) -> web.Response:
        html = self._mail_of(request).html
        if html is None:
            raise RequestError(404, "this e-mail has no HTML part")
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": SEALED})

    async def _source(self, request: web.Request) -> web.Response:
        mail = self._mail_of(request)
        return file_response(mail.source, f"{mail.number}.eml", "message/rfc822")

    async def _attachment(self, request: web.Request) -> web.Response:
        files, place = self._mail_of(request).attachments, int(request.match_info["place"])
        if place >= len(files):
            raise RequestError(404, "there is no such attachment")
        return file_response(files[place].content, files[place].file_name, files[place].mime_type)

    def _mail_of(self, request: web.Request) -> ReceivedMail:
        number = int(request.match_info["number"])
        mail = next((mail for mail in self._server.mails if mail.number == number), None)
        if mail is None:
            raise RequestError(404, "there is no such e-mail, or no longer")
        return mail


def _summary(mail: ReceivedMail) -> JsonObject:
    return {
        "number": mail.number,
        "received_at": mail.received_at.isoformat(),
        "from": str(mail.message["from"] or mail.sender),
        "to": str(mail.message["to"] or ", ".join(mail.recipients)),
        "recipients": mail.recipients,
        "subject": str(mail.message["subject"] or ""),
        "has_html": mail.html is not None,
        "has_attachments": bool(mail.attachments),
    }
