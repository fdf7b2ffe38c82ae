// The page's one sitting: joins the channel and lets its parts talk to each other.

import { Completion } from "./completion.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { byId, element, icon } from "./dom.js";
import { Log } from "./log.js";
import { Notes } from "./notes.js";
import { drawCommands, Members } from "./side.js";

const BACK_AGAIN_MS = 2500;

const key = new URLSearchParams(location.hash.slice(1)).get("key") ?? "";
const thinking = new Set();
let wasLost = false;

const notes = new Notes(byId("notes"));
const log = new Log({ root: byId("log"), newest: byId("newest"), empty: byId("empty") });
const members = new Members(byId("members"), become);
const connection = new Connection({ key, member: sessionStorage.getItem("member"), onWord: hear, onState: showState });
const completion = new Completion({ input: byId("line"), list: byId("suggestions"), findTitles });
const composer = new Composer({ form: byId("composer"), input: byId("line"), completion, send: say, onForgotten: remind });

byId("second-tab").href = location.href;
byId("newest").prepend(icon("down"));
document.addEventListener("click", pressButton);
window.addEventListener("hashchange", () => location.reload());
showState("connecting");
connection.open();

function hear(word) {
  const heard = {
    welcome: () => greet(word),
    post: () => log.show(word.post),
    rewrite: () => log.rewrite(word),
    note: () => showNote(word),
    pressed: () => release(word),
    thinking: () => showThinking(word),
    here: () => members.mark(word.members),
  };
  heard[word.type]?.();
}

function greet(welcome) {
  sessionStorage.setItem("member", welcome.member);
  members.draw(welcome.members, welcome.member);
  composer.learn(welcome);
  drawCommands(byId("commands"), welcome, (words) => composer.begin(words));
  drawTries(welcome);
  log.welcome(welcome);
  composer.focus();
}

function drawTries({ prefix, favourites }) {
  const pictures = favourites.map(({ picture }) => element("img", { src: picture, alt: "" }));
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

function pressButton(event) {
  const button = event.target.closest("button[data-token]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const post = button.closest("[data-post]").dataset.post;
  if (press(post, button.dataset.token)) button.setAttribute("aria-disabled", "true");
}

function release({ post, token }) {
  for (const button of document.querySelectorAll("button[aria-disabled=true]")) {
    const isPressed = button.dataset.token === token && button.closest("[data-post]").dataset.post === post;
    if (isPressed) button.removeAttribute("aria-disabled");
  }
}

function releaseAll() {
  document.querySelectorAll("button[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
}

function showNote({ text, buttons }) {
  notes.show(
    text,
    buttons.map(({ label, token }) => ({ label, run: () => press("", token) })),
  );
}

function remind(line) {
  notes.show("The bot hears lines that begin with “!”; all others are just talk among you.", [
    { label: `Say !${line}`, run: () => say(`!${line}`) },
  ]);
}

function showThinking({ member, busy }) {
  if (busy) thinking.add(member);
  else thinking.delete(member);
  const dots = [1, 2, 3].map(() => element("i", { class: "dot" }));
  byId("thinking").replaceChildren(...(thinking.size ? [...dots, `Reelmates is thinking for ${listed(thinking)}`] : []));
}

function listed(names) {
  return new Intl.ListFormat("en").format(names);
}

function become(member) {
  thinking.clear();
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
    thinking.clear();
    byId("thinking").replaceChildren();
    releaseAll();
  }
  if (state === "open" && wasLost) setTimeout(() => sign.dataset.state === "open" && (sign.textContent = ""), BACK_AGAIN_MS);
  wasLost = state === "lost";
}
