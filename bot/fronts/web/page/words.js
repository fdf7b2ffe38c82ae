// The words of a post: commands stand out in them, moments and people are drawn, everything else is plain text.

import { element } from "./dom.js";
import { drawMoment } from "./moments.js";

/** A member's own line: the command it begins with. */
export function drawSaid(text, { prefix }) {
  return marked(text, text.startsWith(prefix) ? [text.match(/^\S+/)[0]] : [], (match) => match.index === 0);
}

/** What the bot tells, a text or its parts: the commands it names, moments and people. */
export function drawTold(text, channel) {
  return partsOf(text).flatMap((part) => {
    if (part.moment) return drawMoment(part);
    return part.person ? drawPerson(part.person, channel) : drawWords(part, channel);
  });
}

/** A member's name in their colour; those who are `called` stand out. */
export function drawPerson(name, { calls = [], member }) {
  const called = calls.includes(name) && "is-called";
  const own = name === member && "is-you";
  return element("b", { class: ["person", called, own].filter(Boolean).join(" "), "data-author": name }, name);
}

/** The lines of a text, each as its parts; empty lines are left out. */
export function linesOf(text) {
  const lines = [[]];
  for (const part of partsOf(text)) {
    const [first, ...rest] = typeof part === "string" ? part.split("\n") : [part];
    lines.at(-1).push(first);
    rest.forEach((line) => lines.push([line]));
  }
  return lines.map((line) => line.filter((part) => part !== "")).filter((line) => line.length);
}

function partsOf(text) {
  return Array.isArray(text) ? text : [text];
}

function drawWords(text, { prefix, commands }) {
  return marked(
    text,
    commands.map(({ name }) => prefix + name),
    ({ index }) => index === 0 || /[\s“"(]/.test(text[index - 1]),
  );
}

function marked(text, names, isCommand) {
  if (!names.length) return text;
  const found = [...text.matchAll(new RegExp(`(?:${names.map(escaped).join("|")})(?!\\w)`, "g"))].filter(isCommand);
  const ends = [0, ...found.map((match) => match.index + match[0].length)];
  const words = found.flatMap((match, place) => [
    text.slice(ends[place], match.index),
    element("b", { class: "command" }, match[0]),
  ]);
  return [...words, text.slice(ends.at(-1))];
}

function escaped(name) {
  return name.replace(/[^\w]/g, "\\$&");
}
