// One film: poster, title, facts, the reason it is here, and what can be done with it.

import { drawButton } from "./controls.js";
import { element, icon } from "./dom.js";
import { drawTold, linesOf } from "./words.js";

/** The card as a list item; one that takes another's place arrives visibly. */
export function drawCard(card, isNew) {
  const isRanked = card.buttons.some(({ kind }) => kind === "why");
  return element(
    "li",
    { class: ["card", isNew && "is-new", isRanked && "is-ranked"].filter(Boolean).join(" ") },
    element("div", { class: "poster" }, drawPicture(card), drawRating(card)),
    element(
      "div",
      { class: "card-words" },
      element("h2", { class: "card-title" }, drawTitle(card)),
      drawFacts(card),
      card.body ? drawReasons(card.body) : null,
    ),
    card.buttons.length ? drawButtons(card) : null,
  );
}

function drawPicture(card) {
  return element("img", {
    src: card.picture,
    alt: `Poster of ${card.title}`,
    width: 200,
    height: 300,
    loading: "lazy",
    decoding: "async",
  });
}

function drawRating({ rating }) {
  if (!rating) return null;
  return element(
    "p",
    { class: "rating" },
    icon("star"),
    element("span", { class: "unseen" }, "IMDb rating "),
    rating,
  );
}

function drawTitle({ title, link }) {
  if (!link) return title;
  return element(
    "a",
    { href: link, target: "_blank", rel: "noopener noreferrer", title: "Opens IMDb in a new tab" },
    title,
  );
}

function drawFacts({ genres, runtime, ageRating }) {
  const facts = [runtime, ageRating, ...genres].filter(Boolean);
  return facts.length ? element("ul", { class: "facts" }, facts.map((fact) => element("li", {}, fact))) : null;
}

// The reason comes first; what follows on lines of its own is said more quietly.
function drawReasons(body) {
  return element(
    "div",
    { class: "card-body" },
    linesOf(body).map((line) => element("p", {}, drawTold(line, { commands: [] }))),
  );
}

function drawButtons({ title, buttons }) {
  return element(
    "div",
    { class: "card-buttons" },
    buttons.map((button) => drawButton(button, title)),
  );
}
