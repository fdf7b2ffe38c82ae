// Short private words that pass: they stay while they are pointed at or stood on, and go by themselves.

import { element, icon } from "./dom.js";

const SHOWN_MS = 9000;
const MOST_AT_ONCE = 2;

export class Notes {
  #root;

  constructor(root) {
    this.#root = root;
  }

  /** `words` are text and elements, `actions` are `{label, run}`; a note that was acted upon is gone. */
  show(words, actions = []) {
    const close = element("button", { class: "round-button", type: "button", "aria-label": "Dismiss" }, icon("close"));
    const note = element(
      "div",
      { class: "note" },
      element("p", {}, words),
      actions.map((action) => this.#button(action)),
      close,
    );
    close.addEventListener("click", () => this.#drop(note));
    this.#expire(note);
    this.#root.append(note);
    while (this.#root.children.length > MOST_AT_ONCE) this.#root.firstElementChild.remove();
  }

  #button({ label, run }) {
    const button = element("button", { class: "button", type: "button" }, label);
    button.addEventListener("click", () => {
      this.#drop(button.closest(".note"));
      run();
    });
    return button;
  }

  #drop(note) {
    const hadFocus = note.contains(document.activeElement);
    note.remove();
    if (hadFocus) document.getElementById("line").focus();
  }

  #expire(note) {
    let timer = setTimeout(() => this.#drop(note), SHOWN_MS);
    const hold = () => clearTimeout(timer);
    const letGo = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#drop(note), SHOWN_MS);
    };
    note.addEventListener("pointerenter", hold);
    note.addEventListener("pointerleave", letGo);
    note.addEventListener("focusin", hold);
    note.addEventListener("focusout", letGo);
  }
}
