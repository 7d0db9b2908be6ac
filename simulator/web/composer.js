// Where a person writes: text, commands, files; and the block of the bot.

import * as api from "./api.js";
import { make } from "./dom.js";
import { Dropdown } from "./dropdown.js";

export class Composer {
  #commands;
  #drawn = "";

  /** `act` runs a request and tells its refusal in the column; `whenUp` hears an arrow up in an empty field. */
  constructor(section, person, botName, { act, whenUp }) {
    Object.assign(this, { section, person, act });
    this.form = section.querySelector("[data-composer]");
    this.field = this.form.elements.text;
    this.field.ariaLabel = `Message de ${person.first_name} à ${botName}`;
    const menu = section.querySelector(".commands");
    this.#commands = new Dropdown(section.querySelector("[data-opens=commands]"), menu, this.field);
    menu.addEventListener("click", (event) => this.#runCommand(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    this.form.elements.file.addEventListener("change", () => this.#sendFile());
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event, whenUp));
    this.#listenForBlocks(new Dropdown(section.querySelector("[data-opens=menu]"), section.querySelector(".menu")));
  }

  /** Sends words as the person; they come back into the field when the simulator refuses them. */
  async send(words) {
    if (await this.act(() => api.text(this.person.id, words))) return;
    if (!this.field.value) this.field.value = words;
    this.#typed();
  }

  draw({ commands, blocked, messages }) {
    const replies = blocked ? [] : repliesOffered(messages);
    const written = JSON.stringify([commands, blocked, replies]);
    if (written === this.#drawn) return;
    this.#drawn = written;
    this.#drawBlocked(blocked);
    this.#drawReplies(replies);
    this.#commands.menu.replaceChildren(...commands.map(commandItem));
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
    if (await this.act(() => api.upload(this.person.id, input.files[0], caption))) this.field.value = "";
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

  #listenForBlocks({ button }) {
    button.ariaLabel = button.title = `Options de ${this.person.first_name}`;
    const set = (blocked) => this.act(() => api.setBlocked(this.person.id, blocked));
    this.section.querySelector("[data-unblock]").addEventListener("click", () => set(false));
    const item = this.section.querySelector("[data-block]");
    item.addEventListener("click", () => set(item.dataset.block === "true"));
  }
}

function repliesOffered(messages) {
  return messages.findLast((message) => message.from_bot && message.reply_keyboard)?.reply_keyboard ?? [];
}

function commandItem({ command, description }) {
  const name = make("b", { textContent: `/${command}` });
  const item = make("button", { type: "button", role: "menuitem" }, name, " ", description);
  item.dataset.command = `/${command}`;
  return item;
}

function replyButton(words, send) {
  const button = make("button", { type: "button", textContent: words, title: words });
  button.addEventListener("click", send);
  return button;
}
