// The next movie night, told at the top of the channel as long as its card stands in the log.

import { arrange, element } from "./dom.js";
import { drawShortly } from "./moments.js";

const CARD = ".is-night:not(.is-older, .is-private)";

/** Puts the next night in the place of the channel's topic; a press shows its card. */
export function tellNextNight(log, topic) {
  const cards = [...log.querySelectorAll(CARD)].map((card) => ({ card, at: startOf(card) }));
  const next = cards.filter(({ at }) => at > Date.now()).sort((one, other) => one.at - other.at)[0];
  const usual = (topic.dataset.usual ??= topic.textContent);
  arrange(topic, [next ? wayTo(next) : { content: usual, draw: () => element("span", {}, usual) }]);
}

function wayTo({ card, at }) {
  const name = card.querySelector(".night-name").textContent;
  return { content: { name, at, post: card.dataset.post }, draw: () => drawWay(name, at, card) };
}

function drawWay(name, at, card) {
  const named = element("span", { class: "next-night-name" }, `${name}: `);
  const way = element("button", { class: "next-night", type: "button" }, named, drawShortly(at));
  way.addEventListener("click", () => card.scrollIntoView({ block: "nearest" }));
  return way;
}

function startOf(card) {
  const told = card.querySelector(".appointment");
  return told && new Date(told.dateTime);
}
