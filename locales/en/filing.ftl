# What a family asks of the service about its file, and the answer.

filing-address = Change of postal address
filing-phone = Change of phone number
filing-email = Change of e-mail address
filing-pickup-add = Somebody who may fetch the child
filing-pickup-end = Somebody who may not fetch the child any more
filing-yearly = Request for the whole year
filing-erasure = Erasure of the file
filing-yearly-enrol = enrolment: { $services }, on { $weekdays }, from { $day } to the end of the school year
filing-yearly-cancel = cancellation: { $services }, on { $weekdays }, from { $day } to the end of the school year

button-file-requests = 📁 Requests about your file
filing-title = 📁 <b>Your requests about your file</b>
filing-none = You have asked for nothing about your file.
filing-waiting = { $count ->
    [one] 🚧 <b>Pending</b>: press it to read it again or to withdraw it
   *[other] 🚧 <b>Pending ({ $count })</b>: press one to read it again or to withdraw it
}
filing-answered = <b>Answers</b>
filing-line = • { $what }{ $about }: { $state }
filing-detail = ▸ { $detail }
filing-state-pending = 🚧 pending
filing-state-approved = ✅ accepted
filing-state-refused = ❌ refused
filing-state-withdrawn = ↩️ withdrawn
filing-since = 🕓 { $at }
filing-comment = 💬 <i>{ $comment }</i>
filing-withdraw-ask = ↩️ <b>Withdraw this request?</b>
filing-withdraw-gone = This request is not pending any more.

button-family-files = { $files ->
    [0] 📁 Files
   *[other] 📁 Files ({ $files })
}
button-file-accept = ✅ Accept
button-file-refuse = ❌ Refuse
button-file-erase = 🗑 Yes, erase
filing-inbox = { $count ->
    [0] 📁 No request about a file to decide.
    [one] 📁 <b>{ $count } request about a file to decide</b>
   *[other] 📁 <b>{ $count } requests about files to decide</b>
}
filing-inbox-line = • { $guardian }: { $what }{ $about }
filing-head = 📁 <b>{ $what }</b>
filing-who = 👤 { $guardian }, family { $family }
filing-child = 🧒 { $child } · { $class_ } ({ $school })
filing-school = 🏫 { $school }
filing-no-class = no class
filing-no-school = no school
filing-before = Before: { $detail }
filing-after = After: <b>{ $detail }</b>
filing-nothing-before = nothing on file
filing-add = To add: <b>{ $detail }</b>
filing-end = To remove: <b>{ $detail }</b>
filing-wish = Asked for: <b>{ $detail }</b>
filing-enrolments = { $count ->
    [one] ✍️ { $count } enrolment changes along.
   *[other] ✍️ { $count } enrolments change along.
}
filing-not-yours-to-plan = ⚠️ You cannot accept it: booking and enrolling for families is not part of your role. You can refuse it.
filing-why = ❌ <b>For what reason?</b> Press one, or write your own words: the request is refused at once, and the family reads them.
filing-erase-ask = 🗑 <b>Erase the file of { $guardian }?</b> It cannot be undone.
filing-erased = 🗑 Will be erased: { $what }.
filing-kept = 📌 Has to stay: { $what }.
filing-erases-address = the address
filing-erases-phone = the phone number
filing-erases-email = the e-mail address
filing-erases-chats = { $count ->
    [one] { $count } linked chat
   *[other] { $count } linked chats
}
filing-erases-drafts = { $count ->
    [one] { $count } choice not sent yet
   *[other] { $count } choices not sent yet
}
filing-erases-pending = { $count ->
    [one] { $count } pending request, withdrawn
   *[other] { $count } pending requests, withdrawn
}
filing-erases-children = the photo, the records and the pick-up persons of { $children }
filing-keeps-name = the name
filing-keeps-bookings = { $count ->
    [one] { $count } booking ({ $until ->
        [none] until it is billed
       *[other] until { $until } at least
    })
   *[other] { $count } bookings ({ $until ->
        [none] until they are billed
       *[other] until { $until } at least
    })
}
filing-keeps-invoices = { $until ->
    [none] { $invoices } invoice(s) and { $payments } payment(s)
   *[other] { $invoices } invoice(s) and { $payments } payment(s) (until { $until } at least)
}
filing-keeps-children = the file of { $children }, who has another guardian
filing-accepted = ✅ Accepted: { $what }, { $guardian }. The family gets the answer.
filing-refused = ❌ Refused: { $what }, { $guardian }. The family gets the answer.
filing-problem-approved = ✅ This request was accepted before.
filing-problem-refused = ❌ This request was refused before.
filing-problem-withdrawn = ↩️ The family has withdrawn this request, or asks for something else in its place.
filing-problem-child-left = ⚠️ This child is not tied to this person in this family any more. Refuse the request, with a word.
filing-problem-guardian-gone = ⚠️ The file of this person has been erased meanwhile. Refuse the request.
filing-problem-person-gone = ⚠️ This person may not fetch the child any more as it is. Refuse the request, with a word.
filing-problem-nothing-to-apply = ⚠️ Nothing is left to apply. Refuse the request, with a word.

error-family-request = This request cannot be applied any more. Nothing has changed.

notice-button-files = 📁 My requests about my file
notice-filing-approved = 📬 <b>Your request is accepted</b>
notice-filing-refused = 📬 <b>Your request was not accepted</b>
notice-filing-what = { $what }
notice-filing-child = { $what }: { $child }
notice-filing-days = { $wish ->
    [cancel] { $count ->
        [one] ✅ { $count } booking removed
       *[other] ✅ { $count } bookings removed
    }
   *[enrol] { $count ->
        [one] ✅ { $count } booking made
       *[other] ✅ { $count } bookings made
    }
}
notice-filing-enrolments = { $wish ->
    [cancel] { $count ->
        [one] ✍️ { $count } enrolment in a service ended
       *[other] ✍️ { $count } enrolments in a service ended
    }
   *[enrol] { $count ->
        [one] ✍️ { $count } enrolment in a service
       *[other] ✍️ { $count } enrolments in a service
    }
}
notice-filing-skip = ▸ left out: { $why } ({ $count })
notice-filing-erased = Your chats are unlinked, and all that may be erased has been. Invoices and payments are kept as long as the law asks.
notice-filing-question = A question? The service answers at { $phone }.
notice-filing-approved-subject = Cantine: your request is accepted ({ $what })
notice-filing-refused-subject = Cantine: your request was not accepted ({ $what })

digest-files = { $count ->
    [one] 📁 <b>{ $count } request about a file to decide</b>
   *[other] 📁 <b>{ $count } requests about files to decide</b>
}
digest-files-subject = { $count ->
    [one] Cantine: { $count } request about a file to decide
   *[other] Cantine: { $count } requests about files to decide
}
