// What can be pressed or chosen below a post: buttons, the mood switch and menus. Each says a token of the server's.

import { element, icon } from "./dom.js";

const SIGNS = new Set([
  ...["like", "dislike", "seen", "aside", "forget", "undo"],
  ...["in", "veto", "calendar"],
  ...["recommend", "more", "why", "share", "match", "later", "drop", "pick", "taste"],
]);

// Signs that stand for something alike elsewhere.
const LENT_SIGNS = {
  ...{ maybe: "why", out: "close", picks: "recommend", "vote open": "vote" },
  ...{ "tap loved": "like", "tap fine": "seen", "tap not": "dislike", "tap absent": "aside" },
};

let menusDrawn = 0;

/** A button that says its token; `subject` completes the label for those who hear it out of its place. */
export function drawButton({ label, token, kind, pressed }, subject = "") {
  const sign = LENT_SIGNS[kind] ?? LENT_SIGNS[token.split(" ", 2).join(" ")] ?? (SIGNS.has(kind) && kind);
  return element(
    "button",
    {
      class: "button",
      type: "button",
      "data-token": token,
      "data-kind": kind,
      "aria-pressed": pressed === undefined ? null : String(pressed),
      "aria-label": subject ? `${label}: ${subject}` : null,
    },
    sign ? icon(sign) : null,
    element("span", {}, label),
  );
}

/** One choice of a few, of which the present one has no token: it is pressed already. */
export function drawMoods(moods) {
  return element(
    "div",
    { class: "moods", role: "group", "aria-label": "Mood of this list" },
    moods.map(({ label, mood, token }) =>
      element(
        "button",
        { class: "mood", type: "button", "data-mood": mood, "data-token": token, "aria-pressed": String(!token) },
        label,
      ),
    ),
  );
}

/** A list that opens and a button that says the chosen token: choosing alone does nothing yet. */
export function drawMenu({ label, choices }) {
  const id = `menu-${(menusDrawn += 1)}`;
  const list = element(
    "select",
    { id, class: "menu-list" },
    element("option", { value: "" }, "Choose…"),
    choices.map((choice) => element("option", { value: choice.token }, choice.label)),
  );
  const button = element("button", { class: "button", type: "button", disabled: true, "aria-describedby": `${id}-label` }, "OK");
  list.addEventListener("change", () => {
    button.dataset.token = list.value;
    button.disabled = !list.value;
  });
  return element(
    "div",
    { class: "menu" },
    element("label", { for: id, id: `${id}-label`, class: "menu-label" }, label),
    element("div", { class: "menu-line" }, list, button),
  );
}
