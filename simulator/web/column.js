// One column, of a person or a group: what the server says of the chat goes in, people's acts go out.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { fromTemplate, make } from "./dom.js";
import { day } from "./french.js";
import { focusedKey, press, refocus, walk } from "./keyboard.js";
import { AVATAR_TONES, MessageView, ServiceView } from "./message.js";
import { showAlert, toast } from "./notice.js";
import { moveRoom } from "./room.js";

const TYPING = 5;
const NEAR_END = 60;
const NOT_FOUND = 404;
const CONFLICT = 409;
const BLOCKED = "Le bot est bloqué : débloquez-le pour lui parler.";

export class Column {
  #views = new Map();
  #version;
  #typing = false;
  #pinned = true;
  #seen = null;
  #newest = 0;
  #invitation = null;
  #dots = null;
  #orphan = null;
  #chat = null;

  constructor(room, bot) {
    Object.assign(this, { room, bot, unseen: 0, onUnseen: () => undefined });
    this.element = fromTemplate("person");
    this.element.dataset.person = room.id;
    this.element.ariaLabel = room.name;
    this.log = this.element.querySelector(".log");
    const alone = `Messages de ${room.shortName} avec ${bot.first_name}`;
    this.log.ariaLabel = room.members ? `Messages du groupe ${room.name}` : alone;
    this.composer = new Composer(this.element, room, bot, {
      act: (request) => this.#act(request),
      whenUp: () => this.#focusNewestKeyboard(),
    });
    this.#drawHeader();
    this.#listen();
  }

  /** Waits at most `timeout` seconds for a change of the chat, and draws it. `afresh` forgets the known version. */
  async follow(timeout, { signal, afresh = false }) {
    const since = afresh ? undefined : this.#version;
    // Typing ends by itself after a few seconds, without a new version.
    const longest = this.#typing ? Math.min(timeout, TYPING) : timeout;
    const chat = await api.chat(this.room, { since, timeout: longest, signal });
    if (chat.migrated_to) return this.#moveTo(chat.migrated_to);
    this.#draw(chat);
    this.#version = chat.version;
    this.#typing = chat.typing;
  }

