# What the service announces, and the groups of teams.

button-announcements = 📣 Announcements
button-groups = 👥 Groups
button-bounced = ✉️ Refused addresses ({ $bounced })
button-go-on = Continue ➡️
button-document = 📎 Attach a document
button-no-document = 🗑 No document
button-sample = 👁 See the message
button-announce = ✅ Send
button-report = 📊 Progress
button-announce-more = 📣 More announcements
button-unreached = ☎️ Not reached ({ $unreached })
button-reopen = 🔓 Reopen
button-reopen-confirm = 🔓 Yes, reopen
button-refresh = 🔄 Refresh
button-link-group = ➕ Link a group
button-groups-seen = 👥 Groups
button-unlink-group = 🔌 Unlink this group

announce-title = 📣 <b>Announcements</b>
announce-last = The latest:
announce-none = No announcement yet.
announce-line = ▸ { $name }
announce-line-reopened = ▸ { $name } (reopened)
announce-new-closure = Closure
announce-new-strike = Strike
announce-new-general = Information
announce-kind-closure = 🚫 <b>Closure</b>
announce-kind-strike = ✊ <b>Strike</b>
announce-kind-general = 📣 <b>Information</b>
announce-kind-reopening = 🔓 <b>Reopening</b>

announce-which-schools = Which schools?
announce-all-schools = All schools
announce-which-modes = What does each school do on that day? Press a symbol.
announce-mode-normal = a normal day
announce-mode-picnic = picnic brought by families
announce-mode-minimum = minimum service
announce-mode-closed = closed
announce-mode-line = ▸ { $school }: { $mode }
announce-which-services = Which services?
announce-one-service = At least one service is needed.
announce-which-days =
    Which days? Press the first, then the last if there are several.

    Or write them: <code>12/01</code> or <code>12/01-14/01</code> (day/month).
announce-no-days = No date
announce-days-unread = 🤔 I cannot read these days. Write for example <code>12/01</code>, or <code>12/01-14/01</code> (day/month).
announce-whom = For whom?
announce-enrolled = All enrolled
announce-booked = Booked on these days
announce-all-classes = All classes
announce-words = Write the message, or pick a template to complete.
announce-words-or-none = A word for the families? Write it, pick a template, or go on without: days, schools and cancelled meals are told anyway.
announce-words-chosen = The text so far (press it to copy it, then send it back corrected):
announce-copied = <code>{ $line }</code>
announce-no-words = No text
announce-write = Text is needed; a document is attached at the end.
announce-too-long = ✂️ This text has { $count } characters; { $most } at most. Shorten it and send it again.
announce-document = Send here the PDF or photo to attach, 5 MB at most.
announce-document-kept = 📎 { $name }
announce-document-awaited = 📎 I am waiting for a PDF or a photo.
announce-document-too-big = ⚠️ This file is too big: { $megabytes } MB at most.
announce-document-unknown = ⚠️ This file cannot be attached: send a PDF, or a photo (JPEG or PNG).
announce-document-lost = ⚠️ Telegram did not hand this file over. Send it again.
announce-document-name = document

announce-no-school = Choose at least one school.
announce-no-school-known = No school is in your care: ask the office.
announce-no-school-mode = First say what each school does.
announce-no-day = First choose the days.
announce-days-reversed = The last day comes before the first.
announce-past-day = These days are over.
announce-too-long-span = Too long: { $days } days at most.
announce-fill-in = First fill in the dots: copy the text, correct it and send it back.
announce-no-text = First write the message.
announce-text-too-long = The text is too long: { $text } characters at most.
announce-nobody = Nobody would get this message: widen it to other schools, classes, services or days.

announce-recap-school = ▸ { $name }
announce-recap-services = Services: { $services }
announce-recap-days = Days: <b>{ $days }</b>
announce-recap-classes = Classes: { $names }
announce-recap-booked = Only children booked on these days
announce-recap-document = 📎 { $name }
announce-said = <i>{ $line }</i>
announce-to-families = { $families ->
    [one] 👪 <b>{ $families } family</b>, { $guardians } { $guardians ->
        [one] guardian
       *[other] guardians
    }
   *[other] 👪 <b>{ $families } families</b>, { $guardians } guardians
}
announce-ways = 💬 { $chats } by chat · ✉️ { $emails } by e-mail · ☎️ { $nowhere } to be reached otherwise
announce-to-staff = { $count ->
    [one] 🧑‍🍳 { $count } colleague
   *[other] 🧑‍🍳 { $count } colleagues
}
announce-cancels = { $count ->
    [one] 🍽 { $count } booking will be cancelled, unbilled
   *[other] 🍽 { $count } bookings will be cancelled, unbilled
}
announce-answers = { $count ->
    [one] 🚧 { $count } pending request will be refused
   *[other] 🚧 { $count } pending requests will be refused
}
announce-urgent = 🔴 Urgent: goes first, even at night
announce-not-urgent = ⚪ Not urgent: waits for the end of quiet hours
announce-asks-reading = ☑️ Ask for “I have read it”
announce-no-reading = ⬜ Ask for “I have read it”
announce-sample-comes = The sample comes to this chat.
announce-sent =
    { $families ->
        [one] ✅ <b>Announced</b> to { $families } family ({ $guardians } { $guardians ->
            [one] guardian
           *[other] guardians
        }).
       *[other] ✅ <b>Announced</b> to { $families } families ({ $guardians } guardians).
    }

    Progress follows in this chat.

