"""The Bot API methods served, by name. Each takes the world and a checked call and returns its result."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from simulator.calls import Call
from simulator.methods import editing, intake, presentation, sending
from simulator.world import World

Method = Callable[[World, Call], Awaitable[object]]

METHODS: Final[Mapping[str, Method]] = {
    "getMe": presentation.get_me,
    "getChat": presentation.get_chat,
    "getUpdates": intake.get_updates,
    "setWebhook": intake.set_webhook,
    "deleteWebhook": intake.delete_webhook,
    "getWebhookInfo": intake.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "answerCallbackQuery": sending.answer_callback_query,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMyCommands": presentation.set_my_commands,
    "getMyCommands": presentation.get_my_commands,
    "deleteMyCommands": presentation.delete_my_commands,
    "setChatMenuButton": presentation.set_chat_menu_button,
    "getChatMenuButton": presentation.get_chat_menu_button,
    "setMyName": presentation.set_my_name,
    "getMyName": presentation.get_my_name,
    "setMyDescription": presentation.set_my_description,
    "getMyDescription": presentation.get_my_description,
    "setMyShortDescription": presentation.set_my_short_description,
    "getMyShortDescription": presentation.get_my_short_description,
}
