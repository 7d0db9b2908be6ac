// The page: a column for each person and group, their tabs on a narrow screen, and the polls that keep them fresh.

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { Column, drawBadge } from "./column.js";
import { fromTemplate } from "./dom.js";
import { countMails } from "./mail_count.js";
import { showAlert } from "./notice.js";
import { groupRoom, personRoom } from "./room.js";

// A browser opens six connections to one host; the rest stays free for what people do.
const LINES = 4;
const LONG = 25;
const SHORT = 0.5;
const RETRY = 1500;
const HIDDEN_PAUSE = 2000;
const NEWCOMERS = 10_000;

const columns = [];
const waiting = [];
let lines = 0;
let stirring = new AbortController();

const asked = new URLSearchParams(location.search).get("people")?.split(",").map(Number);
const tabs = document.querySelector(".tabs");
const clock = new Clock(() => columns.find(isActive)?.toast("L’heure n’a pas pu être changée."));

const isActive = (column) => column.element.hasAttribute("data-active");

function pause(milliseconds) {
  const { signal } = stirring;
  return new Promise((done) => {
    const end = () => (clearTimeout(timer), signal.removeEventListener("abort", end), done());
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}

/** Adds the people and groups not yet on the page, in the order asked for in the address. */
async function drawPeople() {
  const { bot, people, groups } = await api.people();
  const rooms = [...people.map(personRoom), ...groups.map((group) => groupRoom(group, people))];
  const shown = rooms.filter((room) => room.hasColumn);
  const wanted = asked ? asked.map((id) => rooms.find((room) => room.id === id)).filter(Boolean) : shown;
  const known = new Set(columns.map((column) => column.room.id));
  wanted
    .filter((room) => !known.has(room.id) && !known.has(room.migratedFrom))
    .forEach((room) => addColumn(new Column(room, bot)));
}

function addColumn(column) {
  columns.push(column);
  document.querySelector(".people").append(column.element);
  document.body.dataset.people = columns.length;
  addTab(column);
  column.element.addEventListener("focusin", () => activate(column));
  if (columns.length === 1) activate(column);
  waiting.push(column);
  if (lines < LINES) followInTurn();
}

function addTab(column) {
  const tab = fromTemplate("tab");
  column.drawAvatar(tab.querySelector(".avatar"));
  tab.querySelector(".tab-name").textContent = column.room.shortName;
  tab.title = [column.room.name, column.room.about].filter(Boolean).join(", ");
  tab.addEventListener("click", () => activate(column));
  column.onUnseen = () => drawBadge(tab.querySelector(".badge"), isActive(column) ? 0 : column.unseen);
  column.tab = tab;
  tabs.append(tab);
  tabs.hidden = columns.length < 2;
}

function activate(column) {
  if (isActive(column)) return;
  for (const each of columns) {
    each.element.toggleAttribute("data-active", each === column);
    each.tab.ariaCurrent = each === column ? "true" : null;
  }
  column.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  column.shown();
}

/** One of the lines to the server: takes the person who waited longest, follows them a while, takes the next. */
async function followInTurn() {
  lines += 1;
  for (;;) {
    const column = waiting.shift();
    await followOnce(column);
    waiting.push(column);
  }
}

async function followOnce(column) {
  const timeout = document.hidden ? 0 : columns.length > LINES ? SHORT : LONG;
  try {
    await column.follow(timeout, { signal: stirring.signal, afresh: column.lost });
    column.lost = false;
    if (document.hidden) await pause(HIDDEN_PAUSE);
  } catch (error) {
    if (error.name === "AbortError") return;
    console.error(error);
    column.lost = true;
    await pause(RETRY);
  } finally {
    drawOffline();
  }
}

function drawOffline(lost = columns.some((column) => column.lost)) {
  const notice = document.querySelector(".offline");
  if (notice.hidden === lost) notice.hidden = !lost;
}

function pickByDigit(event) {
  // The key's place, not its sign: an AZERTY keyboard writes & where 1 is.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const column = event.altKey && !event.ctrlKey && !event.metaKey && digit ? columns[digit - 1] : undefined;
  if (!column || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  activate(column);
  column.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const blocked = column.element.hasAttribute("data-blocked");
  column.element.querySelector(blocked ? "[data-unblock]" : "textarea").focus({ preventScroll: true });
}

function listen() {
  document.addEventListener("keydown", pickByDigit);
  // A page out of sight gives its connections back: another tab on this server needs them.
  document.addEventListener("visibilitychange", () => {
    stirring.abort();
    stirring = new AbortController();
  });
  matchMedia("(max-width: 699.98px)").addEventListener("change", () => columns.forEach((column) => column.shown()));
  const toggle = document.querySelector(".time-toggle");
  toggle.addEventListener("click", () => (toggle.ariaExpanded = String(toggle.ariaExpanded !== "true")));
  const shortcuts = document.querySelector(".shortcuts-help");
  shortcuts.addEventListener("click", () => showAlert("Raccourcis clavier", fromTemplate("shortcuts")));
}

async function start() {
  for (;;) {
    try {
      await drawPeople();
      await Promise.all([clock.poll(), clock.drawJumps()]);
      return;
    } catch {
      drawOffline(true);
      await pause(RETRY);
    }
  }
}

listen();
await start();
drawOffline();
setInterval(() => document.hidden || drawPeople().catch(() => undefined), NEWCOMERS);
countMails(document.querySelector(".mail-link"));
