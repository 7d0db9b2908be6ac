// Message HTML to DOM, through a whitelist: nothing the server sends is ever parsed into the live page.

import { make } from "./dom.js";

const KEPT = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "TG-SPOILER", "BLOCKQUOTE"]);
const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]);
const LINK = /^(https?|mailto|tel|tg):/i;
const COMMAND = /(?<=^|\s)\/[a-z0-9_]{1,32}(?![\w/])/g;

/** A fragment of the kept tags; with `commands`, words such as /help become buttons, as in Telegram. */
export function richText(html, { commands = false } = {}) {
  const parsed = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  const copy = document.createDocumentFragment();
  copyChildren(parsed.body, copy, commands);
  return copy;
}

function copyChildren(from, to, commands) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(...(commands ? withCommands(words(node)) : [words(node)]));
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, to, commands);
  }
}

/** A block ends its own line: the line feed that follows it is not drawn a second time. */
const words = ({ data, previousSibling }) => (BLOCKS.has(previousSibling?.nodeName) ? data.replace(/^\n/, "") : data);

function copyElement(source, to, commands) {
  if (!KEPT.has(source.tagName)) return copyChildren(source, to, commands);
  const element = to.appendChild(document.createElement(source.tagName));
  if (source.tagName === "A") aim(element, source.getAttribute("href") ?? "");
  if (source.tagName === "TG-SPOILER") cover(element);
  copyChildren(source, element, commands && !["A", "CODE", "PRE"].includes(source.tagName));
}

/** Points a link outside; an address of another kind than the usual four leaves it dead. */
export function aim(link, address) {
  if (!LINK.test(address)) return;
  Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function cover(spoiler) {
  Object.assign(spoiler, { tabIndex: 0, role: "button", ariaLabel: "Texte masqué, appuyer pour le lire" });
  const reveal = () => {
    spoiler.dataset.revealed = "";
    for (const name of ["role", "aria-label", "tabindex"]) spoiler.removeAttribute(name);
  };
  spoiler.addEventListener("click", reveal, { once: true });
  spoiler.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    reveal();
  });
}

function withCommands(written) {
  const pieces = [];
  let end = 0;
  for (const { 0: command, index } of written.matchAll(COMMAND)) {
    pieces.push(written.slice(end, index), commandButton(command));
    end = index + command.length;
  }
  return [...pieces, written.slice(end)];
}

function commandButton(command) {
  const button = make("button", { type: "button", className: "command", textContent: command });
  button.dataset.command = command;
  return button;
}
