# The settings.

button-settings = ⚙️ Settings

settings-title = ⚙️ <b>Settings</b>
settings-way = { $way ->
    [email] 📬 <b>Messages</b>: by e-mail
    [both] 📬 <b>Messages</b>: here and by e-mail
   *[chat] 📬 <b>Messages</b>: here
}
settings-email = ✉️ Your address: { $email }
settings-no-email = ✉️ To be told by e-mail too, give your address to the service: { $phone }.
settings-email-refused = ⚠️ This address refuses our messages. Check it with the service: { $phone }.
settings-reminders-on = 🔔 <b>Reminders before deadlines</b>: yes
settings-reminders-off = 🔕 <b>Reminders before deadlines</b>: no
settings-reminders-until = 🔕 <b>Reminders before deadlines</b>: none for the days up to { $day } included
settings-quiet = 🌙 <b>Quiet hours</b>: from { $from } to { $until }. Only urgent messages come through.
settings-quiet-none = 🌙 <b>Quiet hours</b>: none
settings-quiet-how = For other quiet hours, write for example <code>21:30-6:45</code>.
settings-always = You are always told the answers to your requests, closures and strikes.
settings-not-understood = 🤔 I did not understand. For other quiet hours, write for example <code>21:30-6:45</code>.

settings-way-chat = Here
settings-way-email = E-mail
settings-way-both = Both
settings-reminders = Reminders
settings-hours = { $from }–{ $until }
settings-hours-none = No quiet hours
