// The clock of the demo: read from the server every few seconds, ticking in between, moved from the top bar.

import * as api from "./api.js";
import { make } from "./dom.js";
import { date, hourSecond, isoOfWall, shortDay, wallOf } from "./french.js";

const POLL = 5000;
const TICK = 250;

export class Clock {
  #face = document.getElementById("clock");
  #field = document.querySelector("[data-move] input");
  #read = null;

  constructor(whenRefused) {
    const tools = document.getElementById("time-tools");
    const move = (change) => api.moveClock(change).then((read) => this.#take(read), whenRefused);
    tools.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.jump) move({ now: button.dataset.jump });
      if (button?.dataset.advance) move({ advance_seconds: Number(button.dataset.advance) });
    });
    tools.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      move({ now: isoOfWall(this.#field.value) });
    });
    setInterval(() => this.#draw(), TICK);
    setInterval(() => document.hidden || this.poll(), POLL);
  }

  /** Reads the server's clock; an unreachable server is told by the chats, not here. */
  poll() {
    return api.clock().then((read) => this.#take(read), () => undefined);
  }

  async drawJumps() {
    const jumps = await api.jumps();
    document.querySelector(".jumps").replaceChildren(...jumps.map(jumpButton));
  }

  #take({ now, moved }) {
    const jumped = this.#read === null || Math.abs(Date.parse(now) - this.#now()) > 60_000;
    this.#read = { now: Date.parse(now), at: performance.now() };
    this.#face.dataset.now = now;
    this.#face.toggleAttribute("data-moved", moved);
    if (jumped) this.#field.value = wallOf(this.#read.now).slice(0, 16);
    this.#draw();
  }

  #now() {
    return this.#read.now + performance.now() - this.#read.at;
  }

  #draw() {
    if (this.#read === null) return;
    write(this.#face.querySelector(".clock-date"), date(this.#now()));
    write(this.#face.querySelector(".clock-day"), shortDay(this.#now()));
    write(this.#face.querySelector(".clock-hour"), hourSecond(this.#now()));
  }
}

function jumpButton({ label, now }) {
  const button = make("button", { type: "button", className: "chip", textContent: label });
  button.dataset.jump = now;
  return button;
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