  /** The group goes on elsewhere, where messages are counted anew. */
  #moveTo(id) {
    moveRoom(this.room, id);
    this.element.dataset.person = id;
    this.#views.clear();
    this.#version = undefined;
  }

  /** To be called when the column comes into sight. */
  shown() {
    if (this.#pinned) this.#toEnd();
    this.#count();
  }

  drawAvatar(root) {
    root.textContent = this.room.initials;
    root.dataset.tone = Math.abs(this.room.id) % AVATAR_TONES;
  }

  #drawHeader() {
    this.drawAvatar(this.element.querySelector(".avatar"));
    this.element.querySelector(".name").textContent = this.room.name;
    this.element.querySelector(".about").textContent = this.room.about;
    if (this.room.members) this.#drawSpeakers(this.element.querySelector(".speaker"));
  }

  /** Who of the group writes and presses. */
  #drawSpeakers(choice) {
    const options = this.room.members.map(({ id, name }) => make("option", { value: id, textContent: name }));
    const select = choice.querySelector("select");
    select.append(...options);
    select.addEventListener("change", () => {
      this.room.speaker = Number(select.value);
      if (this.#chat) this.#draw(this.#chat);
    });
    choice.hidden = false;
  }

  #draw(chat) {
    this.#chat = chat;
    const focus = this.log.contains(document.activeElement) && focusedKey();
    const first = this.#version === undefined;
    place(this.log, this.#nodes(chat));
    if (focus || this.#orphan) this.#keepFocus(focus || this.#orphan);
    this.composer.draw(chat);
    this.#newest = chat.messages.findLast((message) => message.from_bot)?.message_id ?? 0;
    if (first) this.#seen = this.#newest;
    if (this.#pinned) this.#toEnd();
    this.#count();
    // A screen reader is told what comes from now on, not the history.
    if (first) requestAnimationFrame(() => (this.log.ariaLive = "polite"));
  }

  #nodes({ messages, typing }) {
    this.#forget(messages);
    const views = messages.map((message) => this.#view(message));
    const nodes = views.flatMap((view, at) => {
      const [before, after] = [views[at - 1], views[at + 1]];
      const newDay = !before || day(before.date) !== day(view.date);
      const ends = !after || after.from !== view.from || day(after.date) !== day(view.date);
      view.group(newDay || before.from !== view.from, ends);
      return newDay ? [daySeparator(view), view.element] : [view.element];
    });
    if (messages.length === 0) nodes.push((this.#invitation ??= this.#welcome()));
    if (typing) nodes.push((this.#dots ??= typingBubble(this.bot.first_name)));
    return nodes;
  }

  #view(message) {
    const known = this.#views.get(message.message_id);
    if (known) return known.update(message);
    const view = new (message.service ? ServiceView : MessageView)(message, this.bot, this.room);
    view.element.toggleAttribute("data-new", this.#version !== undefined && this.#visible());
    this.#views.set(message.message_id, view);
    return view;
  }

  #forget(messages) {
    const kept = new Set(messages.map((message) => message.message_id));
    for (const id of this.#views.keys()) if (!kept.has(id)) this.#views.delete(id);
  }

  #welcome() {
    const welcome = fromTemplate("welcome");
    const { payload } = this.room;
    welcome.querySelector(".welcome-bot").textContent = this.bot.first_name;
    welcome.querySelector(".welcome-link").textContent =
      payload ? `Lien d’invitation : t.me/${this.bot.username}?start=${payload}` : `@${this.bot.username}`;
    const start = payload ? `/start ${payload}` : "/start";
    welcome.querySelector("[data-start]").addEventListener("click", () => {
      this.composer.send(start);
      this.composer.field.focus({ preventScroll: true });
    });
    return welcome;
  }

  #listen() {
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.log.addEventListener("click", (event) => this.#clicked(event));
    this.log.addEventListener("animationend", (event) => event.target.removeAttribute("data-new"));
    this.log.addEventListener("keydown", (event) => {
      walk(event);
      if (event.key === "Escape") this.composer.field.focus();
    });
    this.toEnd = this.element.querySelector(".to-end");
    this.toEnd.addEventListener("click", () => this.#toEnd());
    new ResizeObserver(() => this.#pinned && this.#toEnd()).observe(this.log);
  }

  #clicked(event) {
    const target = event.target.closest("[data-callback], [data-command], a");
    if (!target) return;
    const payload = target.href ? this.#deepLinkPayload(target.href) : undefined;
    if (target.dataset.callback !== undefined) this.#press(target);
    else if (target.dataset.command) this.composer.send(target.dataset.command);
    else if (payload !== undefined) event.preventDefault(), this.composer.send(`/start ${payload}`.trim());
  }

  /** What t.me/<this bot>?start=… carries; undefined for any other address. A deep link acts here, as in Telegram. */
  #deepLinkPayload(address) {
    const { hostname, pathname, searchParams } = new URL(address);
    const ours = hostname === "t.me" && pathname.toLowerCase() === `/${this.bot.username}`.toLowerCase();
    return ours ? searchParams.get("start") ?? "" : undefined;
  }

  async #press(button) {
    const answer = await this.#act(() => press(this.room, button), { pressing: true });
    if (!answer) return;
    const payload = answer.url ? this.#deepLinkPayload(answer.url) : undefined;
    if (payload !== undefined) this.composer.send(`/start ${payload}`.trim());
    if (answer.text && answer.show_alert) showAlert(this.bot.first_name, answer.text, this.element);
    else if (answer.text) this.toast(answer.text);
  }

  toast(words) {
    toast(this.element.querySelector(".toasts"), words);
  }

  /** Runs a person's act; its result, or null after telling the person why it did not go through. */
  async #act(request, { pressing = false } = {}) {
    try {
      const result = await request();
      if (!pressing) this.#toEnd();
      return result;
    } catch (error) {
      const blocked = this.element.hasAttribute("data-blocked");
      this.toast(blocked ? BLOCKED : reason(error, pressing));
      return null;
    }
  }

  /** A keyboard that went away leaves the focus to the one of a later message, at once or when it comes. */
  #keepFocus(focus) {
    const strayed = focus === this.#orphan && document.activeElement !== this.log;
    this.#orphan = null;
    if (strayed || refocus(focus)) return;
    const later = this.#newestKeyboard((message) => message > focus.message);
    if (!later) this.#orphan = focus;
    (later?.firstChild.firstChild ?? this.log).focus({ preventScroll: true });
  }

  #focusNewestKeyboard() {
    this.#newestKeyboard()?.lastChild.firstChild.focus();
  }

  #newestKeyboard(wanted = () => true) {
    const shown = [...this.#views].filter(([id, view]) => wanted(id) && !view.keyboard.hidden);
    return shown.at(-1)?.[1].keyboard;
  }

  #scrolled() {
    if (!this.#visible()) return;
    this.#pinned = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
    this.#count();
  }

  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.#pinned = true;
  }

  #visible() {
    return this.element.offsetParent !== null;
  }

  #count() {
    if (this.#visible() && this.#pinned) this.#seen = this.#newest;
    const ids = [...this.#views].filter(([id, view]) => view.fromBot && id > this.#seen);
    this.unseen = ids.length;
    this.toEnd.hidden = this.#pinned;
    this.toEnd.ariaLabel = "Aller au dernier message";
    drawBadge(this.toEnd.querySelector(".badge"), this.unseen);
    this.onUnseen();
  }
}

/** A red count, hidden at zero. */
export function drawBadge(badge, count) {
  badge.hidden = count === 0;
  badge.textContent = count;
  badge.ariaLabel = `${count} non lu${count > 1 ? "s" : ""}`;
}

/** Makes `nodes` the children of `root`, in order, touching only what is not in its place. */
function place(root, nodes) {
  const kept = new Set(nodes);
  for (const child of [...root.childNodes]) if (!kept.has(child)) child.remove();
  let cursor = root.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else root.insertBefore(node, cursor);
  }
}

/** The separator above a message, the same element as long as its day is. */
function daySeparator(view) {
  view.separator ??= make("div", { className: "day", role: "separator" });
  if (view.separator.textContent !== day(view.date)) view.separator.textContent = day(view.date);
  return view.separator;
}

function typingBubble(botName) {
  const dots = [1, 2, 3].map(() => make("i"));
  return make("div", { className: "typing", ariaLabel: `${botName} écrit` }, ...dots);
}

function reason(error, pressing) {
  if (pressing && error.status === CONFLICT) return "Ce bouton ne répond plus.";
  if (error.status === NOT_FOUND) return "Cette conversation n’existe plus.";
  if (error.status) return `Le simulateur a refusé : ${error.message}`;
  return "Le simulateur ne répond pas.";
}
