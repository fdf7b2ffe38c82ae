// The page's one sitting: joins the channel and lets its parts talk to each other.

import { Attention } from "./attention.js";
import { Buttons } from "./buttons.js";
import { Completion } from "./completion.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { byId, element, icon } from "./dom.js";
import { Log } from "./log.js";
import { tellNextNight } from "./next_night.js";
import { Notes } from "./notes.js";
import { Presence, tellOfTyping } from "./presence.js";
import { drawCommands, drawHelp, Members } from "./side.js";
import { Upload } from "./upload.js";
import { drawTold } from "./words.js";

const BACK_AGAIN_MS = 2500;

const address = new URLSearchParams(location.hash.slice(1));
const key = address.get("key") ?? "";
let wasLost = false;

const notes = new Notes(byId("notes"));
const attention = new Attention();
const presence = new Presence(byId("thinking"));
const log = new Log({ root: byId("log"), newest: byId("newest"), empty: byId("empty") });
const buttons = new Buttons(byId("log"), press);
const members = new Members(byId("members"), become);
const connection = new Connection({
  key,
  member: sessionStorage.getItem("member") ?? address.get("as"),
  onWord: hear,
  onState: showState,
});
const completion = new Completion({ input: byId("line"), list: byId("suggestions"), findTitles });
const composer = new Composer({ form: byId("composer"), input: byId("line"), completion, send: say, onForgotten: remind });

const upload = new Upload({
  button: byId("bring"),
  input: byId("file"),
  panel: byId("upload"),
  target: byId("drop"),
  headers: () => ({ "X-Reelmates-Key": key, "X-Reelmates-Member": sessionStorage.getItem("member") }),
  onRefused: (words) => notes.show(words),
});

byId("newest").prepend(icon("down"));
byId("help-open").prepend(icon("help"));
byId("help-close").append(icon("close"));
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("help-close").addEventListener("click", () => byId("help").close());
byId("skip").addEventListener("click", () => byId("line").focus());
tellOfTyping(byId("line"), (line) => line.startsWith(prefix), () => connection.send({ type: "typing" }));
window.addEventListener("hashchange", () => location.reload());
showState("connecting");
connection.open();

function hear(word) {
  const heard = {
    welcome: () => greet(word),
    post: () => showPost(word.post),
    rewrite: () => log.rewrite(word),
    note: () => showNote(word),
    pressed: () => buttons.release(word),
    thinking: () => presence.thinks(word),
    typing: () => presence.types(word.member),
    looking: () => upload.looks(word),
    here: () => showWhoIsHere(word.members),
  };
  heard[word.type]?.();
}

let prefix = "!";

function greet(welcome) {
  sessionStorage.setItem("member", welcome.member);
  members.draw(welcome.members, welcome.member);
  presence.learn(welcome);
  composer.learn(welcome);
  drawCommands(byId("commands"), welcome, begin);
  drawHelp(byId("help-tasks"), welcome, begin);
  drawTries(welcome);
  prefix = welcome.prefix;
  log.welcome(welcome);
  tellNextNight(byId("log"), byId("topic"));
  composer.focus();
}

function begin(words) {
  byId("help").close();
  composer.begin(words);
}

function drawTries({ prefix, favourites }) {
  const pictures = favourites.map(({ picture }) => element("img", { src: picture, alt: "", width: 400, height: 600 }));
  byId("favourites").replaceChildren(...pictures);
  const titles = favourites.map(({ title }) => title).join("; ") || "The Matrix";
  const tries = [
    [`like ${titles}`, "tell me what you love"],
    ["recommend", "five films for you"],
    ["recommend 3 comedy 1990s", "just for tonight’s mood"],
  ];
  byId("tries").replaceChildren(
    ...tries.map(([words, promise]) => {
      const line = prefix + words;
      const chip = element("button", { class: "try", type: "button" }, element("b", { class: "command" }, line), promise);
      chip.addEventListener("click", () => {
        say(line);
        composer.focus();
      });
      return element("li", {}, chip);
    }),
  );
}

function showPost(post) {
  presence.hasSpoken(post.author);
  if (log.show(post)) attention.call();
  tellNextNight(byId("log"), byId("topic"));
}

/** The second tab is for a member who is not here yet. */
function showWhoIsHere(here) {
  members.mark(here);
  const all = [...byId("members").querySelectorAll(".member")].map((choice) => choice.dataset.member);
  const other = all.find((member) => !here.includes(member)) ?? all.at(-1);
  byId("second-tab").href = `/#${new URLSearchParams({ key, as: other })}`;
  byId("second-tab").textContent = `open a tab as ${other}`;
}

function say(line) {
  const isSent = connection.send({ type: "say", line });
  if (!isSent) notes.show("The bot cannot be reached just now. Your line is kept; send it again in a moment.");
  return isSent;
}

function press(post, token) {
  const isSent = connection.send({ type: "press", post, token });
  if (!isSent) notes.show("The bot cannot be reached just now. Please press again in a moment.");
  return isSent;
}

function showNote({ text, buttons: actions }) {
  notes.show(
    drawTold(text, { prefix, commands: [] }),
    actions.map(({ label, token }) => ({ label, run: () => press("", token) })),
  );
}

function remind(line) {
  notes.show(`The bot hears lines that begin with “${prefix}”; all others are just talk among you.`, [
    { label: `Say ${prefix}${line}`, run: () => say(prefix + line) },
  ]);
}

function become(member) {
  presence.clear();
  connection.join(member);
  composer.focus();
}

async function findTitles(typed, signal) {
  const answer = await fetch(`/titles?${new URLSearchParams({ typed })}`, { headers: { "X-Reelmates-Key": key }, signal });
  return answer.ok ? answer.json() : [];
}

function showState(state) {
  const words = { connecting: "Connecting…", open: wasLost ? "Back again" : "", lost: "Reconnecting…", refused: "" };
  const sign = byId("connection");
  sign.textContent = words[state];
  sign.dataset.state = state;
  byId("blocked").hidden = state !== "refused";
  byId("composer").hidden = state === "refused";
  if (state === "lost") {
    presence.clear();
    buttons.releaseAll();
  }
  if (state === "open" && wasLost) setTimeout(() => sign.dataset.state === "open" && (sign.textContent = ""), BACK_AGAIN_MS);
  wasLost = state === "lost";
}
