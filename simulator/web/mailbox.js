// The mailbox page: the e-mails that came, the newest first, and the one whose number stands in the address.

import * as api from "./api.js";
import { fromTemplate } from "./dom.js";
import { shortDay, hour } from "./french.js";
import { drawLetter } from "./letter.js";

const LONG = 25;
const RETRY = 1500;
const BREATH = 300; // between two looks: a strike sends hundreds at once

const list = document.querySelector(".mails");
const letter = document.querySelector(".letter");
const filter = document.querySelector(".filter");
const nothing = letter.firstElementChild;
const items = new Map();
let stirring = new AbortController();

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const opened = () => Number(location.hash.slice(1)) || null;

const shownAgain = () =>
  new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));

/** Looks for e-mails for ever; a page out of sight gives its connection back. */
async function follow() {
  let since;
  for (;;) {
    if (document.hidden) await shownAgain();
    try {
      const seen = await api.mails({ since, timeout: LONG, signal: stirring.signal });
      draw(seen);
      since = seen.version;
      drawOffline(false);
      await pause(BREATH);
    } catch (error) {
      if (error.name === "AbortError") continue;
      drawOffline(true);
      since = undefined;
      await pause(RETRY);
    }
  }
}

function draw({ mails, count }) {
  const kept = new Set(mails.map((mail) => mail.number));
  for (const [number, item] of items) if (!kept.has(number)) item.remove(), items.delete(number);
  // Newest first: what is new goes to the top, the oldest of it before the others.
  for (const mail of mails.toReversed()) if (!items.has(mail.number)) list.prepend(newItem(mail));
  document.querySelector(".total").textContent = `${count} courriel${count > 1 ? "s" : ""}`;
  sift();
}

function newItem(mail) {
  const item = fromTemplate("mail");
  const at = Date.parse(mail.received_at);
  const write = (selector, words) => (item.querySelector(selector).textContent = words);
  write(".mail-to", mail.to);
  write(".mail-from", `de ${mail.from}`);
  write(".mail-subject", mail.subject || "(sans objet)");
  write("time", `${shortDay(at)} ${hour(at)}`);
  item.querySelector("time").dateTime = mail.received_at;
  item.querySelector(".mail-files").hidden = !mail.has_attachments;
  item.querySelector("a").href = `#${mail.number}`;
  item.dataset.words = plain([mail.to, mail.from, mail.subject, ...mail.recipients].join(" "));
  items.set(mail.number, item);
  return item;
}

/** Without accents and capitals. */
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Shows the e-mails that hold what is looked for. */
function sift() {
  const wanted = plain(filter.value.trim());
  for (const item of items.values()) item.hidden = !item.dataset.words.includes(wanted);
  const none = document.querySelector(".mail-list .none");
  none.hidden = [...items.values()].some((item) => !item.hidden);
  none.textContent = wanted && items.size ? "Aucun courriel ne correspond." : none.textContent;
}

async function open() {
  const number = opened();
  document.body.toggleAttribute("data-reading", number !== null);
  for (const [each, item] of items) item.firstElementChild.ariaCurrent = each === number ? "true" : null;
  if (number === null) return letter.replaceChildren(nothing);
  try {
    const mail = await api.mail(number);
    if (opened() !== number) return;
    letter.replaceChildren(drawLetter(mail));
    items.get(number)?.firstElementChild.toggleAttribute("data-read", true);
    letter.scrollTop = 0;
  } catch {
    nothing.textContent = "Ce courriel n’est plus là.";
    letter.replaceChildren(nothing);
  }
}

function drawOffline(lost) {
  document.querySelector(".offline").hidden = !lost;
}

document.addEventListener("visibilitychange", () => {
  stirring.abort();
  stirring = new AbortController();
});
filter.addEventListener("input", sift);
addEventListener("hashchange", async () => {
  await open();
  (opened() === null ? filter : letter).focus({ preventScroll: true });
});
open();
follow();
