"""Reply markup: what Telegram demands of keyboards beyond their shape."""

from dataclasses import dataclass
from typing import Final

from simulator.errors import bad_request
from simulator.links import check_https, check_link
from simulator.shape import JsonObject

# Measured, not documented.
ROW_LIMIT: Final = 8
KEYBOARD_LIMIT: Final = 100
ACTIONS: Final = frozenset(
    (
        *("url", "callback_data", "web_app", "login_url", "copy_text", "callback_game", "pay", "disabled"),
        *("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"),
    )
)
STYLES: Final = ("danger", "success", "primary")

Rows = list[list[JsonObject]]


@dataclass(frozen=True)
class Markup:
    """A checked reply markup. At most one of the two is set; `removed` takes the reply keyboard away."""

    inline: Rows | None = None
    reply: Rows | None = None
    removed: bool = False
    force_reply: bool = False


def read_markup(reply_markup: JsonObject | None, *, in_group: bool = False) -> Markup:
    """The keyboard of a message; its shape is already checked. Raises BotApiError."""
    if reply_markup is None:
        return Markup()
    if "inline_keyboard" in reply_markup:
        return Markup(inline=_checked(reply_markup["inline_keyboard"], inline=True, in_group=in_group))
    if "keyboard" in reply_markup:
        return Markup(reply=_checked(reply_markup["keyboard"], inline=False, in_group=in_group))
    return Markup(removed="remove_keyboard" in reply_markup, force_reply="force_reply" in reply_markup)


def _checked(keyboard: Rows, *, inline: bool, in_group: bool) -> Rows | None:
    rows = [row for row in keyboard if row]
    if sum(map(len, rows)) > KEYBOARD_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        if not str(button["text"]).strip():
            raise bad_request(f"{'inline keyboard' if inline else 'keyboard'} button text must be non-empty")
        if button.get("style", STYLES[0]) not in STYLES:
            raise bad_request("BUTTON_STYLE_INVALID")
        if in_group and "web_app" in button:  # "Available only in private chats", as documented
            raise bad_request("BUTTON_TYPE_INVALID")
        (_check_inline_button if inline else _check_reply_button)(button)
    return rows or None


def _check_inline_button(button: JsonObject) -> None:
    actions = button.keys() & ACTIONS
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    match actions.pop():
        case "url":
            check_link("inline keyboard button URL", button["url"])
        case "web_app":
            check_https("inline keyboard button Web App URL", button["web_app"]["url"])
        case "login_url":
            raise bad_request("BOT_DOMAIN_INVALID")
        case "pay" | "callback_game":
            raise bad_request("BUTTON_TYPE_INVALID")


def _check_reply_button(button: JsonObject) -> None:
    if "web_app" in button:
        check_https("keyboard button Web App URL", button["web_app"]["url"])
