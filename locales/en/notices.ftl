# What the service sends of its own accord.

notice-result-title = { $count ->
    [one] 📬 <b>Answer to your request</b>
   *[other] 📬 <b>Answers to your requests</b>
}
notice-child = 🧒 <b>{ $child }</b>
notice-book-approved = ✅ { $service }, booked: { $days }
notice-book-refused = ❌ { $service }, booking refused: { $days }
notice-cancel-approved = ✅ { $service }, cancelled: { $days }
notice-cancel-refused = ❌ { $service }, cancellation refused: { $days }
notice-absence-given-back = ✅ { $service }, absence noted, nothing to pay: { $days }
notice-absence-excused = ✅ { $service }, absence excused, nothing to pay: { $days }
notice-absence-billed = ☑️ { $service }, absence noted, but billed: { $days }
notice-absence-approved = ✅ { $service }, absence noted: { $days }
notice-absence-refused = ❌ { $service }, absence refused: { $days }
notice-refusal = <i>Reason: { $reason }</i>
notice-result-more = { $count ->
    [one] … and 1 other answer, to be read in “My requests”.
   *[other] … and { $count } other answers, to be read in “My requests”.
}
notice-reference = <i>Message no. { $reference }, { $at }</i>

notice-link-alert =
    🔐 <b>A new device has been linked</b>

    Who: { $guardian }
    When: { $at }

    You share at least one child with this person; from this device they can book and declare absences.

    If you expected this, there is nothing to do. If not, tell the service at once: { $phone }, { $email }.

notice-button-planning = 📅 Planning
notice-button-requests = 📋 My requests
notice-result-subject = { $count ->
    [one] Canteen: the answer to your request
   *[other] Canteen: the answers to your requests
}
notice-link-alert-subject = Canteen: a new device was linked for { $guardian }
