"""A local Telegram for tests and the demo: chats of people with one bot, alone and in groups, over HTTP.

It holds a bot to the Bot API (`bot-api.json`) and answers in the real server's words. Where it differs on purpose:

Stricter: unknown parameters and fields are refused, not ignored; types are not guessed beyond what a form needs; a
button has exactly one action; a text is measured in UTF-16 code units; a query lives for 15 seconds. In groups the bot
is in privacy mode: it sees what happens to the group, commands, and replies to its own messages.

Looser: a webhook may be any http or https address of this machine, and no other.

Left out, and refused by name: Markdown, rich, business, ephemeral and scheduled messages, topics, thumbnails, files by
URL, certificates, administrators of groups. Unserved methods are 404. A webhook gets one update at a time.
"""
