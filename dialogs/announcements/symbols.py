"""What announcements look like in lists and on buttons, and the words that may be picked for them."""

from core.model.notices import AnnouncementKind, StrikeMode

KINDS = {
    AnnouncementKind.CLOSURE: "🚫",
    AnnouncementKind.STRIKE: "✊",
    AnnouncementKind.GENERAL: "📣",
    AnnouncementKind.REOPENING: "🔓",
}
MODES = {
    StrikeMode.NORMAL: "✅",
    StrikeMode.PICNIC: "🥪",
    StrikeMode.MINIMUM: "🧑‍🏫",
    StrikeMode.CLOSED: "🚫",
}

TEMPLATES = {
    AnnouncementKind.CLOSURE: ("kitchen", "weather", "works"),
    AnnouncementKind.STRIKE: ("national", "service"),
    AnnouncementKind.GENERAL: ("menu", "meeting", "form"),
}
"""Names: ``announce-template-<name>`` are the words, ``announce-template-<name>-title`` is what a button shows."""
