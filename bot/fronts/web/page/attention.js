// Posts that call the member while they look elsewhere are counted in the tab's title.

export class Attention {
  #title = document.title;
  #calls = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => document.hidden || this.#tell(0));
  }

  /** A post calls the member. */
  call() {
    if (document.hidden) this.#tell(this.#calls + 1);
  }

  #tell(calls) {
    this.#calls = calls;
    document.title = calls ? `(${calls}) ${this.#title}` : this.#title;
  }
}
