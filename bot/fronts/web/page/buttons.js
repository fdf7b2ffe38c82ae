// Presses of the buttons in the log: each goes to the server once, and waits visibly until it is done.

const WAITING = "[aria-disabled=true]";

export class Buttons {
  #root;
  #press;

  /** `press(post, token)` is false when it could not be sent. */
  constructor(root, press) {
    this.#root = root;
    this.#press = press;
    root.addEventListener("click", (event) => this.#clicked(event.target.closest("button[data-token]")));
  }

  /** A press is done. */
  release({ post, token }) {
    for (const article of this.#root.querySelectorAll(`[data-post="${CSS.escape(post)}"]`)) {
      const pressed = [...article.querySelectorAll(WAITING)].filter((button) => button.dataset.token === token);
      pressed.forEach((button) => button.removeAttribute("aria-disabled"));
      if (!article.querySelector(WAITING)) article.removeAttribute("aria-busy");
    }
  }

  /** The line is down: nothing will be heard of any press. */
  releaseAll() {
    this.#root.querySelectorAll(WAITING).forEach((button) => button.removeAttribute("aria-disabled"));
    this.#root.querySelectorAll("[aria-busy]").forEach((article) => article.removeAttribute("aria-busy"));
  }

  #clicked(button) {
    if (!button || button.matches(WAITING)) return;
    const article = button.closest("[data-post]");
    if (!this.#press(article.dataset.post, button.dataset.token)) return;
    button.setAttribute("aria-disabled", "true");
    article.setAttribute("aria-busy", "true");
  }
}
