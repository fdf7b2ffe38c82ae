// Who is busy: the bot with somebody's line, and the other members with theirs.

import { element } from "./dom.js";

const TYPING_SEEN_MS = 4000;
const TYPING_TOLD_MS = 2000;

export class Presence {
  #root;
  #bot = "";
  #waiting = new Set();
  #typing = new Map();

  constructor(root) {
    this.#root = root;
  }

  learn({ bot }) {
    this.#bot = bot;
  }

  thinks({ member, busy }) {
    if (busy) this.#waiting.add(member);
    else this.#waiting.delete(member);
    this.#draw();
  }

  /** A member writes; unless it is said again, they have stopped soon. */
  types(member) {
    clearTimeout(this.#typing.get(member));
    this.#typing.set(member, setTimeout(() => this.hasSpoken(member), TYPING_SEEN_MS));
    this.#draw();
  }

  hasSpoken(member) {
    clearTimeout(this.#typing.get(member));
    if (this.#typing.delete(member)) this.#draw();
  }

  /** Nobody is known to be busy: another member reads on, or the line is down. */
  clear() {
    this.#typing.forEach((timer) => clearTimeout(timer));
    this.#typing.clear();
    this.#waiting.clear();
    this.#draw();
  }

  #draw() {
    const words = [
      this.#waiting.size && `${this.#bot} is thinking for ${listed(this.#waiting)}`,
      this.#typing.size && `${listed(this.#typing.keys())} ${this.#typing.size > 1 ? "are" : "is"} typing`,
    ].filter(Boolean);
    const dots = [1, 2, 3].map(() => element("i", { class: "dot" }));
    this.#root.replaceChildren(...(words.length ? [...dots, words.join(" · ")] : []));
  }
}

/** Tells of a line being written to the others, at most every other second; a command to the bot is no business of theirs. */
export function tellOfTyping(input, isForBot, tell) {
  let toldAt = -Infinity;
  input.addEventListener("input", () => {
    if (!input.value || isForBot(input.value) || performance.now() - toldAt < TYPING_TOLD_MS) return;
    toldAt = performance.now();
    tell();
  });
}

function listed(names) {
  return new Intl.ListFormat("en").format(names);
}
