"""Groups, in the simulator's own HTTP API. Whoever acts in one is named: `person`, a member's id."""

from aiohttp import web

from simulator import gathering, playing
from simulator.exchange import RequestError, read_body, read_upload, replied_to, wait_while
from simulator.showing import file_in, shown_chat, shown_group
from simulator.world import Group, User, World


class Groups:
    """Handlers of the groups' API."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        group = r"/groups/{id:-\d+}"
        return [
            web.post("/groups", self._create),
            web.get(f"{group}/chat", self._chat),
            web.post(f"{group}/text", self._text),
            web.post(f"{group}/press", self._press),
            web.post(f"{group}/document", self._document),
            web.get(f"{group}/files/{{unique}}", self._file),
            web.post(f"{group}/bot", self._let_bot),
            web.post(f"{group}/upgrade", self._upgrade),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        document = await read_body(request, title=str, members=list)
        members = [self._person(member).id for member in document["members"]]
        group = gathering.create_group(self._world, document["title"], members, with_bot=document.get("bot") is True)
        return web.json_response(shown_group(group), status=201)

    async def _chat(self, request: web.Request) -> web.Response:
        group, since = self._group_of(request), request.query.get("since")
        await wait_while(request, group.bell, lambda: since == str(group.version) and not self._world.updates.closed)
        language = group.members[0].language_code
        return web.json_response(shown_chat(self._world, group, language) | shown_group(group))

    async def _text(self, request: web.Request) -> web.Response:
        document, group = await read_body(request, person=int, text=str), self._group_of(request)
        author = self._person(document["person"])
        message = playing.say(self._world, group, document["text"], author=author, reply_to=replied_to(document))
        return web.json_response({"message_id": message.message_id})

    async def _press(self, request: web.Request) -> web.Response:
        document, group = await read_body(request, person=int, message_id=int, data=str), self._group_of(request)
        author = self._person(document["person"])
        query = playing.press(self._world, group, document["message_id"], document["data"], author=author)
        return web.json_response({"callback_query_id": query.id})

    async def _document(self, request: web.Request) -> web.Response:
        group = self._group_of(request)
        file, fields = await read_upload(request)
        if not str(fields.get("person", "")).isdecimal():
            raise RequestError(400, '"person" must be given, as int')
        author = self._person(int(fields["person"]))
        message = playing.send_file(self._world, group, file, fields.get("caption", ""), author=author)
        return web.json_response({"message_id": message.message_id})

    async def _file(self, request: web.Request) -> web.Response:
        return file_in(self._group_of(request), request.match_info["unique"])

    async def _let_bot(self, request: web.Request) -> web.Response:
        """Let the bot in, `member` true, or out."""
        document, group = await read_body(request, person=int, member=bool), self._group_of(request)
        let = gathering.add_bot if document["member"] else gathering.remove_bot
        let(self._world, group, self._person(document["person"]))
        return web.json_response(shown_group(group))

    async def _upgrade(self, request: web.Request) -> web.Response:
        """Make a supergroup of a group: the new group."""
        document, group = await read_body(request, person=int), self._group_of(request)
        return web.json_response(shown_group(gathering.upgrade(self._world, group, self._person(document["person"]))))

    def _group_of(self, request: web.Request) -> Group:
        group = self._world.groups.get(int(request.match_info["id"]))
        if group is None:
            raise RequestError(404, "there is no such group")
        return group

    def _person(self, person: object) -> User:
        if not isinstance(person, int) or person not in self._world.chats:
            raise RequestError(404, "there is no such person")
        return self._world.chats[person].user