announce-template-kitchen-title = Kitchen breakdown
announce-template-kitchen = A breakdown in the kitchen keeps us from serving meals. Thank you for your understanding.
announce-template-weather-title = Bad weather
announce-template-weather = Because of the weather we cannot look after your children safely. Thank you for your understanding.
announce-template-works-title = Building works
announce-template-works = Building works force us to close. Thank you for your understanding.
announce-template-national-title = National strike
announce-template-national = A national strike affects our services. Thank you for your understanding.
announce-template-service-title = Staff on strike
announce-template-service = Some of our staff are on strike. Thank you for your understanding.
announce-template-menu-title = Change of menu
announce-template-menu = The menu changes: …
announce-template-meeting-title = Meeting
announce-template-meeting = You are invited to a meeting on … at …, in … .
announce-template-form-title = Papers to return
announce-template-form = Please return … to us before … .

announce-made = Announced { $at }
announce-is-reopened = 🔓 Reopened since
announce-going = 📤 <b>Going out</b>: { $count ->
    [one] { $count } recipient
   *[other] { $count } recipients
}
announce-report = 📊 <b>Sent</b>: { $count ->
    [one] { $count } recipient
   *[other] { $count } recipients
}
announce-delivered = { $count ->
    [0] ✅ none reached
    [one] ✅ { $count } reached
   *[other] ✅ { $count } reached
}
announce-by-email = ✉️ of whom { $count } by e-mail
announce-failed = { $count ->
    [one] ☎️ { $count } not reached
   *[other] ☎️ { $count } not reached
}
announce-waiting = ⏳ { $count } waiting
announce-unknown = { $count ->
    [one] ❔ { $count } uncertain
   *[other] ❔ { $count } uncertain
}
announce-reads = { $count ->
    [one] 👁 { $count } “I have read it”
   *[other] 👁 { $count } “I have read it”
}
announce-left = { $minutes ->
    [one] ⏱ about { $minutes } more minute
   *[other] ⏱ about { $minutes } more minutes
}
announce-unreached = { $count ->
    [0] ☎️ Everyone was reached.
    [one] ☎️ <b>{ $count } person not reached</b>
   *[other] ☎️ <b>{ $count } people not reached</b>
}
announce-bounced = { $count ->
    [0] ✉️ No refused address.
    [one] ✉️ <b>{ $count } refused e-mail address</b>
   *[other] ✉️ <b>{ $count } refused e-mail addresses</b>
}
announce-person = ▸ { $name } ({ $family }): { $how }
announce-reopen = 🔓 <b>Reopen?</b>
announce-restores = { $count ->
    [0] 🍽 No booking to restore
    [one] 🍽 { $count } booking restored
   *[other] 🍽 { $count } bookings restored
}
announce-pending-again = { $count ->
    [one] 🚧 { $count } request pending again
   *[other] 🚧 { $count } requests pending again
}
announce-lost = { $count ->
    [one] ⚠️ { $count } cannot be: place taken, closed otherwise, or child gone
   *[other] ⚠️ { $count } cannot be: place taken, closed otherwise, or child gone
}
announce-reopen-told = { $count ->
    [0] 👪 No family to tell
    [one] 👪 { $count } family told
   *[other] 👪 { $count } families told
}
announce-reopened = { $count ->
    [one] Reopened: { $count } family is told.
   *[other] Reopened: { $count } families are told.
}
announce-nothing-to-reopen = There is nothing, or nothing any more, to reopen.

read-noted = Thank you, it is noted.
read-done = ✓ Read
read-not-yours = This announcement is not, or not any more, for this device. Back to the home screen: /start.

groups-title = 👥 <b>Linked groups</b>
groups-none =
    👥 <b>No group linked</b>

    The Telegram group of a team (the kitchen, the carers…) can get the announcements and the numbers of the day.
groups-line = ▸ { $title }: { $team }
groups-line-blocked = ▸ { $title }: { $team } (⚠️ the bot is not in this group any more)
groups-which-role = The group of which team?
groups-which-place = For which school?
groups-code =
    👥 In the group, add this bot to the members, then write:

    <code>/link { $code }</code>

    This code serves once, for { $hours } hours. It will not be shown again.
groups-code-shown = 👥 This code is not shown any more. If it was not used, make another.
groups-one = 👥 <b>{ $title }</b>: { $team }
groups-removed = This group is unlinked: it gets nothing more.

group-team = { $role }, { $place }
group-all = all schools
group-role-kitchen = Kitchen
group-role-carer = Carers
group-role-teacher = Teachers
group-role-director = Directors
group-role-manager = Office
group-linked = ✅ This group is linked: <b>{ $team }</b>.
group-told-counts = It will get closures, strikes, announcements and, on school mornings, the numbers of the day. No child will be named here. To stop: /unlink.
group-told-notices = It will get closures, strikes and announcements. No child will be named here. To stop: /unlink.
group-malformed = 🤔 This is not a code. Write for example <code>/link K7QF2-M9D4X</code>, with the code a manager made in “Announcements”, “Groups”.
group-unknown = ❌ There is no such code. Check it, and write it again.
group-used = ❌ This code was used already: each serves once. Ask the office for another.
group-expired = ❌ This code is not valid any more. Ask the office for another.
group-too-many = ⏳ Too many wrong codes. Try again in an hour.
group-unlinked = 👋 This group is unlinked: it gets nothing more.
group-not-linked = This group is not linked.

command-link = Link this group, with a code
command-unlink = Unlink this group
