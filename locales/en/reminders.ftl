# Reminders of a deadline, and their buttons.

reminder-subject = Canteen: book before { $at }
reminder-title = ⏰ <b>Book before { $at }</b>
reminder-for-day = For { $day }
reminder-for-days = For the days { $days }
reminder-drafted = { $count ->
    [one] ✏️ You have prepared { $count } choice, not sent yet.
   *[other] ✏️ You have prepared { $count } choices, not sent yet.
}
reminder-unbooked = Nothing is booked for:
reminder-line = { $services }: { $days }
reminder-more = { $count ->
    [one] … and { $count } other child, to be seen in the planning.
   *[other] … and { $count } other children, to be seen in the planning.
}

reminder-button-send = 📤 Check and send
reminder-button-same = 🔁 Same as last week
reminder-button-book = 🍽 Open the planning
reminder-button-week = 🔕 No reminder this week
reminder-button-never = 🚫 Never remind me again
reminder-button-again = 🔔 Get reminders again

reminder-over = The deadline for that week has passed.
reminder-muted-week = Noted: no reminder for the days up to { $day } included.
reminder-muted = Noted: no more reminders. You may change your mind here, or in the settings.
reminder-unmuted = Noted: you will get reminders again.
