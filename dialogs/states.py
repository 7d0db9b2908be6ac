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


class Tools(StatesGroup):
    """What staff may have done at once, and what was done."""

    menu = State()
    operations = State()
    operation = State()


class Enrolment(StatesGroup):
    """One child, enrolled or no more."""

    search = State()
    pupil = State()


class Bulk(StatesGroup):
    """Many enrolled, booked or removed: from the question what to the result."""

    what = State()
    child = State()
    place = State()
    classes = State()
    services = State()
    weekdays = State()
    period = State()
    recap = State()
    skipped = State()
    done = State()


class Promotion(StatesGroup):
    """Classes moved up: where each goes, and who goes elsewhere."""

    place = State()
    plan = State()
    one = State()
    children = State()
    child = State()
    confirm = State()
    done = State()


class Attendance(StatesGroup):
    """Attendance, marked at the door."""

    sheet = State()
    choice = State()
    legend = State()
    child = State()
    unexpected = State()
    week = State()


class Reports(StatesGroup):
    """Lists and reports: which, of what, and that it is coming."""

    kinds = State()
    filters = State()
    period = State()
    school = State()
    classes = State()
    services = State()
    rate = State()
    recap = State()
    sent = State()


class Billing(StatesGroup):
    """What is billed, month by month."""

    months = State()
    month = State()
    close = State()
    reopen = State()


class Team(StatesGroup):
    """Who works here, what each looks after and may do, and how somebody comes in."""

    list = State()
    rights = State()
    one = State()
    name = State()
    role = State()
    places = State()
    email = State()
    chats = State()
    suspend = State()
    code = State()


class Audit(StatesGroup):
    """The journal: who did what, and when."""

    list = State()
    members = State()
    child = State()
    day = State()


class Settings(StatesGroup):
    """How to be told, the language, and unlinking the chat."""

    main = State()
    language = State()
    stop = State()


class Account(StatesGroup):
    """What the service has on file of the family, and corrections of it."""

    main = State()
    field = State()
    recap = State()


class FamilyRequests(StatesGroup):
    """What a guardian has asked about their file, and what came of it."""

    list = State()
    request = State()


class FamilyInbox(StatesGroup):
    """What families ask about their files, for the staff who decide."""

    list = State()
    request = State()
    refuse = State()
    erase = State()


class Children(StatesGroup):
    """A guardian's children, and the sheet of each."""

    list = State()
    sheet = State()
    pickups = State()
    person = State()
    add = State()
    relation = State()
    phone = State()
    recap = State()
    photo = State()


class Statement(StatesGroup):
    """Invoices, payments and balance."""

    main = State()
    payments = State()
    invoice = State()


class Yearly(StatesGroup):
    """Enrolment or cancellation for the rest of the school year, step by step."""

    child = State()
    kind = State()
    services = State()
    weekdays = State()
    first_day = State()
    comment = State()
    recap = State()
    sent = State()


class Contact(StatesGroup):
    """How the service is reached, and when."""

    main = State()


class Devices(StatesGroup):
    """The chats linked to a guardian."""

    main = State()
    chat = State()
    code = State()


class Privacy(StatesGroup):
    """What is kept of somebody, their own copy of it, and its erasure."""

    main = State()
    erasure = State()
