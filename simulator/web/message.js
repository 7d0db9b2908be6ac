// One message: a bubble, what is attached to it, its inline keyboard.

import { filePath } from "./api.js";
import { fromTemplate, make } from "./dom.js";
import { fileSize, hour } from "./french.js";
import { drawKeyboard } from "./keyboard.js";
import { richText } from "./rich_text.js";

export const AVATAR_TONES = 7;

export class MessageView {
  #drawn = {};

  constructor(message, bot, room) {
    Object.assign(this, { bot, room });
    this.element = fromTemplate("message");
    this.element.dataset.message = message.message_id;
    this.keyboard = this.#part(".keyboard");
    this.update(message);
  }

  /** Redraws only what differs from what was drawn before; returns itself. */
  update(message) {
    this.date = message.date * 1000;
    this.fromBot = message.from_bot;
    this.#drawSender(message);
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

  /** The bot's name stands above its bubbles, in a group everybody's; what the speaker wrote lies on the right. */
  #drawSender({ from_bot: fromBot, author }) {
    const isMine = !fromBot && (!author || author.id === this.room.speaker);
    this.from = fromBot ? "bot" : author?.id ?? "me";
    this.element.dataset.from = fromBot ? "bot" : isMine ? "person" : "member";
    this.sender = fromBot ? this.bot.first_name : author?.name ?? "Moi";
    const sender = this.#part(".sender");
    sender.textContent = fromBot || author ? this.sender : "";
    if (author) sender.dataset.tone = author.id % AVATAR_TONES;
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

  #drawMeta({ date, edit_date: edited }) {
    const time = this.#part(".meta time");
    time.dateTime = new Date(date * 1000).toISOString();
    time.textContent = hour(date * 1000);
    this.#part(".edited").textContent = edited === null ? "" : "modifié";
    this.element.ariaLabel = `${this.sender}, ${time.textContent}`;
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

/** What happened to a group, told in the middle of its messages; in the shape of a message. */
export class ServiceView {
  keyboard = { hidden: true };
  fromBot = false;
  from = "service";

  constructor(message, bot, room) {
    this.element = make("p", { className: "service", textContent: happening(message, bot, room) });
    this.element.dataset.message = message.message_id;
    this.update(message);
  }

  update({ date }) {
    this.date = date * 1000;
    return this;
  }

  group() {}
}

function happening({ service, author }, { first_name: bot }, { name }) {
  switch (service) {
    case "group_chat_created": return `${author.name} a créé le groupe « ${name} »`;
    case "new_chat_members": return `${author.name} a ajouté ${bot}`;
    case "left_chat_member": return `${author.name} a retiré ${bot}`;
    default: return "Le groupe est devenu un supergroupe";
  }
}

function photoLink({ url, width, height }, caption) {
  const link = anchor("photo", url);
  const image = Object.assign(new Image(width, height), { src: filePath(url), alt: caption || "Photo" });
  link.target = "_blank";
  link.append(image);
  return link;
}

/** A PDF opens in a tab of its own, any other file is saved. Of an attachment of an e-mail too. */
export function documentLink({ url, file_name: name, file_size: size, mime_type: type }) {
  const link = anchor("document", url);
  if (type === "application/pdf") link.target = "_blank";
  else link.download = name ?? "";
  const kind = /\.(\w{1,4})$/.exec(name ?? "")?.[1] ?? "";
  const mark = make("span", { className: "file-kind", textContent: kind.toUpperCase(), ariaHidden: "true" });
  link.append(mark, span("file-name", name ?? "Document"), span("file-size", fileSize(size)));
  link.title = `Ouvrir ${name ?? "le document"}`;
  return link;
}

const anchor = (className, url) => make("a", { className, href: filePath(url) });
const span = (className, textContent) => make("span", { className, textContent });
