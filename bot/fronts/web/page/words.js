// The words of a post: commands stand out in them, everything else is plain text.

import { element } from "./dom.js";

/** A member's own line: the command it begins with. */
export function drawSaid(text, { prefix }) {
  return marked(text, text.startsWith(prefix) ? [text.match(/^\S+/)[0]] : [], (match) => match.index === 0);
}

/** What the bot tells: the commands it names. */
export function drawTold(text, { prefix, commands }) {
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
