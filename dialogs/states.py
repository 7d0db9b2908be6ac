"""The screens, by journey."""

from aiogram.fsm.state import State, StatesGroup


class Home(StatesGroup):
    """Where everyone arrives."""

    main = State()


class Planning(StatesGroup):
    """A week, to be read."""

    week = State()


class Booking(StatesGroup):
    """A week, to be booked or cancelled."""

    week = State()
    recap = State()
    sent = State()


class Absence(StatesGroup):
    """An absence, from the child to the confirmation."""

    child = State()
    days = State()
    reason = State()
    recap = State()
    sent = State()


class Requests(StatesGroup):
    """What the family has asked."""

    list = State()
    withdraw = State()


class Inbox(StatesGroup):
    """What the service has to decide."""

    groups = State()
    requests = State()
    approve = State()
    reason = State()
    refuse = State()
    done = State()


class Announcements(StatesGroup):
    """What the service announces: from the kind to the confirmation, and what became of it."""

    main = State()
    schools = State()
    modes = State()
    services = State()
    days = State()
    audience = State()
    words = State()
    recap = State()
    document = State()
    sent = State()
    one = State()
    unreached = State()
    reopen = State()
    bounced = State()


class Groups(StatesGroup):
    """The chats of teams."""

    list = State()
    role = State()
    place = State()
    code = State()
    one = State()


class Settings(StatesGroup):
    """How to be told, the language, and unlinking the chat."""

    main = State()
    language = State()
    stop = State()
