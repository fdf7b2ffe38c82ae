// One film: poster, title, facts, the reason it is here, and what can be done with it.

import { element, icon } from "./dom.js";

const ICONS = new Set(["like", "dislike", "seen", "why", "more", "undo"]);

/** The card as a list item; one that takes another's place arrives visibly. */
export function drawCard(card, isNew) {
  return element(
    "li",
    { class: isNew ? "card is-new" : "card" },
    element("div", { class: "poster" }, drawPicture(card), drawRating(card)),
    element(
      "div",
      { class: "card-words" },
      element("h2", { class: "card-title" }, drawTitle(card)),
      drawFacts(card),
      card.body ? element("p", { class: "card-body" }, card.body) : null,
    ),
    card.buttons.length ? drawButtons(card) : null,
  );
}

/** A button that says its token; `subject` completes the label for those who hear it out of its place. */
export function drawButton({ label, token, kind }, subject = "") {
  return element(
    "button",
    {
      class: "button",
      type: "button",
      "data-token": token,
      "data-kind": kind,
      "aria-label": subject ? `${label}: ${subject}` : null,
    },
    ICONS.has(kind) ? icon(kind) : null,
    element("span", {}, label),
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
  const facts = [runtime, ageRating].filter(Boolean);
  if (!facts.length && !genres.length) return null;
  return element(
    "ul",
    { class: "facts" },
    facts.map((fact) => element("li", { class: "fact" }, fact)),
    genres.map((genre) => element("li", { class: "genre" }, genre)),
  );
}

function drawButtons({ title, buttons }) {
  return element(
    "div",
    { class: "card-buttons" },
    buttons.map((button) => drawButton(button, title)),
  );
}
