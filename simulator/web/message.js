// One message: a bubble, what is attached to it, its inline keyboard.

import { filePath } from "./api.js";
import { fromTemplate, make } from "./dom.js";
import { fileSize, hour } from "./french.js";
import { drawKeyboard } from "./keyboard.js";
import { richText } from "./rich_text.js";

export class MessageView {
  #drawn = {};

  /** `sender` is the name written above the bubble of a bot. */
  constructor(message, sender) {
    this.element = fromTemplate("message");
    this.element.dataset.message = message.message_id;
    this.element.dataset.from = message.from_bot ? "bot" : "person";
    this.#part(".sender").textContent = message.from_bot ? sender : "";
    this.sender = sender;
    this.keyboard = this.#part(".keyboard");
    this.update(message);
  }

  /** Redraws only what differs from what was drawn before; returns itself. */
  update(message) {
    this.date = message.date * 1000;
    this.fromBot = message.from_bot;
    this.#whenChanged("html", message.html, () =>
      this.#part(".text").replaceChildren(richText(message.html, { commands: message.from_bot })));
    this.#whenChanged("attachment", [message.document, message.photo], () => this.#drawAttachment(message));
    this.#whenChanged("meta", [message.date, message.edit_date], () => this.#drawMeta(message));
    this.#whenChanged("keyboard", message.keyboard, () => this.#drawKeys(message.keyboard));
    return this;
  }

  /** Consecutive messages of one sender form a group: the name on its first, the tail on its last. */
  group(first, last) {
    this.element.toggleAttribute("data-first", first);
    this.element.toggleAttribute("data-last", last);
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #whenChanged(name, value, draw) {
    const written = JSON.stringify(value);
    if (this.#drawn[name] === written) return;
    this.#drawn[name] = written;
    draw();
  }

  #drawMeta({ date, edit_date: edited, from_bot: fromBot }) {
    const time = this.#part(".meta time");
    time.dateTime = new Date(date * 1000).toISOString();
    time.textContent = hour(date * 1000);
    this.#part(".edited").textContent = edited === null ? "" : "modifié";
    this.element.ariaLabel = `${fromBot ? this.sender : "Moi"}, ${time.textContent}`;
  }

  #drawAttachment({ document: file, photo, text, caption }) {
    const pieces = [photo && photoLink(photo, caption ?? text), file && documentLink(file)].filter(Boolean);
    this.#part(".attachment").replaceChildren(...pieces);
    this.element.toggleAttribute("data-photo", Boolean(photo));
  }

  #drawKeys(rows) {
    drawKeyboard(this.keyboard, rows);
    this.element.toggleAttribute("data-wide", Boolean(rows?.some((row) => row.length > 1)));
  }
}

function photoLink({ url, width, height }, caption) {
  const link = anchor("photo", url);
  const image = Object.assign(new Image(width, height), { src: filePath(url), alt: caption || "Photo" });
  link.target = "_blank";
  link.append(image);
  return link;
}

function documentLink({ url, file_name: name, file_size: size }) {
  const link = anchor("document", url);
  link.download = name ?? "";
  const kind = /\.(\w{1,4})$/.exec(name ?? "")?.[1] ?? "";
  const mark = make("span", { className: "file-kind", textContent: kind.toUpperCase(), ariaHidden: "true" });
  link.append(mark, span("file-name", name ?? "Document"), span("file-size", fileSize(size)));
  link.title = `Télécharger ${name ?? "le document"}`;
  return link;
}

const anchor = (className, url) => make("a", { className, href: filePath(url) });
const span = (className, textContent) => make("span", { className, textContent });
