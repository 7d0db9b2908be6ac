"""A file as somebody sent it, made the photo that is kept: small, upright, and saying nothing of where it was taken."""

import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image, ImageOps

from core.model.children import LARGEST_PHOTO, LONGEST_SIDE, PhotoProblem, PhotoRefusedError, Portrait

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
"""Of what is sent: a telephone's photo has 12 to 50 million."""
_MOST_UNPACKED = 20_000_000
"""Of what is unpacked, at four bytes each and twice over where it is transparent; a JPEG is unpacked small."""
_SLENDEREST = 20
"""The longer side to the shorter (Bot API, sendPhoto)."""
_QUALITY = 85
_WHITE = (255, 255, 255)
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error)
"""What Pillow raises for files that are damaged, or of no format it is asked for."""

# Pillow only warns of a picture that unpacks to gigabytes, unless it is of twice as many.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def portrait_of(content: bytes) -> Portrait:
    """The photo that is kept of a file. Takes up to a second: not for a transaction, nor the event loop.

    Raises ``PhotoRefusedError``.
    """
    if len(content) > LARGEST_PHOTO:
        raise PhotoRefusedError(PhotoProblem.TOO_BIG)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            return Portrait(_jpeg_of(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefusedError(PhotoProblem.TOO_BIG) from None
    except _DAMAGED as error:
        raise PhotoRefusedError(PhotoProblem.NOT_A_PHOTO) from error


def _jpeg_of(image: Image.Image) -> bytes:
    is_held_whole = "progressive" in image.info  # a JPEG that is refined pass by pass, however small it is drawn
    if image.width * image.height > (_MOST_UNPACKED if is_held_whole else _MOST_PIXELS):
        raise PhotoRefusedError(PhotoProblem.TOO_BIG)
    if max(image.size) > _SLENDEREST * min(image.size):
        raise PhotoRefusedError(PhotoProblem.NOT_A_PHOTO)
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than that takes
    if image.width * image.height > _MOST_UNPACKED:
        raise PhotoRefusedError(PhotoProblem.TOO_BIG)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: every step after it makes a copy
    upright = _opaque(ImageOps.exif_transpose(image))
    upright.info.clear()  # comments, places and profiles, which would be written again
    written = BytesIO()
    upright.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    """In plain colours, what is transparent on white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    paper = Image.new("RGB", layered.size, _WHITE)
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper
