// The card of a movie night: its name, its time to be seen from afar, who comes, and the ballot with its posters.

import { drawButton } from "./controls.js";
import { element, icon } from "./dom.js";
import { drawAppointment } from "./moments.js";
import { drawPerson, drawTold, linesOf } from "./words.js";

const FILM_OF_VOTE = /^vote #(\d+)/;
const BETWEEN_NAMES = /^(?:, | and |\.)$/;

/** The words of the card; what the buttons of the ballot say is left to them. */
export function drawNight({ text, buttons }, channel) {
  const lines = linesOf(text).filter((line) => !buttons.some((button) => isVote(button) && isAbout(button, line)));
  const { above, name, moment, after, below } = parted(lines);
  return element(
    "div",
    { class: "night" },
    above.map((line) => drawLine(line, channel)),
    moment ? drawHead(name, moment, after, channel) : null,
    below.map((line) => drawLine(line, channel)),
  );
}

/** Films to vote for, each with its poster, and what the card says of it. */
export function drawBallot({ text, buttons }, channel) {
  const lines = linesOf(text);
  const choices = buttons.filter(isVote).map((button) => {
    const line = lines.find((one) => isAbout(button, one));
    return element("li", {}, drawChoice(button, line ? [line[0].slice(button.label.length), ...line.slice(1)] : [], channel));
  });
  return element("ul", { class: "ballot" }, choices);
}

/** Whether the button is a vote for a film. */
export function isVote({ token }) {
  return FILM_OF_VOTE.test(token);
}

function drawChoice(button, remark, channel) {
  const choice = drawButton(button);
  const picture = `/pictures/${button.token.match(FILM_OF_VOTE)[1]}`;
  choice.classList.add("choice");
  choice.prepend(element("img", { src: picture, alt: "", width: 44, height: 66, loading: "lazy", decoding: "async" }));
  if (remark.length) choice.append(element("span", { class: "choice-remark" }, drawTold(remark, channel)));
  choice.append(icon("in"));
  return choice;
}

// The night's name and moment stand on one line, or the moment begins the line below the name.
function parted(lines) {
  for (const [place, [first, ...rest]] of lines.entries()) {
    const below = lines.slice(place + 1);
    if (first.moment && place) {
      return { above: lines.slice(0, place - 1), name: lines[place - 1], moment: first, after: rest, below };
    }
    const [moment, ...after] = rest;
    if (moment?.moment && String(first).endsWith(", ") && String(after[0] ?? ".").startsWith(".")) {
      return { above: lines.slice(0, place), name: [first.slice(0, -2)], moment, after, below };
    }
  }
  return { above: lines, below: [] };
}

function drawHead(name, moment, after, channel) {
  const words = after.map((part) => (typeof part === "string" ? part.replace(/^[.,] ?/, "") : part)).filter(Boolean);
  return element(
    "header",
    { class: "night-head" },
    element("h2", { class: "night-name" }, drawTold(name, channel)),
    drawAppointment(moment),
    words.length ? element("p", { class: "night-after" }, drawTold(words, channel)) : null,
  );
}

// "In: alice and bob" is a row of names; every other line is a sentence.
function drawLine(line, channel) {
  const [label, ...names] = line;
  const isRow = typeof label === "string" && label.endsWith(": ") && names.every((one) => one.person || BETWEEN_NAMES.test(one));
  if (!isRow || !names.length) return element("p", {}, drawTold(line, channel));
  return element(
    "p",
    { class: "night-row" },
    element("span", { class: "night-label" }, label),
    names.map((one) => (one.person ? drawPerson(one.person, channel) : element("span", { class: "unseen" }, one))),
  );
}

function isAbout({ label }, line) {
  return typeof line[0] === "string" && line[0].startsWith(label);
}
