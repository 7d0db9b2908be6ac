// What a callback answer shows: a toast for three seconds, or an alert that waits for OK.

import { fromTemplate, make } from "./dom.js";

const TOAST = 3000;

/** Shows `words` over the messages of a column, in place of the toast before. */
export function toast(root, words) {
  const element = make("p", { className: "toast", textContent: words });
  root.replaceChildren(element);
  setTimeout(() => element.remove(), TOAST);
}

let alerts = 0;

/** A modal dialog, over `column` when given; the focus stays on OK, then goes back to where it was. */
export function showAlert(title, content, column) {
  const dialog = fromTemplate("alert");
  const [heading, body, ok] = dialog.children;
  alerts += 1;
  name(dialog, "aria-labelledby", heading, `alert-title-${alerts}`);
  name(dialog, "aria-describedby", body, `alert-text-${alerts}`);
  heading.textContent = title;
  body.append(content);
  dialog.addEventListener("keydown", (event) => event.key === "Tab" && event.preventDefault());
  dialog.addEventListener("close", () => dialog.remove());
  ok.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  if (column) centre(dialog, column.getBoundingClientRect());
  dialog.showModal();
  ok.focus();
}

function name(dialog, relation, element, id) {
  element.id = id;
  dialog.setAttribute(relation, id);
}

function centre(dialog, { left, width }) {
  dialog.style.setProperty("--centre", `${left + width / 2}px`);
}
