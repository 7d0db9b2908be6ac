# The buttons.

button-book = 🍽 Book
button-planning = 📅 Planning
button-absence = 🏠 Absence
button-requests = 🗂 My requests
button-inbox = { $waiting ->
    [0] 📥 Requests
   *[other] 📥 Requests ({ $waiting })
}
button-back = ⬅️ Back
button-home = 🏡 Home
button-next = Continue ({ $chosen }) ➡️
button-like-last-week = 🔁 Same as last week
button-recap = 📝 Summary ({ $drafted })
button-send = 📤 Send
button-forget = 🗑 Clear all
button-book-more = 🍽 Book more
button-confirm = ✅ Confirm
button-withdraw = ↩️ Withdraw the request
button-stop = 🔌 Yes, unlink
button-see-children = 👧 See the children
button-approve-all = ✅ Approve all ({ $count })
button-refuse-all = ❌ Refuse all ({ $count })
button-approve = ✅ Approve ({ $chosen })
button-refuse = ❌ Refuse ({ $chosen })
button-confirm-excuse = ✅ Confirm and excuse
button-confirm-bill = 💶 Confirm and bill
button-inbox-again = 📥 Other requests
