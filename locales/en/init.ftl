# "cantine init": the questions a clerk is asked, and what was understood.

init-welcome =
    The rules of your service, in some twenty questions.
    Enter keeps the answer proposed between brackets. Ctrl-C stops: nothing is written before the end.
init-no-terminal = with nobody to answer, a preset is needed: "cantine init --preset peaugres" (or epagny).
init-stopped = Stopped: nothing was written.
init-presets =
    {""}
    Which rules are nearest to yours? Everything can be changed afterwards.
init-preset =
    {""}
      { $number }. { $name }
         Book and cancel until: { $cutoff }
         The service answers: { $validation }
         Services: { $services }
init-which = Number
init-name = Name of the service, as families know it
init-service-name = Who runs it (town hall, association…)
init-address = Address of the office, with the postcode
init-phone = Telephone of the office
init-email = E-mail address of the office
init-portal = Web site, if there is one (https://…)
init-hours = Opening hours of the office (such as "Monday and Friday 8:30-12:00, Wednesday 13:30-17:00"; "none" if there are none)
init-understood = { "  " }Understood: { $what }.
init-department = Number of the department, for school holidays
init-zone = { "  " }School holidays: zone { $zone }.
init-zone-own = { "  " }Neither zone A, B nor C here: write your school holidays in the file, under [calendar], before you begin.
init-school-days = Days of school
init-services =
    {""}
    The services offered to families. Others can be added in the file afterwards.
init-keep = { $service }: keep this service
init-called = { "  " }Its name
init-days = { "  " }Its days
init-starts = { "  " }From
init-ends = { "  " }To
init-deadlines =
    {""}
    The deadlines. One a week ("Thursday midnight", "Wednesday 12:00"), or a number of days before ("the day before 10:00", "2 working days before 12:00", "the same day 7:00").
init-book = Book until
init-cancels-later = Can a booked meal be cancelled later than that
init-cancel = Cancel until
init-validation = When does the service answer requests
init-agree = Is this right (no: go through it again)
init-yes = yes
init-no = no

# In words

init-semicolon = { "; " }
init-span = { $weekdays }, { $opens } – { $closes }
init-service = { $service } ({ $span })
init-weekly = { $weekday } at { $time }, { $weeks ->
    [one] for the following week
   *[other] { $weeks } weeks before
}
init-days-calendar = { $days ->
    [0] the same day at { $time }
    [one] the day before at { $time }
   *[other] { $days } days before, at { $time }
}
init-days-working = { $days ->
    [one] one working day before, at { $time }
   *[other] { $days } working days before, at { $time }
}
init-days-school = { $days ->
    [one] one school day before, at { $time }
   *[other] { $days } school days before, at { $time }
}
init-table = by the day that is asked for
init-example = Next time, for { $day }: until { $at }.
init-example-days = Next time, from { $first } to { $last }: until { $at }.
init-no-example = No day to come is known.
init-no-hours = not given
init-line-name = Service
init-line-contact = Office
init-line-hours = Hours
init-line-calendar = School
init-line-services = Offered
init-line-book = Book until
init-line-cancel = Cancel until
init-line-validation = Answer

# The file .env

init-env =
    {""}
    Two more settings, both secret: they go into { $file }, which only you will be able to read. Enter for later.
init-env-exists = The file { $file } is there already: token and mail server stay in it as they are.
init-env-written = { $file } is written. Keep it to yourself: it gives access to the bot.
init-token = Token of the bot, which @BotFather gave in Telegram (it is not shown)
init-token-of = { "  " }Token of bot { $number }.
init-mail-server = Server that sends e-mails (SMTP), such as smtp.example.org
init-mail-port = Port
init-mail-user = User
init-mail-password = Password (it is not shown)

# What was not understood

init-wrong-which = Answer with the number of one of them.
init-wrong-text = There must be an answer, of 200 characters at most.
init-wrong-phone = This is no phone number. Example: 04 75 00 00 00.
init-wrong-email = This is no e-mail address. Example: canteen@example.org.
init-wrong-portal = The address of a site begins with https://. If there is none: "none".
init-wrong-hours = I did not understand. Days, then hours with a dash: "Monday and Friday 8:30-12:00, Wednesday 8:30-12:00 and 13:30-17:30". Days it is closed are not written.
init-wrong-department = This is no department. Examples: 07, 2A, 974.
init-wrong-days = I did not understand. Examples: "Monday, Tuesday, Thursday and Friday", "Monday to Friday".
init-wrong-time = I did not understand. Example: 11:30.
init-wrong-ends = It must be later than the beginning. Example: 13:30.
init-wrong-deadline = I did not understand. Examples: "Thursday midnight", "Wednesday 12:00", "the day before 10:00", "2 working days before 12:00".
init-wrong-same-day = That would be too late: "{ $service }" begins at { $starts }. On the same day, it takes that time at the latest.
init-wrong-moment = I did not understand. Example: "Friday 9:00".
init-wrong-services = There must be one at least.
init-wrong-yes = Answer yes or no.
init-wrong-token = This is no token: it looks like 123456789:AAF…, as @BotFather gave it. Enter for later.
init-wrong-mail-server = This is no server. Example: smtp.example.org. Enter for later.
init-wrong-mail-port = A port is a number from 1 to 65535; mostly 465 or 587.

# "cantine doctor"

doctor-database-damaged = The database is damaged ({ $detail }). Go back to the last backup: "cantine restore copy.sqlite3 --force".
doctor-town = { $schools ->
    [one] One school
   *[other] { $schools } schools
}, { $classes ->
    [one] one class
   *[other] { $classes } classes
} and { $pupils ->
    [one] one child
   *[other] { $pupils } children
} this school year.
doctor-no-classes = No class for the school year { $year }: "cantine import" reads the file of the pupils.
doctor-unused = Nobody is enrolled this year in { $services }: "cantine import" with --services, or the column "services".
doctor-unpriced = No rate for { $services }: their amounts will be missing from the billing. Add [[services.rates]] to the policy.
doctor-manager = Manager: there is one.
doctor-no-manager = Nobody can decide requests: cantine staff add "First Last" --role manager.
doctor-retention = To be erased: { $rows ->
    [one] one row is
   *[other] { $rows } rows are
} older than the policy keeps them. "cantine retention" shows them, with --apply it erases them.
doctor-guardians = Guardians: { $chat } by chat, { $email } by e-mail.
doctor-unreached = { $count ->
    [one] One guardian has neither a chat nor an e-mail address
   *[other] { $count } guardians have neither a chat nor an e-mail address
}: "cantine invite --pdf letters.pdf".
doctor-no-mail = No mail server (CANTINE_SMTP_URL): { $count ->
    [one] one guardian will be told nothing.
   *[other] { $count } guardians will be told nothing.
}
doctor-calendar = Calendar: zone { $zone }, known until { $until }; it is { $time } there ({ $timezone }).
doctor-calendar-no-holidays = Calendar: it has no school holidays, and one could book during them. Write them under [[calendar.school_holidays]] in the policy.
doctor-calendar-ends = The calendar is known until { $until } only. Add the next holidays under [calendar], or install a newer version.
doctor-disk = Disk: { $free } GB free.
doctor-disk-low = Disk: no more than { $free } GB free. Make room.
doctor-disk-full = The disk is full ({ $free } GB free): nothing more can be kept. Make room.
doctor-env-open = Others than you can read { $file }, which holds secrets: "chmod 600 { $file }".
doctor-webhook = Webhook: { $url }, with a secret.
doctor-webhook-short = CANTINE_WEBHOOK_SECRET is too short: it needs 16 characters at least.
