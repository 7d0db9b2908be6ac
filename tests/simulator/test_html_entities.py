"""Telegram's HTML: what it means, and the server's words for what is wrong. After TDLib's parser."""

import pytest

from simulator.errors import BotApiError
from simulator.html_entities import parse_html


def spans(source: str) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in parse_html(source)[1]]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("EM", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
    ],
)
def test_every_tag_has_its_entity(tag: str, kind: str) -> None:
    assert parse_html(f"a <{tag}>mot</{tag}>") == ("a mot", [{"type": kind, "offset": 2, "length": 3}])


def test_offsets_are_in_utf16_code_units() -> None:
    assert spans("😀é<b>🍎x</b>") == [("bold", 3, 3)]


def test_nested_tags_come_widest_first() -> None:
    assert spans("<i>a<b>b</b></i>") == [("italic", 0, 2), ("bold", 1, 1)]
    assert spans("<i><b>ab</b></i>") == [("bold", 0, 2), ("italic", 0, 2)]


def test_an_empty_tag_leaves_no_entity() -> None:
    assert parse_html("x<b></b>") == ("x", [])


def test_an_empty_end_tag_closes_the_last_one() -> None:
    assert spans("<b>x</>") == [("bold", 0, 1)]


def test_a_spoiler_may_be_a_span() -> None:
    assert spans('<span class="tg-spoiler">x</span>') == [("spoiler", 0, 1)]


def test_a_blockquote_may_be_expandable() -> None:
    assert spans("<blockquote expandable>x</blockquote>") == [("expandable_blockquote", 0, 1)]


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ('<a href="https://ecole.example">x</a>', "https://ecole.example/"),
        ("<a href='ecole.example/menu?a=1&amp;b=2'>x</a>", "http://ecole.example/menu?a=1&b=2"),
        ("<a>ecole.example</a>", "http://ecole.example/"),
        ('<a href="tg://resolve?domain=cantine_bot">x</a>', "tg://resolve?domain=cantine_bot"),
    ],
)
def test_a_link_is_kept_in_its_normal_form(source: str, url: str) -> None:
    assert [entity["url"] for entity in parse_html(source)[1]] == [url]


def test_a_wrong_link_is_forgotten_and_its_text_kept() -> None:
    assert parse_html('<a href="ftp://ecole.example">menu</a>') == ("menu", [])


def test_a_mention_of_a_person_without_a_username() -> None:
    assert parse_html('<a href="tg://user?id=11">Alix</a>')[1][0]["user"] == {"id": 11}


@pytest.mark.parametrize(
    "source",
    [
        '<pre><code class="language-python">x</code></pre>',
        '<code class="language-python"><pre>x</pre></code>',
    ],
)
def test_code_in_pre_has_a_language(source: str) -> None:
    assert parse_html(source)[1] == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_code_alone_has_no_language() -> None:
    assert parse_html('<code class="language-python">x</code>')[1] == [{"type": "code", "offset": 0, "length": 1}]


def test_a_custom_emoji_and_a_time_keep_their_values() -> None:
    source = '<tg-emoji emoji-id="53">🍎</tg-emoji><tg-time unix="1764000000" format="wDT">mardi</tg-time>'
    assert parse_html(source)[1] == [
        {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "53"},
        {"type": "date_time", "offset": 2, "length": 5, "unix_time": 1764000000, "date_time_format": "wDT"},
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#233;&#xE9;", "éé"),
        ("&lt", "<"),
        ("&nbsp;&apos;&eacute;", "&nbsp;&apos;&eacute;"),
        ("&lte;", "&lte;"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
        ("&#0; &#x110000;", "&#0; &#x110000;"),
    ],
)
def test_only_four_named_references_are_known(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>🍎</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ('<tg-emoji emoji-id="x">🍎</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<tg-time>mardi</tg-time>", "Invalid Unix time specified"),
        (
            "&#xD83C;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code "
            "units",
        ),
    ],
)
def test_what_cannot_be_parsed_is_refused_in_the_servers_words(source: str, words: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"
