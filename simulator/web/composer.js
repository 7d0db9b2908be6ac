// Where a person writes: text, commands, files; and the block of the bot.

import * as api from "./api.js";
import { make } from "./dom.js";
import { Dropdown } from "./dropdown.js";

export class Composer {
  #commands;
  #drawn = "";

  /** `act` runs a request and tells its refusal in the column; `whenUp` hears an arrow up in an empty field. */
  constructor(section, room, bot, { act, whenUp }) {
    Object.assign(this, { section, room, bot, act });
    this.form = section.querySelector("[data-composer]");
    this.field = this.form.elements.text;
    const inGroup = `Message au groupe ${room.name}`;
    this.field.ariaLabel = room.members ? inGroup : `Message de ${room.shortName} à ${bot.first_name}`;
    const menu = section.querySelector(".commands");
    this.#commands = new Dropdown(section.querySelector("[data-opens=commands]"), menu, this.field);
    menu.addEventListener("click", (event) => this.#runCommand(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    this.form.elements.file.addEventListener("change", () => this.#sendFile());
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event, whenUp));
    this.#listenToMenu(new Dropdown(section.querySelector("[data-opens=menu]"), section.querySelector(".menu")));
  }

  /** Sends words as the person; they come back into the field when the simulator refuses them. */
  async send(words) {
    if (await this.act(() => api.text(this.room, words))) return;
    if (!this.field.value) this.field.value = words;
    this.#typed();
  }

  draw({ commands, blocked, messages, bot }) {
    const replies = blocked ? [] : repliesOffered(messages);
    const written = JSON.stringify([commands, blocked, replies, bot]);
    if (written === this.#drawn) return;
    this.#drawn = written;
    if (this.room.members) this.#drawMembership(bot === "member");
    else this.#drawBlocked(blocked);
    this.#drawReplies(replies);
    // In a group a command says which bot it is for.
    const addressee = this.room.members ? `@${this.bot.username}` : "";
    this.#commands.menu.replaceChildren(...commands.map((command) => commandItem(command, addressee)));
    this.#commands.button.hidden = commands.length === 0;
  }

  #drawBlocked(blocked) {
    const had = this.form.contains(document.activeElement);
    this.section.toggleAttribute("data-blocked", blocked);
    this.form.hidden = blocked;
    const unblock = this.section.querySelector("[data-unblock]");
    unblock.hidden = !blocked;
    if (blocked && had) unblock.focus();
    const item = this.section.querySelector("[data-block]");
    item.textContent = blocked ? "Débloquer le bot" : "Bloquer le bot";
    item.dataset.block = String(!blocked);
  }

  #drawMembership(isMember) {
    const item = this.section.querySelector("[data-block]");
    item.textContent = isMember ? `Retirer ${this.bot.first_name} du groupe` : `Ajouter ${this.bot.first_name} au groupe`;
    item.dataset.block = String(isMember);
  }

  #drawReplies(rows) {
    const root = this.section.querySelector(".reply-keyboard");
    root.hidden = rows.length === 0;
    root.replaceChildren(...rows.map((row) => {
      const buttons = row.map((words) => replyButton(words, () => this.send(words)));
      const line = make("div", { className: "keys" }, ...buttons);
      line.style.setProperty("--columns", row.length);
      return line;
    }));
  }

  #submit() {
    const words = this.field.value.trim();
    if (!words) return;
    this.field.value = "";
    this.#typed();
    this.send(words);
  }

  async #sendFile() {
    const [input, caption] = [this.form.elements.file, this.field.value.trim()];
    if (!input.files.length) return;
    if (await this.act(() => api.upload(this.room, input.files[0], caption))) this.field.value = "";
    input.value = "";
    this.#typed();
  }

  #typed() {
    this.form.toggleAttribute("data-filled", this.field.value.trim() !== "");
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    const command = /^\/(\w*)$/.exec(this.field.value);
    const offered = this.#offer(command?.[1] ?? "");
    if (command && offered) this.#commands.open();
    else this.#commands.close();
  }

  /** Shows the commands that begin so; false when none does. */
  #offer(beginning) {
    const items = [...this.#commands.menu.children];
    for (const item of items) item.hidden = !item.dataset.command.startsWith(`/${beginning}`);
    return items.some((item) => !item.hidden);
  }

  #runCommand(item) {
    if (!item) return;
    this.field.value = "";
    this.#typed();
    this.send(item.dataset.command);
  }

  #key(event, whenUp) {
    const open = !this.#commands.menu.hidden;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.form.requestSubmit();
    else if (event.key === "Escape" && open) this.#commands.close();
    else if (["ArrowUp", "ArrowDown"].includes(event.key) && open) this.#commands.focus();
    else if (event.key === "ArrowUp" && this.field.value === "") whenUp();
    else return;
    event.preventDefault();
  }

  /** A person blocks the bot, a group throws it out. */
  #listenToMenu({ button }) {
    button.ariaLabel = button.title = `Options : ${this.room.shortName}`;
    const set = (out) =>
      this.act(() => (this.room.members ? api.setBot(this.room, !out) : api.setBlocked(this.room, out)));
    this.section.querySelector("[data-unblock]").addEventListener("click", () => set(false));
    const item = this.section.querySelector("[data-block]");
    item.addEventListener("click", () => set(item.dataset.block === "true"));
  }
}

function repliesOffered(messages) {
  return messages.findLast((message) => message.from_bot && message.reply_keyboard)?.reply_keyboard ?? [];
}

function commandItem({ command, description }, addressee) {
  const name = make("b", { textContent: `/${command}` });
  const item = make("button", { type: "button", role: "menuitem" }, name, " ", description);
  item.dataset.command = `/${command}${addressee}`;
  return item;
}

function replyButton(words, send) {
  const button = make("button", { type: "button", textContent: words, title: words });
  button.addEventListener("click", send);
  return button;
}
