"""Files: kept whole in memory, photos measured from their own headers."""

import mimetypes
import re
import secrets
from typing import Final

from simulator.calls import UPLOAD_LIMIT, Upload
from simulator.errors import BotApiError, bad_request
from simulator.world import StoredFile, World

PHOTO_LIMIT: Final = 10 * 1024 * 1024
DOWNLOAD_LIMIT: Final = 20 * 1024 * 1024
LONGEST_SIDES: Final = 10_000  # width and height together
WIDEST: Final = 20  # the one to the other
PNG: Final = re.compile(rb"\x89PNG\r\n\x1a\n.{8}(.{4})(.{4})", re.DOTALL)
GIF: Final = re.compile(rb"GIF8[79]a(..)(..)", re.DOTALL)
# Marker, length, and what is height and width where the marker says that sizes follow.
JPEG_SEGMENT: Final = re.compile(rb"\xff(.)(..).(..)(..)", re.DOTALL)
JPEG_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def keep_document(world: World, upload: Upload) -> StoredFile:
    """Store a file as it is. Raises BotApiError when it is empty or too big."""
    return _keep(world, upload, "documents", (0, 0))


def keep_photo(world: World, upload: Upload) -> StoredFile:
    """Store a PNG, JPEG or GIF picture. Raises BotApiError when Telegram would not take it for a photo."""
    if len(upload.content) > PHOTO_LIMIT:
        size = len(upload.content)
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
    size_of_picture = picture_size(upload.content)
    if size_of_picture is None and upload.content:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size_of_picture or (1, 1)
    if width + height > LONGEST_SIDES or max(width, height) > WIDEST * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return _keep(world, upload, "photos", (width, height))


def stored_file(world: World, file_id: str, *, photo: bool) -> StoredFile:
    """A file sent before, to be sent again. Raises BotApiError, for a URL too: nothing is fetched from outside."""
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.files.get(file_id)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.is_photo != photo:
        kinds = ("Photo", "Document") if known.is_photo else ("Document", "Photo")
        raise bad_request(f"can't use file of type {kinds[0]} as {kinds[1]}")
    return known


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, read from the header of a PNG, GIF or JPEG, or None when it is none of them."""
    if match := PNG.match(content):
        return int.from_bytes(match[1]), int.from_bytes(match[2])
    if match := GIF.match(content):
        return int.from_bytes(match[1], "little"), int.from_bytes(match[2], "little")
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while match := JPEG_SEGMENT.match(content, at):
        if match[1][0] in JPEG_SIZES:
            return int.from_bytes(match[4]), int.from_bytes(match[3])
        at += 2 + int.from_bytes(match[2])
    return None


def _keep(world: World, upload: Upload, folder: str, size: tuple[int, int]) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMIT:
        raise BotApiError(413, "Request Entity Too Large")
    number = len(world.files)
    name = upload.file_name.replace("/", "_") or "file"
    extension = name.rpartition(".")[2] if "." in name else "bin"
    guessed = mimetypes.guess_type(name)[0] or upload.content_type
    unique = secrets.token_urlsafe(11)
    kept = StoredFile(
        f"BQAC{secrets.token_urlsafe(40)}",
        unique,
        f"{folder}/file_{number}.{extension}",
        name,
        guessed,
        upload.content,
        *size,
    )
    world.files[kept.file_id] = kept
    return kept
