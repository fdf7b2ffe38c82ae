// The line at the bottom: typing, sending, and one gentle word to those who forget the prefix.

import { icon } from "./dom.js";

export class Composer {
  #form;
  #input;
  #send;
  #completion;
  #onForgotten;
  #language = null;
  #said = [];
  #back = 0;

  /** `send(line)` is false when the line could not be sent; `onForgotten(line)` is told once of a missing prefix. */
  constructor({ form, input, completion, send, onForgotten }) {
    this.#form = form;
    this.#input = input;
    this.#completion = completion;
    this.#send = send;
    this.#onForgotten = onForgotten;
    form.querySelector(".send").append(icon("send"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => this.#recall(event));
  }

  learn({ prefix, commands, members, longestLine }) {
    this.#language = { prefix, names: new Set(commands.map(({ name }) => name)) };
    this.#input.maxLength = longestLine;
    this.#input.placeholder = `Say something, or ${prefix}like The Matrix`;
    this.#completion.learn({ prefix, commands, members });
  }

  /** Puts words into the line, ready to go on typing. */
  begin(words) {
    this.#input.value = words;
    this.#input.focus();
    this.#input.dispatchEvent(new Event("input"));
  }

  /** On a touch screen the keyboard comes up only when it is asked for. */
  focus() {
    if (window.matchMedia("(hover: hover)").matches) this.#input.focus();
  }

  #submit() {
    const line = this.#input.value.trim();
    if (!line || !this.#send(line)) return;
    this.#said.push(line);
    this.#back = 0;
    this.#input.value = "";
    this.#completion.close();
    if (this.#lacksPrefix(line)) this.#onForgotten(line);
  }

  // The arrows leaf through what was said, as long as nothing else stands in the line.
  #recall(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!this.#input.value) this.#back = 0;
    const standing = this.#back ? this.#said.at(-this.#back) : "";
    if (!step || event.defaultPrevented || this.#input.value !== standing) return;
    event.preventDefault();
    this.#back = Math.max(0, Math.min(this.#said.length, this.#back + step));
    this.#input.value = this.#back ? this.#said.at(-this.#back) : "";
  }

  #lacksPrefix(line) {
    const first = line.split(/\s/, 1)[0].toLowerCase();
    if (!this.#language?.names.has(first) || sessionStorage.getItem("prefix-told")) return false;
    sessionStorage.setItem("prefix-told", "yes");
    return true;
  }
}
