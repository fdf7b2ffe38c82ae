// One post of the channel: who says it, to whom, the words, the cards and the buttons.

import { drawCard } from "./card.js";
import { drawButton, drawMenu, drawMoods } from "./controls.js";
import { arrange, element, icon } from "./dom.js";
import { drawFiles, drawPicture } from "./files.js";
import { timeOf } from "./moments.js";
import { drawBallot, drawNight, isVote } from "./night.js";
import { drawSaid, drawTold } from "./words.js";

/** The post as an article; `isFollowUp` leaves out the head that the post above already shows. */
export function drawPost(post, channel, isFollowUp) {
  const isBot = post.author === channel.bot;
  const time = timeOf(new Date(post.at));
  const article = element(
    "article",
    {
      class: classesOf(post, channel, isFollowUp),
      "data-post": post.id,
      "data-author": post.author,
      "data-at": post.at,
      "aria-label": `${post.author}, ${time}${isCalled(post, channel) ? ", calls you" : ""}`,
      tabindex: -1,
    },
    drawAnswers(post.answers),
    drawAvatar(post.author, isBot),
    isFollowUp ? null : drawHead(post, isBot, time),
    element("div", { class: "post-content" }),
  );
  fill(article, post, channel);
  return article;
}

/** Gives a drawn post new content; whoever stands on one of its buttons stays there. */
export function redrawPost(article, content, channel) {
  const spot = article.contains(document.activeElement) ? spotOf(document.activeElement) : null;
  fill(article, content, channel);
  if (spot) focusNear(article, spot);
}

export function drawAvatar(author, isBot) {
  const face = isBot ? element("img", { src: "/reel.svg", alt: "" }) : author[0].toUpperCase();
  return element("span", { class: "avatar", "data-author": author, "aria-hidden": "true" }, face);
}

function classesOf(post, channel, isFollowUp) {
  const classes = {
    "is-follow-up": isFollowUp,
    "is-private": post.private,
    "is-calling": isCalled(post, channel),
  };
  return ["post", ...Object.keys(classes).filter((name) => classes[name])].join(" ");
}

/** Whether the post calls the member who reads it. */
export function isCalled({ calls }, { member }) {
  return calls.includes(member);
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

function fill(article, content, channel) {
  const { text, calls, night, picture, cards, moods, menu, files } = content;
  const isMembers = article.dataset.author !== channel.bot;
  const votes = content.buttons.filter(isVote);
  const buttons = content.buttons.filter((button) => !isVote(button));
  const hasRow = moods.length || buttons.length;
  article.dataset.night = night ?? "";
  article.classList.toggle("is-night", Boolean(night));
  const reader = { ...channel, calls };
  const parts = [
    text && { content: { text, votes, night }, draw: () => drawText(content, reader, isMembers) },
    votes.length && { content: { votes, text }, draw: () => drawBallot(content, reader) },
    picture && { content: picture, draw: () => drawPicture(picture) },
    cards.length && { content: "cards", draw: () => element("ul", { class: "cards" }) },
    hasRow && { content: { moods, buttons }, draw: () => drawButtonRow(moods, buttons) },
    menu && { content: menu, draw: () => drawMenu(menu) },
    files.length && { content: files, draw: () => drawFiles(files) },
  ];
  arrange(article.querySelector(".post-content"), parts.filter(Boolean));
  if (cards.length) fillCards(article.querySelector(".cards"), cards);
}

function fillCards(list, cards) {
  const isChanging = list.children.length > 0;
  arrange(
    list,
    cards.map((card) => ({ content: card, draw: () => drawCard(card, isChanging) })),
  );
}

function drawText(content, channel, isMembers) {
  if (content.night) return drawNight(content, channel);
  const { text } = content;
  return element("p", { class: "post-text" }, isMembers ? drawSaid(text, channel) : drawTold(text, channel));
}

function drawButtonRow(moods, buttons) {
  return element(
    "div",
    { class: "post-buttons" },
    moods.length ? drawMoods(moods) : null,
    buttons.map((button) => drawButton(button)),
  );
}

// Whoever stood on a control finds it again: the same one, the one in its place, or the post.
function spotOf(control) {
  const card = control.closest(".card");
  return {
    id: control.id,
    token: control.dataset.token,
    kind: control.dataset.kind,
    mood: control.dataset.mood,
    place: card ? [...card.parentElement.children].indexOf(card) : -1,
  };
}

function focusNear(article, { id, token, kind, mood, place }) {
  const buttons = [...article.querySelectorAll("button")];
  const same = id ? document.getElementById(id) : buttons.find((button) => token && button.dataset.token === token);
  const segment = buttons.find((button) => mood && button.dataset.mood === mood);
  const card = article.querySelectorAll(".card")[place];
  const alike = card?.querySelector(`button[data-kind="${kind}"]`) ?? card?.querySelector("button");
  (same ?? segment ?? alike ?? article).focus({ preventScroll: true });
}
