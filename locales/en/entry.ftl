# Arriving, the commands, and what nobody asked for.

welcome =
    👋 Welcome! Here you book the canteen and after-school care of <b>{ $service }</b>.

    To link this device to your family, type the code the service gave you (for example <code>K7QF2-M9D4X</code>).

    No code? Call { $phone } or write to { $email }.
link-done = ✅ Hello { $name }, this device is now linked to <b>{ $service }</b>.
link-malformed =
    🤔 This is not a code. A code has 10 letters and digits, for example <code>K7QF2-M9D4X</code>.

    No code? Call the service on { $phone }.
link-unknown = ❌ There is no such code. Check it and type it again, or call the service on { $phone }.
link-used = ❌ This code has been used already: each works once. Ask the service for a new one, on { $phone }.
link-expired = ❌ This code is no longer valid. Ask the service for a new one, on { $phone }.
link-too-many = ⏳ Too many wrong codes. To be safe, try again in an hour, or call the service on { $phone }.

help = <b>How it works</b>
help-for-family =
    🍽 <b>Book</b>: choose days in the week, then send.
    📅 <b>Planning</b>: each child’s week.
    🏠 <b>Absence</b>: tell us of an absence by picking a reason.
    🗂 <b>My requests</b>: what is pending 🚧, accepted or refused.
    👧 <b>My children</b>: their sheet, who may fetch them, their photo.
    👤 <b>My account</b>: what the service has on file, and your contact details to correct.
    🧾 <b>Statement</b>: your invoices and payments.
    🗓 <b>Yearly request</b>: enrol or cancel until the end of the school year.
    ☎️ <b>Contact</b>: the service, and when it is open.
help-for-decider = 📥 <b>Requests</b>: approve or refuse what families ask for; each of them gets your answer here.
help-for-announcer = 📣 <b>Announcements</b>: tell families of a closure, a strike or news, reopen, and link the group of a team.
help-for-reader = 📄 <b>Lists and reports</b>: class lists, handover sheets, presences, to print or to open as a spreadsheet.
help-for-planner = 🧰 <b>Tools</b>: enrol, book or remove for a child, a class or the school; move classes up at the end of the year.
help-for-biller = 💶 <b>Billing</b>: draw the export of the month, then close it.
help-for-told = You get the list of each school day here, announcements and strikes.
help-more =
    /start home · /settings settings · /contact hours and contact · /language language · /privacy your data · /stop unlink this device

    The service: { $phone }, { $email }
not-understood = 🤔 I did not understand. Use the buttons below, or /help.
language-choose = 🌍 Which language would you like to read?
language-name = 🇬🇧 English
language-chosen = Done: in English.
stop-confirm =
    🔌 <b>Unlink this device?</b>

    You will no longer book here nor receive anything here. If the service has your address, its messages will come by e-mail. Your bookings and requests stay. To come back, you will need a new code.
stopped = 👋 This device is unlinked. To come back, type a new code.

screen-refreshed = This screen had changed: here it is, up to date.
error-not-authorised = This screen is not yours, or no longer. To go back to the home screen: /start.
error-reason-unknown = This reason is no longer in the list. Choose another one.
error-unexpected = Something went wrong, and nothing is lost. Try again in a moment, or call the service on { $phone }.

command-start = Home
command-help = How it works
command-settings = Choose your messages
command-language = Choose the language
command-privacy = Your data
command-stop = Unlink this device
