# The service's screens: requests to decide.

inbox-title = { $count ->
    [one] 📥 <b>{ $count } request to decide</b>
   *[other] 📥 <b>{ $count } requests to decide</b>
}
inbox-empty = 📥 No request is pending here.
inbox-undecided = { $count ->
    [one] { $count } of them a late absence to excuse or to bill
   *[other] { $count } of them late absences to excuse or to bill
}
inbox-filter = ▸ { $name }
inbox-week = Week { $week }
inbox-no-class = No class
inbox-class = { $class_ } ({ $school })
inbox-by-week = By week
inbox-by-day = By day
inbox-by-school = By school
inbox-by-class = By class
inbox-list = { $count ->
    [one] 📥 <b>{ $count } request</b>. Tap it to choose it.
   *[other] 📥 <b>{ $count } requests</b>. Tap those you choose.
}
inbox-book = • { $child } ({ $class_ }), { $day }, { $service }
inbox-cancel = • { $child } ({ $class_ }), { $day }, cancel { $service }
inbox-absence = • { $child } ({ $class_ }), { $day }, absence { $service }
inbox-reason = reason { $reason }
inbox-cost-given-back = told in time
inbox-cost-excused = late, excused
inbox-cost-billed = late, billed
inbox-cost-undecided = late, for you to judge
inbox-choose = Choose one or more requests first.
inbox-approve = { $count ->
    [one] ✅ <b>Approve { $count } request?</b>
   *[other] ✅ <b>Approve { $count } requests?</b>
}
inbox-day = ▸ { $day }: { $count }
inbox-refuse = { $count ->
    [one] ❌ <b>Refuse { $count } request?</b>
   *[other] ❌ <b>Refuse { $count } requests?</b>
}
inbox-refusal = The family will read: <i>{ $reason }</i>
inbox-undecided-how = { $count ->
    [one] ⚠️ { $count } absence is late, and its reason leaves the choice to you: excuse it or bill it. With “Confirm” alone it stays pending.
   *[other] ⚠️ { $count } absences are late, and their reason leaves the choice to you: excuse them or bill them. With “Confirm” alone they stay pending.
}
inbox-undecided-all = { $count ->
    [one] ⚠️ This absence is late, and its reason leaves the choice to you: excuse it or bill it.
   *[other] ⚠️ These absences are late, and their reason leaves the choice to you: excuse them or bill them.
}
inbox-why = ❌ <b>For what reason?</b> Choose one, or write your own words: the family will read them.
inbox-reason-length = Write the reason in words, in { $count } characters at most.
inbox-approved = { $count ->
    [one] ✅ <b>{ $count } request approved.</b>
   *[other] ✅ <b>{ $count } requests approved.</b>
}
inbox-refused = { $count ->
    [one] ❌ <b>{ $count } request refused.</b>
   *[other] ❌ <b>{ $count } requests refused.</b>
}
inbox-told = { $count ->
    [one] The family gets the answer right here.
   *[other] The { $count } families get the answer right here.
}
inbox-left = { $count ->
    [one] { $count } request is still pending.
   *[other] { $count } requests are still pending.
}
inbox-gone = These requests have been decided or withdrawn already.
