# The command line.

help-cantine = School canteen and after-school bookings, in a chat.
help-demo = Run the demo: an invented school, in your browser, with nothing else needed.
help-serve = Run the service until Ctrl-C.
help-init = Ask a few questions, write the policy file of the service (cantine.toml) and create the database. With --preset, ask nothing.
help-invite = Give a code to the guardians who have not linked their chat yet.
help-staff = Members of staff.
help-staff-add = Add a member of staff and give their code; for a name already known, change the role and give a new code.
help-unsubscribe = Send no more reminders to the guardians of this address, who asked for it by e-mail.
help-doctor = Check settings, database, token and clock, and say what to do.
help-preset = The policy to start from: peaugres or epagny.
help-port = The port of the page; 0 picks a free one.
help-host = The address the page answers on.
help-role = What the person does.
help-school = The school they look after.
help-class = The class they look after, this school year.
help-email = Their address: lists of children are sent there.
help-only = One part alone: bot (the chat answers) or notifications (messages go out).
help-status = Show what waits to be sent, what failed and why, and what is due next.
help-watch = Look again every two seconds, until Ctrl-C.
help-bounced = Show the e-mail addresses that bounced instead, with names.
help-json = As JSON, for a machine.

# What stops a command

cli-none = none
cli-os = Cannot read or write { $file }: { $reason }.
cli-policy = The policy file of the service needs mending:
cli-policy-missing = There is no file { $file }. Create it with "cantine init", or name it in CANTINE_CONFIG.
cli-policy-exists = The file { $file } exists already, and nothing was changed. Edit it, or delete it to start again from a preset.
cli-preset-unknown = there is no preset "{ $name }"; there are { $known }.
cli-no-file = there is no file { $file }.
cli-no-name = a name cannot be empty.
cli-database-unreachable = The database does not answer: { $detail }. Check CANTINE_DATABASE_URL.
cli-database-newer = The database was migrated by a newer version of Cantine ({ $detail }). Install that version, or a newer one.
cli-database-other = The database is at version { $level }; this program works with version { $head }. "cantine serve" migrates an older one.
cli-no-token = There is no token. Ask @BotFather for one in Telegram and put it in CANTINE_BOT_TOKEN (in the file .env, for example).
cli-no-channel = Nothing could be sent: there is neither a token (CANTINE_BOT_TOKEN) nor a mail server (CANTINE_SMTP_URL).
cli-token-refused = Telegram refuses the token in CANTINE_BOT_TOKEN. Copy it again as @BotFather gave it.
cli-api-unreachable = Telegram does not answer. Check the network and CANTINE_TELEGRAM_API_URL.
cli-webhook-address = Nothing can answer at { $detail }: it is taken, or not an address of this machine. Check CANTINE_WEBHOOK_HOST and CANTINE_WEBHOOK_PORT.
cli-status-address = Nothing can answer at { $detail }: it is taken, or not an address of this machine. Check CANTINE_STATUS_ADDRESS.
cli-mail-from = "{ $detail }" is not an e-mail address, so no message can be from it. Correct contact.email in the policy file, or CANTINE_MAIL_FROM.
cli-school-unknown = There is no school "{ $name }". Schools: { $known }.
cli-class-unknown = There is no class "{ $name }" this school year. Classes: { $known }.
cli-class-ambiguous = Several schools have a class "{ $name }" ({ $known }): add --school.
cli-scope-needed = In this role a person looks after a school or a class: add --school or --class.
cli-email-malformed = This is not an e-mail address. Example: first.last@example.org.

# What was done

cli-database-created = The database was created (version { $level }).
cli-database-migrated = The database was migrated (version { $level }).
cli-initialised = { $file } is ready. Read it and adapt it; "cantine doctor" then says what is still missing.
cli-no-link = (no link)
cli-invited = { $count ->
    [0] No code to give: every guardian has linked a chat already.
    [one] { $count } code, valid for { $days } days. Codes given to this person before no longer work.
   *[other] { $count } codes, valid for { $days } days. Codes given to these people before no longer work.
}
cli-staff-added = The code is valid for { $days } days. Codes given to this person before no longer work.
cli-unsubscribed = { $count ->
    [one] Done: { $count } guardian is sent no more reminders. Answers, closures and strikes are still told.
   *[other] Done: { $count } guardians are sent no more reminders. Answers, closures and strikes are still told.
}
cli-nobody-unsubscribed = Nobody has the address { $email }.

# The policy file

