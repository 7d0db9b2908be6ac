"""What a person sent, fetched from Telegram."""

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import Document, PhotoSize
from aiohttp import ClientError


async def downloaded(bot: Bot, file: Document | PhotoSize) -> bytes | None:
    """The bytes of a file; ``None`` where Telegram does not give them."""
    try:
        fetched = await bot.download(file)
    except (TelegramAPIError, ClientDecodeError, ClientError, TimeoutError):
        return None
    return fetched.read() if fetched else None
