"""The real server's own words for calls that do not have the shape of the Bot API."""

from typing import Final

WRONG_UNION: Final = {
    "BotCommandScope": "Unsupported type specified",
    "MenuButton": "MenuButton has unsupported type",
}
# The real server says which object it was reading.
WHILE_READING: Final = {
    "InlineKeyboardButton": "Can't parse inline keyboard button: ",
    "KeyboardButton": "Can't parse keyboard button: ",
    "MessageEntity": "Can't parse MessageEntity: ",
    "BotCommand": "Can't parse BotCommand: ",
    "BotCommandScope": "Can't parse BotCommandScope: ",
    "MenuButton": "Can't parse menu button: ",
}
MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "action": "wrong parameter action in request",
}
TOO_SHORT: Final = {
    "callback_data": "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    "command": "command must be non-empty",
    "description": "command description must be non-empty",
}
WRONG_LENGTH: Final = {
    "callback_data": "BUTTON_DATA_INVALID",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "CopyTextButton.text": "BUTTON_COPY_TEXT_INVALID",
    "BotCommand.command": "BOT_COMMAND_INVALID",
    "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
    "setWebhook.secret_token": "secret token is too long",
}
UNREADABLE: Final = {
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "reply_parameters": "can't parse reply parameters JSON object",
    "commands": "can't parse commands JSON object",
    "scope": "can't parse BotCommandScope JSON object",
    "menu_button": "can't parse menu button JSON object",
}
