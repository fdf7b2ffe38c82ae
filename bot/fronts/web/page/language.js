// What can go on where in a line, read from what the help says of each command.

const WORDS_BEFORE_TITLE = /^\[?([a-z ]*)TITLE/i;

/**
 * The spot at the line's end that can be completed: what is `typed` there, and where it begins (`from`). Its `options`
 * are `[{label, words, detail}]`; without options it wants a title. Null where nothing can be completed.
 */
export function spotIn(line, language) {
  const { prefix, commands, members } = language;
  if (!line.startsWith(prefix)) return null;
  const [, name, gap, rest] = line.slice(prefix.length).match(/^(\w*)(\s*)(.*)$/s);
  if (!gap) return rest ? null : { typed: name, from: 0, options: commandsLike(name, language) };
  const takes = commands.find((command) => command.name === name.toLowerCase())?.takes ?? "";
  const from = line.length - rest.length;
  if (takes.startsWith("@")) return among(members.map((member) => `@${member}`), rest, from);
  return spotOfTitle(takes, rest, from) ?? among(fixedWords(takes), rest, from);
}

function spotOfTitle(takes, rest, from) {
  const before = takes.match(WORDS_BEFORE_TITLE)?.[1];
  if (before === undefined) return null;
  if (!rest.toLowerCase().startsWith(before.toLowerCase())) return among([before], rest, from);
  const titles = rest.slice(before.length);
  const typed = titles.slice(titles.lastIndexOf(";") + 1).trimStart();
  return typed ? { typed, from: from + rest.length - typed.length } : null;
}

function among(words, typed, from) {
  const options = words.filter((one) => one !== typed && one.toLowerCase().startsWith(typed.toLowerCase()));
  return options.length ? { typed, from, options: options.map((one) => ({ label: one.trim(), words: one })) } : null;
}

// "a | b | c" are words to choose from; capitals stand for something else.
function fixedWords(takes) {
  const alternatives = takes.replace(/^\[|\]$/g, "").split("|").map((one) => one.trim());
  return alternatives.length > 1 ? alternatives.filter((one) => /^[a-z ]+$/.test(one)) : [];
}

function commandsLike(typed, { prefix, commands }) {
  return commands
    .filter(({ name }) => name.startsWith(typed.toLowerCase()) && name !== typed.toLowerCase())
    .map(({ name, takes, does }) => ({
      label: prefix + name,
      detail: does,
      words: prefix + name + (takes ? " " : ""),
    }));
}
