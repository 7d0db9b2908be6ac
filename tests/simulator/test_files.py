"""Files: uploaded once, sent again by id, downloaded by both sides."""

import struct
import zlib

import aiohttp
import pytest

from simulator.calls import UPLOAD_LIMIT, Upload
from simulator.errors import BotApiError
from simulator.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, keep_document, keep_photo, picture_size
from simulator.person import Person
from simulator.server import Simulator
from tests.simulator.conftest import ALIX, TOKEN, RawBot


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def form(part: str, content: bytes, **fields: str) -> aiohttp.FormData:
    data = aiohttp.FormData({"chat_id": str(ALIX.id), **fields}, quote_fields=False)
    data.add_field(part, content, filename="Fiche d'été 🍎.txt", content_type="text/plain")
    return data


async def upload(http: aiohttp.ClientSession, bot: RawBot, method: str, data: aiohttp.FormData) -> dict[str, object]:
    async with http.post(f"{bot.url}/{method}", data=data) as response:
        body: dict[str, object] = await response.json()
        return body


async def test_a_document_is_sent_downloaded_and_sent_again(
    telegram: Simulator, bot: RawBot, http: aiohttp.ClientSession, alix: Person
) -> None:
    body = await upload(http, bot, "sendDocument", form("document", b"menu", caption="<b>Menu</b>", parse_mode="HTML"))
    assert body["ok"], body
    seen = await alix.last()
    assert (seen.text, seen.html) == ("Menu", "<b>Menu</b>")
    assert seen.document is not None
    assert seen.document["file_name"] == "Fiche d'été 🍎.txt"
    assert await alix.download(seen) == b"menu"

    file = await bot.result("getFile", file_id=seen.document["file_id"])
    async with http.get(f"{telegram.address}/file/bot{TOKEN}/{file['file_path']}") as response:
        assert await response.read() == b"menu"
    again = await bot.result("sendDocument", chat_id=ALIX.id, document=seen.document["file_id"])
    assert again["document"]["file_unique_id"] == file["file_unique_id"]
    assert await bot.refusal("sendPhoto", chat_id=ALIX.id, photo=seen.document["file_id"]) == (
        "Bad Request: can't use file of type Document as Photo"
    )


@pytest.mark.usefixtures("alix")
async def test_a_file_may_be_attached_under_any_part_name(bot: RawBot, http: aiohttp.ClientSession) -> None:
    assert (await upload(http, bot, "sendDocument", form("part", b"a", document="attach://part")))["ok"]


@pytest.mark.parametrize(
    ("method", "data", "words"),
    [
        ("sendDocument", form("document", b""), "file must be non-empty"),
        ("sendDocument", form("other", b"a", document="attach://missing"), "unknown parameter other"),
        ("sendDocument", form("surprise", b"a", document="x"), "unknown parameter surprise"),
        ("sendDocument", form("document", b"a", caption="x" * 1025), "message caption is too long"),
        ("sendMessage", form("document", b"a", text="a"), "unknown parameter document"),
        ("sendPhoto", form("photo", b"no picture"), "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", form("photo", png(1, 21)), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
@pytest.mark.usefixtures("alix")
async def test_a_wrong_upload_is_refused(
    bot: RawBot, http: aiohttp.ClientSession, method: str, data: aiohttp.FormData, words: str
) -> None:
    assert (await upload(http, bot, method, data))["description"] == f"Bad Request: {words}"


async def test_a_missing_attachment_is_refused(bot: RawBot, alix: Person) -> None:
    refusal = await bot.refusal("sendDocument", chat_id=alix.id, document="attach://part")
    assert refusal == "Bad Request: there is no file in the request for part"


async def test_a_photo_has_its_size(bot: RawBot, http: aiohttp.ClientSession, alix: Person) -> None:
    body = await upload(http, bot, "sendPhoto", form("photo", png(4, 3), has_spoiler="true"))
    assert body["ok"], body
    seen = await alix.last()
    assert seen.photo is not None
    assert (seen.photo["width"], seen.photo["height"]) == (4, 3)
    assert await alix.download(seen) == png(4, 3)


async def test_a_caption_is_edited_and_a_text_is_not(bot: RawBot, http: aiohttp.ClientSession, alix: Person) -> None:
    await upload(http, bot, "sendDocument", form("document", b"a"))
    at = {"chat_id": ALIX.id, "message_id": (await alix.last()).message_id}
    assert (
        await bot.refusal("editMessageText", **at, text="a") == "Bad Request: there is no text in the message to edit"
    )
    assert (await bot.result("editMessageCaption", **at, caption="b"))["caption"] == "b"
    text = await bot.result("sendMessage", chat_id=ALIX.id, text="a")
    refusal = await bot.refusal("editMessageCaption", chat_id=ALIX.id, message_id=text["message_id"], caption="b")
    assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_a_person_sends_a_document_or_a_photo(bot: RawBot, alix: Person) -> None:
    await alix.send_file("liste.csv", b"a;b", "text/csv", "voici")
    await alix.send_file("photo.png", png(2, 2), "image/png")
    _, document, photo = [update["message"] for update in await bot.result("getUpdates")]
    assert (document["document"]["file_name"], document["caption"]) == ("liste.csv", "voici")
    assert photo["photo"][0]["width"] == 2


async def test_a_body_too_large_for_telegram_is_refused(
    bot: RawBot, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.calls.BODY_LIMIT", 1000)
    assert await upload(http, bot, "sendDocument", form("document", bytes(1000))) == {
        "ok": False,
        "error_code": 413,
        "description": "Request Entity Too Large",
    }


async def test_each_kind_of_file_has_its_limit(telegram: Simulator, bot: RawBot) -> None:
    with pytest.raises(BotApiError, match="Request Entity Too Large"):
        keep_document(telegram.world, Upload("a.bin", "application/x-bin", bytes(UPLOAD_LIMIT + 1)))
    with pytest.raises(BotApiError, match=f"the maximum size is {PHOTO_LIMIT} bytes"):
        keep_photo(telegram.world, Upload("a.png", "image/png", bytes(PHOTO_LIMIT + 1)))
    kept = keep_document(telegram.world, Upload("a.bin", "application/x-bin", bytes(DOWNLOAD_LIMIT + 1)))
    assert await bot.refusal("getFile", file_id=kept.file_id) == "Bad Request: file is too big"


async def test_nobody_else_reads_a_persons_files(
    telegram: Simulator, http: aiohttp.ClientSession, alix: Person, nina: Person
) -> None:
    await alix.send_file("liste.csv", b"a;b", "text/csv")
    file = (await alix.chat())[-1].document
    assert file is not None
    async with http.get(telegram.address + file["url"].replace("/people/11/", f"/people/{nina.id}/")) as response:
        assert response.status == 404
    async with http.get(f"{telegram.address}/file/bot4242:other/documents/file_0.csv") as response:
        assert response.status == 401
    async with http.get(f"{telegram.address}/file/bot{TOKEN}/documents/none") as response:
        assert response.status == 404


def test_picture_sizes_are_read_from_the_header() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x07\x00\x05\x03"
    assert picture_size(png(4, 3)) == (4, 3)
    assert picture_size(b"GIF89a\x04\x00\x03\x00") == (4, 3)
    assert picture_size(jpeg) == (5, 7)
    assert picture_size(b"%PDF-1.7") is None
    assert picture_size(b"\xff\xd8\xff\xe0\x00\x04ab") is None
