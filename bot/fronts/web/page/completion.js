// Completes commands and what follows them while a line is typed: a combobox with a list above the line.

import { element } from "./dom.js";
import { spotIn } from "./language.js";

const PAUSE_MS = 80;

export class Completion {
  #input;
  #list;
  #findTitles;
  #language = null;
  #spot = null;
  #options = [];
  #active = -1;
  #timer = null;
  #asked = null;

  /** `findTitles(typed, signal)` promises `[{label, words}]`. */
  constructor({ input, list, findTitles }) {
    this.#input = input;
    this.#list = list;
    this.#findTitles = findTitles;
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#accept(this.#options[Number(option.dataset.place)]);
    });
  }

  /** What commands there are, the prefix they are said with, and the members they may name. */
  learn({ prefix, commands, members }) {
    this.#language = { prefix, commands, members };
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#options = [];
    this.#active = -1;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#spot = this.#language && spotIn(this.#input.value, this.#language);
    if (!this.#spot) this.close();
    else if (this.#spot.options) this.#show(this.#spot.options);
    else this.#timer = setTimeout(() => this.#askForTitles(this.#spot.typed), PAUSE_MS);
  }

  async #askForTitles(typed) {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const titles = await this.#findTitles(typed, signal);
      if (!signal.aborted) this.#show(titles);
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  #show(options) {
    if (!options.length) {
      this.close();
      return;
    }
    this.#options = options;
    this.#active = -1;
    this.#list.replaceChildren(...options.map((option, place) => drawOption(option, place, this.#spot.typed)));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (!this.#options.length || event.isComposing) return;
    const act = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      Escape: () => this.close(),
      Tab: () => this.#accept(this.#options[Math.max(this.#active, 0)]),
      Enter: this.#active >= 0 ? () => this.#accept(this.#options[this.#active]) : null,
    }[event.key];
    if (!act || (event.key === "Tab" && event.shiftKey)) return;
    event.preventDefault();
    act();
  }

  #move(step) {
    const count = this.#options.length;
    this.#active = this.#active < 0 && step < 0 ? count - 1 : (this.#active + step + count) % count;
    [...this.#list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.#active));
    });
    const option = this.#list.children[this.#active];
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #accept(option) {
    this.#input.value = this.#input.value.slice(0, this.#spot.from) + option.words;
    this.close();
    this.#input.focus();
  }
}

function drawOption({ label, detail }, place, typed) {
  return element(
    "li",
    { role: "option", id: `suggestion-${place}`, "data-place": place, "aria-selected": "false" },
    element("span", { class: "suggestion-label" }, marked(label, typed)),
    detail ? element("span", { class: "suggestion-detail" }, detail) : null,
  );
}

function marked(label, typed) {
  const from = label.toLowerCase().indexOf(typed.toLowerCase());
  if (!typed || from < 0) return label;
  const to = from + typed.length;
  return [label.slice(0, from), element("mark", {}, label.slice(from, to)), label.slice(to)];
}
