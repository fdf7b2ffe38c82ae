// The side: who one speaks as, who is here, and the commands by what one comes for.

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

/** The commands' names under what one comes for; a click begins a line with one. */
export function drawCommands(root, { prefix, commands }, begin) {
  root.replaceChildren(
    ...byTask(commands).map(([task, entries]) =>
      element(
        "section",
        { class: "task" },
        element("h3", {}, task),
        element("ul", { class: "command-names" }, entries.map((entry) => drawName(entry, prefix, begin))),
      ),
    ),
  );
}

/** The same with how each command goes on and what it does: the help, on one screen. */
export function drawHelp(root, { prefix, commands }, begin) {
  root.replaceChildren(
    ...byTask(commands).map(([task, entries]) =>
      element(
        "section",
        { class: "task" },
        element("h3", {}, task),
        element("ul", {}, entries.map((entry) => drawEntry(entry, prefix, begin))),
      ),
    ),
  );
}

function byTask(commands) {
  const tasks = new Map();
  for (const entry of commands) tasks.set(entry.task, [...(tasks.get(entry.task) ?? []), entry]);
  return [...tasks];
}

function drawName(entry, prefix, begin) {
  const button = element("button", { class: "command-name", type: "button", title: entry.does }, entry.name);
  return element("li", {}, beginning(button, entry, prefix, begin));
}

function drawEntry(entry, prefix, begin) {
  const button = element(
    "button",
    { class: "help-entry", type: "button" },
    element("span", { class: "help-line" }, element("b", { class: "command" }, prefix + entry.name), ` ${entry.takes}`),
    element("span", { class: "help-does" }, entry.does),
  );
  return element("li", {}, beginning(button, entry, prefix, begin));
}

function beginning(button, { name, takes }, prefix, begin) {
  button.addEventListener("click", () => begin(prefix + name + (takes ? " " : "")));
  return button;
}
