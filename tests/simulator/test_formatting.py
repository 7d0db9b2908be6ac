"""Texts: trimmed, measured after parsing, and searched for what Telegram finds by itself."""

import pytest

from simulator.drawing import draw
from simulator.errors import BotApiError
from simulator.formatting import formatted_caption, formatted_text, plain


def refusal(text: str, parse_mode: str | None = None, *entities: dict[str, object]) -> str:
    with pytest.raises(BotApiError) as refused:
        formatted_text(text, parse_mode, list(entities))
    return refused.value.description


def test_a_text_is_trimmed_and_its_entities_moved() -> None:
    formatted = formatted_text(" \n oui <b>non \n</b>\n", "html", None)
    assert formatted.text == "oui non"
    assert formatted.entities == [{"type": "bold", "offset": 4, "length": 3}]


def test_blanks_inside_a_leading_entity_stay() -> None:
    assert formatted_text("  <u> x</u>", "HTML", None).text == " x"


def test_a_text_of_blanks_is_empty() -> None:
    assert refusal("") == "Bad Request: message text is empty"
    assert refusal(" \n ") == "Bad Request: text must be non-empty"
    assert refusal("<b> </b>", "HTML") == "Bad Request: text must be non-empty"


def test_the_length_counts_once_entities_are_parsed() -> None:
    assert len(formatted_text(f"<b>{'x' * 4096}</b>", "HTML", None).text) == 4096
    assert refusal("x" * 4097) == "Bad Request: message is too long"


def test_an_emoji_counts_twice() -> None:
    assert formatted_text("🍎" * 2048, None, None)
    assert refusal("🍎" * 2049) == "Bad Request: message is too long"


def test_a_caption_may_be_empty_and_has_1024_characters() -> None:
    assert formatted_caption("", None, None).text == ""
    assert formatted_caption("x" * 1024, None, None)
    with pytest.raises(BotApiError, match="message caption is too long"):
        formatted_caption("x" * 1025, None, None)


def test_parse_modes() -> None:
    assert refusal("x", "Markdown") == "Bad Request: parse_mode Markdown is not served by the simulator"
    assert refusal("x", "BBCode") == "Bad Request: unsupported parse_mode"


def test_nothing_else_is_marked_inside_code() -> None:
    assert [e["type"] for e in formatted_text("<code><b>x</b> /start</code>", "HTML", None).entities] == ["code"]


def test_telegram_finds_commands_links_mentions_and_hashtags() -> None:
    formatted = plain("🍎 /start@cantine_bot https://a.example/x?y. a.b@c.example @cantine_bot #Menu")
    found = [(e["type"], e["offset"], e["length"]) for e in formatted.entities]
    assert found == [
        ("bot_command", 3, 18),
        ("url", 22, 21),
        ("email", 45, 13),
        ("mention", 59, 12),
        ("hashtag", 72, 5),
    ]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "loud"}, "can't parse MessageEntity: Unsupported type specified"),
        ({"offset": -1}, "receive an entity with incorrect offset -1"),
        ({"offset": 100}, "entity begins after the end of the text at UTF-16 offset 100"),
        (
            {"length": 100},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        ({"offset": 1}, "entity beginning at UTF-16 offset 1 begins or ends in a middle of a UTF-16 symbol"),
        ({"type": "text_link"}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"type": "text_link", "url": "nowhere"}, "entity URL 'nowhere' is invalid: Wrong HTTP URL"),
        ({"type": "text_link", "url": ""}, "entity URL '' is invalid: URL host is empty"),
    ],
)
def test_entities_given_by_the_bot_must_fit_the_text(entity: dict[str, object], words: str) -> None:
    assert refusal("🍎 pomme", None, {"type": "bold", "offset": 0, "length": 2} | entity) == f"Bad Request: {words}"


def test_entities_given_by_the_bot_are_kept() -> None:
    given = {"type": "italic", "offset": 3, "length": 5}
    assert formatted_text("🍎 pomme", None, [given]).entities == [given]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Zoé &lt;b&gt; d'Arvor", "Zoé &lt;b&gt; d&#x27;Arvor"),
        ("<b>🍎 <i>a</i></b>\nb", "<b>🍎 <i>a</i></b>\nb"),
        ('<a href="https://a.example/?x=1&amp;y=&quot;">m</a>', '<a href="https://a.example/?x=1&amp;y=&quot;">m</a>'),
        ("voir https://a.example", 'voir <a href="https://a.example/">https://a.example</a>'),
        ("<tg-spoiler>s</tg-spoiler>", "<tg-spoiler>s</tg-spoiler>"),
        ("<blockquote expandable>q</blockquote>", "<blockquote>q</blockquote>"),
        ("@cantine_bot /start", "@cantine_bot /start"),
    ],
)
def test_a_text_is_drawn_as_safe_html(source: str, html: str) -> None:
    assert draw(formatted_text(source, "HTML", None)) == html


def test_entities_that_cross_are_drawn_as_nested_tags() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert draw(formatted_text("abc", None, crossing)) == "<b>a<i>b</i></b><i>c</i>"