cli-policy-file = { $file }: { $what }
cli-policy-key = { $file }, { $key }: { $what }
policy-readable = the file cannot be read ({ $reason }).
policy-utf8 = the file is not saved as UTF-8.
policy-preset = there is no preset of this name. Presets: { $known }.
policy-toml = line { $line } cannot be read, from character { $column } on. Check the quotes and brackets, and that the key is not written twice.
policy-toml-end = the file ends too soon: a quote or a bracket is not closed.
policy-present = this key is missing.
policy-known-key = this key is unknown here. Known keys: { $known }.
policy-choice = it takes one of { $known }.
policy-text = it takes a text between quotes.
policy-not-empty = the text cannot be empty.
policy-shorter = it takes at most { $longest } characters.
policy-word = it takes lower-case letters without accents, digits or _, beginning with a letter (at most 32 characters).
policy-number = a number is needed, without quotation marks, like 45.94.
policy-whole-number = it takes a whole number, without quotes.
policy-at-least = it takes a number from { $least } up.
policy-at-most = it takes a number up to { $most }.
policy-true-or-false = it takes true or false, without quotes.
policy-date = it takes a date without quotes, such as 2026-12-24.
policy-time = it takes a time between quotes, from "{ $earliest }" to "{ $latest }".
policy-timezone = it takes a time zone, such as "Europe/Paris".
policy-list = it takes a list between [ and ].
policy-entry = it takes at least one entry.
policy-table = it takes several keys, each with its value.
policy-other = this value does not fit ({ $detail }).
policy-later-than = it takes a time after that of "{ $key }".
policy-not-before = it takes the same day as "{ $key }", or a later one.
policy-on-an-earlier-day = when "days" is 0, it takes a time before "24:00": the deadline would lie after the day itself.
policy-before-service = when "days" is 0, it takes "{ $starts }" at the latest, which is when "{ $service }" starts.
policy-rows = a row is missing for { $days }, when "{ $service }" runs.
policy-known-until = when "zone" is "own", it takes the last day your calendar is known for.
policy-free-word = "{ $taken }" is already taken: it takes another word.
policy-price = it takes a price in euros, in quotes: "4.50".
policy-climbing = it takes a quotient higher than that of the rate before.
policy-open-rate = the last rate is for every other quotient: delete its "up_to".
policy-both-or-none = the two keys go together: this one is missing.
policy-manager-decides = the manager keeps at least "decide_requests" and "manage_staff".

# Settings

setting-encoding = The file { $variable } is not saved as UTF-8.
setting-unusable = { $variable } is not as expected.
setting-token = { $variable } is not a token: one looks like 123456789:AAF…, as @BotFather gave it.
setting-url = { $variable } is not an address: one begins with https:// (or http://).
setting-database = { $variable } is not a database: write sqlite:///file or postgresql://user:password@server/database.
setting-port = { $variable } is not a port: a number from 1 to 65535.
setting-language = { $variable } is "fr" or "en".
setting-smtp = { $variable } is not a mail server: write smtp+starttls://user:password@server:587, smtps://… or smtp://…, and signs such as / # or @ in the password as %2F %23 %40.
setting-mailbox = { $variable } is not an e-mail address.
setting-address = { $variable } is not an address:port, such as 127.0.0.1:9100.
setting-rate = { $variable } is a number of messages a second, from 1 to 1000.
setting-log-format = { $variable } is "text" or "json".
setting-secret = { $variable } has 1 to 256 characters among A-Z, a-z, 0-9, _ and -.
setting-webhook-url = { $variable } is not an address: one begins with https://.
setting-webhook-https = { $variable } must begin with https://: Telegram takes no other.
setting-webhook-secret = With CANTINE_WEBHOOK_URL, { $variable } is mandatory: without it, anyone could pose as Telegram.

# Check-up

doctor-settings = Settings: read.
doctor-policy = Policy: { $file } ({ $name }).
doctor-database = Database: up to date (version { $level }).
doctor-database-empty = The database is empty. "cantine init", "cantine import" or "cantine serve" creates it.
doctor-database-older = The database is at version { $level }; it takes { $head }. "cantine serve" or "cantine import" migrates it.
doctor-token = Token: that of @{ $username }.
doctor-clock = Clock: right.
doctor-clock-wrong = This machine's clock is { $seconds } s off Telegram's: deadlines would be wrong. Set it (NTP synchronisation).
doctor-mail = E-mail: the server answers.
doctor-mail-unreachable = The mail server does not answer. Check the address and port in CANTINE_SMTP_URL.
doctor-mail-tls = The connection to the mail server cannot be encrypted, or its certificate is not valid. Check how CANTINE_SMTP_URL begins (smtps:// or smtp+starttls://) and the name of the server.
doctor-mail-login = The mail server refuses the user or the password in CANTINE_SMTP_URL.

# How sending goes

status-at = Sending, { $at }
status-deliveries = Messages (waiting: all; the others: of the last 24 h)
status-upcoming = What is due next
status-failures = What was not sent, of the last 24 h
status-kind = Message
status-channel = By
status-state = State
status-count = Number
status-reason = Reason
status-when = When
status-about = For
status-family = Family
status-name = Name
status-address = Address
status-since = Bounced
status-waiting = waiting
status-sent = sent
status-failed = failed
status-expired = too late
status-unknown = uncertain
status-nobody = nobody could be reached
status-nothing-due = Nothing is late.
status-oldest = The oldest has waited for { $age }; not addressed yet: { $unaddressed }.
status-deadline = until { $at }
status-bounced = { $count ->
    [0] No e-mail address has bounced.
    [one] { $count } e-mail address has bounced: "cantine status --bounced" shows it.
   *[other] { $count } e-mail addresses have bounced: "cantine status --bounced" shows them.
}
status-none-bounced = No e-mail address has bounced.
status-channel-telegram = chat
status-channel-email = e-mail
status-kind-result = answer to requests
status-kind-link-alert = chat linked
status-kind-reminder = reminder
status-kind-validation-digest = requests to decide
status-kind-roster = roster of the day
status-kind-unmarked = attendance not marked
status-kind-late-absence = late absence
status-kind-announcement = announcement
status-kind-progress = progress of an announcement
status-kind-report = list or report
status-kind-invoice = invoice
status-kind-planning-changed = planning changed by the service
status-kind-own-data = personal data
status-kind-family-answer = answer to a request about a file
status-kind-child-sheet = sheet of a child
status-kind-child-records = full sheet of a child
status-kind-yearly-request = yearly request
status-scope-weekly = the week to come
status-scope-next-day = the next day
status-scope-teacher = teachers
status-scope-carer = care staff
status-scope-kitchen = kitchen
status-scope-director = directors

# The demo

demo-parent = Parent of { $children }, family { $family }
demo-manager = Manager of the service
