"""The photo of a child: what is kept of a file, and who sees it."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.db import tables as t
from core.model.children import LARGEST_PHOTO, LONGEST_SIDE, PhotoProblem, PhotoRefusedError
from core.model.errors import NotAuthorisedError
from core.organisation import Organisation
from core.usecases.photos import keep_photo, read_photo, remove_photo
from core.usecases.portraits import portrait_of
from tests.builders import build
from tests.clock import NOW
from tests.core.usecases.children_on_file import picture, two_homes
from tests.core.usecases.steps import rows
from tests.dialogs.conftest import ON_SQLITE

_ORIENTATION, _PLACE = 0x0112, 0x8825
_TURNED_RIGHT = 6


def _told() -> Image.Exif:
    """Held upright, and taken somewhere."""
    exif = Image.Exif()
    exif[_ORIENTATION] = _TURNED_RIGHT
    exif.get_ifd(_PLACE)[1] = "N"
    return exif


def kept(content: bytes) -> Image.Image:
    return Image.open(BytesIO(portrait_of(content).jpeg))


def problem(content: bytes) -> PhotoProblem:
    with pytest.raises(PhotoRefusedError) as refused:
        portrait_of(content)
    return refused.value.problem


@pytest.mark.parametrize(
    ("content", "size"),
    [
        pytest.param(picture(1600, 1200), (800, 600), id="large"),
        pytest.param(picture(6000, 4500, quality=1), (800, 600), id="larger than is unpacked"),
        pytest.param(picture(300, 500, "PNG"), (300, 500), id="small"),
        pytest.param(picture(900, 1800, "WEBP"), (400, 800), id="webp"),
        pytest.param(picture(1600, 1200, exif=_told()), (600, 800), id="held upright"),
        pytest.param(picture(500, 500, mode="CMYK"), (500, 500), id="for print"),
        pytest.param(picture(500, 500, "PNG", mode="P"), (500, 500), id="few colours"),
    ],
)
def test_a_photo_is_kept_upright_and_small(content: bytes, size: tuple[int, int]) -> None:
    with kept(content) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", size)
        assert max(image.size) <= LONGEST_SIDE


def test_nothing_is_kept_of_where_it_was_taken() -> None:
    content = picture(exif=_told(), comment=b"at home", dpi=(300, 300), icc_profile=b"made by")
    with kept(content) as image:
        assert not image.getexif()
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"at home" not in portrait_of(content).jpeg


def test_what_is_transparent_is_white() -> None:
    clear = BytesIO()
    Image.new("RGBA", (10, 10), (200, 0, 0, 0)).save(clear, "PNG")
    with kept(clear.getvalue()) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Bonjour", id="text"),
        pytest.param(b"\x00\x00\x00\x18ftypheic" + bytes(40), id="heic"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42" + bytes(40), id="video"),
        pytest.param(picture()[:2000], id="a JPEG cut in the middle"),
        pytest.param(picture(kind="PNG")[:200], id="a PNG cut in the middle"),
        pytest.param(picture(kind="GIF"), id="gif"),
        pytest.param(picture(2100, 100), id="a strip, which no chat shows"),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    assert problem(content) is PhotoProblem.NOT_A_PHOTO


def _bomb(side: int) -> bytes:
    """A PNG that says it is so large; unpacked nobody has room for it."""
    small = picture(10, 10, "PNG")
    header = b"IHDR" + side.to_bytes(4) * 2 + small[24:29]
    return small[:12] + header + zlib.crc32(header).to_bytes(4) + small[33:]


@pytest.mark.parametrize("side", [5_000, 7_500, 10_000, 60_000])
def test_what_unpacks_to_gigabytes_is_refused_unread(side: int) -> None:
    assert problem(_bomb(side)) is PhotoProblem.TOO_BIG


def test_a_jpeg_that_is_refined_pass_by_pass_takes_as_much_as_it_has_pixels() -> None:
    assert problem(picture(4600, 4400, mode="L", quality=1, progressive=True)) is PhotoProblem.TOO_BIG
    assert kept(picture(1600, 1200, progressive=True)).size == (800, 600)


def test_what_is_too_many_bytes_is_refused() -> None:
    assert problem(picture(10, 10) + bytes(LARGEST_PHOTO)) is PhotoProblem.TOO_BIG


@ON_SQLITE
async def test_the_guardians_of_a_child_share_its_photo(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    lou = one.children["Lou"]
    first, second = (portrait_of(picture(side, side)) for side in (20, 30))
    for portrait in (first, first, second):
        await organisation.write(keep_photo, one.actor("Anne"), lou, portrait, NOW)
    assert await organisation.read(read_photo, other.actor("Jo"), lou, NOW) == second.jpeg
    removed = [await organisation.write(remove_photo, other.actor("Jo"), lou, NOW) for _ in range(2)]
    assert removed == [True, False]
    assert await organisation.read(read_photo, one.actor("Anne"), lou, NOW) is None
    audited = [(row.action, row.guardian_id, row.facts["wanted"]) for row in await rows(organisation, t.audit_events)]
    anne, jo = one.guardians["Anne"], other.guardians["Jo"]
    assert audited == [("photo", anne, True), ("photo", anne, True), ("photo", jo, False)]


@ON_SQLITE
async def test_the_photo_of_another_child_is_neither_seen_nor_touched(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    mia, portrait = other.children["Mia"], portrait_of(picture(20, 20))
    await organisation.write(keep_photo, other.actor("Jo"), mia, portrait, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_photo, one.actor(), mia, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(keep_photo, one.actor(), mia, portrait_of(picture(30, 30)), NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(remove_photo, one.actor(), mia, NOW)
    assert await organisation.read(read_photo, other.actor("Jo"), mia, NOW) == portrait.jpeg
