# Who works here, and what each may see and do.

button-team = 👥 Team and access
button-journal = 📜 Journal
button-team-add = ➕ Add somebody
button-team-rights = 🔑 What each role allows
button-team-role = 🎭 Change the role
button-team-places = 🏫 Change what they look after
button-team-code = 🎟 New code
button-team-chats = 🔌 Unlink a chat ({ $linked })
button-team-email = ✉️ E-mail address
button-team-no-email = 🗑 Remove the address
button-team-suspend = ⏸ Suspend
button-team-suspend-confirm = ⏸ Yes, suspend
button-team-restore = ▶️ Take back
button-team-create = 🎟 Add and give a code
button-team-code-seen = 👤 See the card

help-for-team = 👥 /qui: who works here, and who may do what.
help-for-journal = 📜 /journal: who did what, and when.

team-title = { $count ->
    [one] 👥 <b>Team and access</b>: { $count } person in service
   *[other] 👥 <b>Team and access</b>: { $count } people in service
}
team-line = ▸ <b>{ $name }</b>, { $role }: { $places } · 📱 { $chats }{ $mail }
team-line-suspended = · ⏸ access suspended
team-everything = all schools
team-class = { $class_ } ({ $school })
team-class-of-year = { $class_ } ({ $school }, { $years })
team-nothing = nothing so far

team-role-manager = Management
team-role-director = Head
team-role-teacher = Teacher
team-role-carer = Carer
team-role-kitchen = Kitchen

team-rights = 🔑 <b>What each role allows</b>
team-rights-where = Everyone sees only what they look after. Roles are set in the file of the organisation.
team-right = <b>{ $role }</b>: { $rights }
team-may-nothing = be told the numbers, nothing else
team-may-decide-requests = decide on requests
team-may-announce = announce and close
team-may-mark = mark attendance
team-may-report = draw lists and reports
team-may-plan = enrol and book for families
team-may-bill = bill and close a month
team-may-manage-staff = look after access
team-may-read-audit = read the journal

team-one = 👤 <b>{ $name }</b>
team-one-suspended = ⏸ Access suspended
team-one-role = Role: { $role }
team-one-places = Looks after: { $places }
team-one-rights = May: { $rights }
team-one-chats = { $count ->
    [0] 📱 No linked chat
    [one] 📱 { $count } linked chat:
   *[other] 📱 { $count } linked chats:
}
team-chat = ▸ { $chat }
team-chat-since = since { $since }
team-chat-blocked = since { $since } (blocked)
team-email-none = ✉️ No e-mail address
team-email-known = ✉️ { $email }
team-email-refused = ✉️ { $email } (refused: to be corrected)

team-ask-name = ➕ <b>Add somebody</b>

    Write their first and last name.
team-which-role = 🎭 Which role for <b>{ $name }</b>?
team-which-places = 🏫 What does <b>{ $name }</b> look after?

    A class that is chosen takes the place of its whole school, and the other way round.
team-ask-email = ✉️ Write the e-mail address of <b>{ $name }</b>.
team-which-chat = { $count ->
    [0] 📱 <b>{ $name }</b> has no linked chat any more.
   *[other] 📱 Which chat of <b>{ $name }</b> is to be unlinked? A new code can link it again.
}
team-suspend = ⏸ <b>Suspend the access of { $name }?</b>

    It ends at once, and nothing more is sent to them. Nothing is erased: you can take them back.
team-code = 🎟 The code of <b>{ $name }</b>:

    <code>{ $code }</code>
    { $link }

    It works once, within { $days } days, and is shown only now: hand it over.
team-code-shown = 🎟 The code is not shown any more. If it is lost, make a new one from the card.

team-role-set = Role changed.
team-place-set = Noted.
team-email-dropped = Address removed.
team-unlinked = Chat unlinked.
team-suspended = Access suspended.
team-restored = Access restored.
team-problem-yourself = This is your own access: only somebody else who looks after access can change it.
team-problem-this-chat = This is the chat you are in: /stop unlinks it.
team-problem-suspended = Access is suspended: restore it first.
team-problem-name-taken = Somebody has this name already. Open their card, or make the name more precise.
team-problem-name-empty = 🤔 Write a name.
team-problem-name-too-long = 🤔 This name is too long: { $count } characters at most.
team-problem-place-needed = There must be at least one school or class. To take all access away, suspend.
team-problem-school-needed = This role cannot have all schools: choose schools or classes first.
team-problem-email-malformed = 🤔 This is not an e-mail address. For example: camille@example.org
