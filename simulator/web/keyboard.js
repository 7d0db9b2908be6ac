// Inline keyboards: rows of equal buttons. An edit changes the buttons that differ and leaves the others, focus too.

import * as api from "./api.js";
import { make } from "./dom.js";
import { aim } from "./rich_text.js";

const LATE = 15_000;
const GIVEN_UP = 60_000;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const presses = new WeakMap();

/** Draws `rows` ([[{text, data, url}]] or null) into `root`, keeping every element whose place is kept. */
export function drawKeyboard(root, rows) {
  root.hidden = !rows?.length;
  fit(root, rows?.length ?? 0, () => make("div", { className: "keys" }));
  rows?.forEach((row, at) => drawRow(root.children[at], row));
}

function drawRow(root, row) {
  root.dataset.columns = row.length;
  root.style.setProperty("--columns", row.length);
  row.forEach((key, at) => {
    const place = root.children[at];
    const tag = key.data === null ? "A" : "BUTTON";
    if (place?.tagName === tag) return drawKey(place, key);
    const fresh = drawKey(newKey(tag), key);
    place ? place.replaceWith(fresh) : root.append(fresh);
  });
  fit(root, row.length);
}

function newKey(tag) {
  const key = make(tag, { className: "key" }, make("span", { className: "label" }));
  if (tag === "BUTTON") key.type = "button";
  return key;
}

function drawKey(element, { text, data, url }) {
  if (element.title !== text) {
    element.title = text;
    element.firstChild.textContent = text;
  }
  if (data === null) aim(element, url ?? "");
  else if (element.dataset.callback !== data) {
    element.dataset.callback = data;
    settle(element);
  }
  return element;
}

function fit(root, count, make) {
  while (root.children.length > count) root.lastChild.remove();
  while (root.children.length < count) root.append(make());
}

/**
 * Presses a callback button and waits, turning, for the bot's answer.
 * Returns {text, show_alert, url}, or null when none came (or the press was already under way). Throws Refusal.
 */
export async function press(room, button) {
  if (button.ariaBusy === "true") return null;
  const token = {};
  const { speaker } = room;
  presses.set(button, token);
  mark(button, "waiting");
  const late = setTimeout(() => presses.get(button) === token && mark(button, "late"), LATE);
  try {
    const message = Number(button.closest("[data-message]").dataset.message);
    const { callback_query_id: query } = await api.press(room, message, button.dataset.callback);
    const answer = await answerTo(speaker, query);
    if (answer) settle(button, token);
    return answer;
  } catch (refusal) {
    settle(button, token);
    throw refusal;
  } finally {
    clearTimeout(late);
  }
}

async function answerTo(person, query) {
  const start = performance.now();
  // A browser opens six connections to one host: after the first seconds, ask now and then rather than hold one.
  for (let hold = 3; performance.now() - start < GIVEN_UP; hold = 0) {
    const answer = await api.answer(person, query, hold);
    if (answer.answered) return answer;
    await pause(1000);
  }
  return null;
}

function mark(button, state) {
  button.dataset.state = state;
  button.ariaBusy = String(state === "waiting");
  button.ariaDescription = state === "late" ? "Le bot n’a pas encore répondu" : null;
}

function settle(button, token = presses.get(button)) {
  if (presses.get(button) !== token) return;
  presses.delete(button);
  delete button.dataset.state;
  button.ariaBusy = button.ariaDescription = null;
}

/** Where the focus lies in a keyboard: {key, message, root, row, column, callback}, or null. */
export function focusedKey() {
  const key = document.activeElement?.closest(".key");
  if (!key) return null;
  const [root, row] = [key.closest(".keyboard"), key.parentElement];
  const message = Number(key.closest("[data-message]").dataset.message);
  return { key, message, root, row: indexOf(row), column: indexOf(key), callback: key.dataset.callback };
}

/** Puts the focus back after an edit: on the button with the same data, or else at the same place. */
export function refocus({ key, root, row, column, callback }) {
  if (!root.isConnected || root.hidden) return false;
  const same = [...root.querySelectorAll(".key")].find((each) => callback && each.dataset.callback === callback);
  if (!same && key.isConnected) return true;
  const keys = root.children[Math.min(row, root.children.length - 1)].children;
  const next = same ?? keys[Math.min(column, keys.length - 1)];
  if (next !== document.activeElement) next.focus({ preventScroll: true });
  return true;
}

/** Arrow keys walk the grid; a row of another width is entered above or below where the eye is. */
export function walk(event) {
  const at = focusedKey();
  const next = at && neighbour(at, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function neighbour({ root, row, column }, arrow) {
  const rows = [...root.children].map((each) => each.children);
  if (arrow === "ArrowLeft") return rows[row][column - 1];
  if (arrow === "ArrowRight") return rows[row][column + 1];
  const target = rows[row + { ArrowUp: -1, ArrowDown: 1 }[arrow]];
  return target?.[Math.floor(((column + 0.5) / rows[row].length) * target.length)];
}

const indexOf = (element) => [...element.parentElement.children].indexOf(element);
