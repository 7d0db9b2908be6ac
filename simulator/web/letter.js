// One e-mail, opened: who, to whom, when; its HTML behind glass, its text, its attachments, its headers.

import { fromTemplate, make } from "./dom.js";
import { date, hour } from "./french.js";
import { documentLink } from "./message.js";

export function drawLetter(mail) {
  const root = fromTemplate("letter");
  const at = Date.parse(mail.received_at);
  root.querySelector(".subject").textContent = mail.subject || "(sans objet)";
  write(root, "from", mail.from);
  write(root, "to", mail.to);
  write(root, "received", `${date(at)}, ${hour(at)}`);
  drawBody(root, mail);
  const files = root.querySelector(".files");
  files.hidden = mail.attachments.length === 0;
  files.append(...mail.attachments.map(documentLink));
  root.querySelector(".headers dl").append(...mail.headers.flatMap(headerLines));
  Object.assign(root.querySelector(".source"), { href: `/mails/${mail.number}/source`, download: "" });
  return root;
}

const write = (root, field, words) => (root.querySelector(`[data-field=${field}]`).textContent = words);

const headerLines = ([name, value]) => [make("dt", { textContent: name }), make("dd", { textContent: value })];

/** The HTML part first, if there is one; a button for each part where there are two. */
function drawBody(root, mail) {
  const parts = [];
  if (mail.html !== null) parts.push(["Mise en forme", () => framed(mail)]);
  if (mail.text !== null || mail.html === null) parts.push(["Texte seul", () => plainText(mail)]);
  const views = root.querySelector(".views");
  const buttons = parts.map(([label, content]) => {
    const button = make("button", { type: "button", className: "chip", textContent: label });
    button.addEventListener("click", () => show(content));
    return button;
  });
  const show = (content) => {
    root.querySelector(".body").replaceChildren(content());
    buttons.forEach((button, at) => (button.ariaPressed = String(parts[at][1] === content)));
  };
  views.append(...buttons);
  views.hidden = parts.length < 2;
  show(parts[0][1]);
}

/** Nothing in it runs, loads or leads anywhere: see the policy it is served with. */
function framed(mail) {
  const frame = make("iframe", { title: "Corps du courriel", src: `/mails/${mail.number}/html` });
  frame.sandbox = "";
  return frame;
}

const plainText = (mail) => make("pre", { textContent: mail.text ?? "", tabIndex: 0 });
