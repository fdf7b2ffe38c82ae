// One post of the channel: who says it, to whom, the words, the cards and the buttons.

import { drawButton, drawCard } from "./card.js";
import { arrange, element, icon } from "./dom.js";

const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });

/** The post as an article; `isFollowUp` leaves out the head that the post above already shows. */
export function drawPost(post, { bot, prefix, isFollowUp }) {
  const isBot = post.author === bot;
  const time = clock.format(new Date(post.at));
  const article = element(
    "article",
    {
      class: ["post", isFollowUp && "is-follow-up", post.private && "is-private"].filter(Boolean).join(" "),
      "data-post": post.id,
      "data-author": post.author,
      "data-at": post.at,
      "aria-label": `${post.author}, ${time}`,
      tabindex: -1,
    },
    drawAnswers(post.answers),
    drawAvatar(post.author, isBot),
    isFollowUp ? null : drawHead(post, isBot, time),
    element("div", { class: "post-content" }),
  );
  fill(article, post, isBot ? null : prefix);
  return article;
}

/** Gives a drawn post new content; whoever stands on one of its buttons stays there. */
export function redrawPost(article, content) {
  const spot = article.contains(document.activeElement) ? spotOf(document.activeElement) : null;
  fill(article, content, null);
  if (spot) focusNear(article, spot);
}

export function drawAvatar(author, isBot) {
  const face = isBot ? element("img", { src: "/reel.svg", alt: "" }) : author[0].toUpperCase();
  return element("span", { class: "avatar", "data-author": author, "aria-hidden": "true" }, face);
}

function drawAnswers(answers) {
  if (!answers) return null;
  return element(
    "p",
    { class: "answers" },
    icon("answers"),
    element("span", { class: "unseen" }, "Answers "),
    element("b", {}, answers.member),
    answers.line ? element("span", { class: "answers-line" }, answers.line) : null,
  );
}

function drawHead(post, isBot, time) {
  return element(
    "p",
    { class: "post-head" },
    element("span", { class: "author", "data-author": post.author }, post.author),
    isBot ? element("span", { class: "badge" }, "bot") : null,
    element("time", { datetime: post.at }, time),
    post.private ? element("span", { class: "only-you" }, icon("private"), "Only you can see this") : null,
  );
}

function fill(article, { text, cards, buttons }, prefix) {
  const box = article.querySelector(".post-content");
  const words = { content: text, draw: () => element("p", { class: "post-text" }, drawWords(text, prefix)) };
  const films = { content: { films: true }, draw: () => element("ul", { class: "cards" }) };
  const row = { content: buttons, draw: () => drawButtonRow(buttons) };
  arrange(box, [text && words, cards.length && films, buttons.length && row].filter(Boolean));
  if (cards.length) fillCards(box.querySelector(".cards"), cards);
}

function fillCards(list, cards) {
  const isChanging = list.children.length > 0;
  arrange(
    list,
    cards.map((card) => ({ content: card, draw: () => drawCard(card, isChanging) })),
  );
}

function drawButtonRow(buttons) {
  return element(
    "div",
    { class: "post-buttons" },
    buttons.map((button) => drawButton(button)),
  );
}

function drawWords(text, prefix) {
  const command = prefix && text.startsWith(prefix) ? text.match(/^\S+/)[0] : "";
  if (!command) return text;
  return [element("b", { class: "command" }, command), text.slice(command.length)];
}

function spotOf(button) {
  const card = button.closest(".card");
  return {
    token: button.dataset.token,
    kind: button.dataset.kind,
    place: card ? [...card.parentElement.children].indexOf(card) : -1,
  };
}

function focusNear(article, { token, kind, place }) {
  const buttons = [...article.querySelectorAll("button[data-token]")];
  const same = buttons.find((button) => button.dataset.token === token);
  const card = article.querySelectorAll(".card")[place];
  const alike = card?.querySelector(`button[data-kind="${kind}"]`) ?? card?.querySelector("button");
  (same ?? alike ?? article).focus({ preventScroll: true });
}
