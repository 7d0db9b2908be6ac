// The link to the mailbox, with the number of e-mails that came; not there where the server takes none in.

import * as api from "./api.js";

const POLL = 3000;
const NOT_FOUND = 404;

export async function countMails(link) {
  try {
    draw(link, (await api.mails({ most: 0 })).count);
  } catch (error) {
    if (error.status === NOT_FOUND) return; // for good: a server that has a mailbox has it from the start
  }
  setTimeout(() => countMails(link), document.hidden ? 4 * POLL : POLL);
}

function draw(link, count) {
  const badge = link.querySelector(".badge");
  link.hidden = false;
  badge.hidden = count === 0;
  if (badge.textContent !== String(count)) badge.textContent = count;
  link.ariaLabel = link.title = `Courriels : ${count} reçu${count > 1 ? "s" : ""}`;
}
