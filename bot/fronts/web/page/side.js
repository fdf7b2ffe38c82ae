// The side: who one speaks as, who is here, and what one can say.

import { element } from "./dom.js";
import { drawAvatar } from "./post.js";

export class Members {
  #root;
  #onChoose;

  constructor(root, onChoose) {
    this.#root = root;
    this.#onChoose = onChoose;
  }

  /** One choice per member; drawn once, so that the keyboard keeps its place. */
  draw(members, chosen) {
    if (!this.#root.querySelector(".member-list")) {
      this.#root.append(element("div", { class: "member-list" }, members.map((member) => this.#choice(member))));
    }
    this.#root.querySelector(`input[value="${chosen}"]`).checked = true;
  }

  /** Marks those who have a tab open. */
  mark(here) {
    for (const choice of this.#root.querySelectorAll(".member")) {
      choice.classList.toggle("is-here", here.includes(choice.dataset.member));
    }
  }

  #choice(member) {
    const radio = element("input", { type: "radio", name: "member", value: member, class: "unseen" });
    radio.addEventListener("change", () => this.#onChoose(member));
    return element(
      "label",
      { class: "member", "data-member": member, title: `Speak as ${member}` },
      radio,
      drawAvatar(member, false),
      element("span", { class: "member-name" }, member),
    );
  }
}

/** Every command with what it does; a click begins a line with it. */
export function drawCommands(root, { prefix, commands }, begin) {
  root.replaceChildren(
    ...commands.map(({ name, takes, does }) => {
      const button = element(
        "button",
        { class: "command-button", type: "button" },
        element("b", { class: "command" }, prefix + name),
        element("span", {}, does),
      );
      button.addEventListener("click", () => begin(prefix + name + (takes ? " " : "")));
      return element("li", {}, button);
    }),
  );
}
