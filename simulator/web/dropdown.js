// A button and the menu it opens: arrows walk it, Escape and leaving it close it.

export class Dropdown {
  /** `owner` is what gets the focus back: the button, or the field the menu completes. */
  constructor(button, menu, owner = button) {
    Object.assign(this, { button, menu, owner });
    button.addEventListener("click", () => (menu.hidden ? this.open({ focus: true }) : this.close()));
    menu.addEventListener("click", () => this.#leave());
    menu.addEventListener("keydown", (event) => this.#walk(event));
    button.parentElement.addEventListener("focusout", (event) => this.#left(event.relatedTarget));
    document.addEventListener("pointerdown", (event) => this.#left(event.target));
  }

  open({ focus = false } = {}) {
    this.#show(true);
    if (focus) this.focus();
  }

  close() {
    this.#show(false);
  }

  focus() {
    this.#items()[0]?.focus();
  }

  #show(shown) {
    this.menu.hidden = !shown;
    this.button.ariaExpanded = String(shown);
  }

  #left(target) {
    if (target && ![this.menu, this.button, this.owner].some((own) => own.contains(target))) this.close();
  }

  #leave() {
    this.close();
    this.owner.focus();
  }

  #items() {
    return [...this.menu.children].filter((item) => !item.hidden);
  }

  #walk(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: items.length - 1 }[event.key];
    if (step) items[(at + step) % items.length].focus();
    else if (event.key === "Escape") this.#leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
