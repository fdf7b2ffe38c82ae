// The channel's log: the latest posts in order, following the newest unless the reader has scrolled back.

import { element } from "./dom.js";
import { retireFiles } from "./files.js";
import { drawPost, isCalled, redrawPost } from "./post.js";

const POSTS_KEPT = 200;
const NEAR_END_PX = 120;
const SAME_BREATH_MS = 5 * 60 * 1000;

export class Log {
  #root;
  #newest;
  #empty;
  #channel = null;
  #articles = new Map();
  #follows = true;

  constructor({ root, newest, empty }) {
    this.#root = root;
    this.#newest = newest;
    this.#empty = empty;
    newest.addEventListener("click", () => this.#toEnd());
    root.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    window.addEventListener("resize", () => this.#follows && this.#toEnd());
  }

  /** Shows what the server has kept: instead of everything when another member reads on, else below what stands. */
  welcome({ start, member, posts, bot, prefix, commands }) {
    const former = this.#channel;
    this.#channel = { start, member, bot, prefix, commands };
    if (former?.member !== member) this.#clear();
    else if (former.start !== start) this.#goOnAfterRestart();
    this.#root.setAttribute("aria-busy", "true");
    posts.forEach((post) => this.#put(post));
    this.#root.removeAttribute("aria-busy");
    this.#empty.hidden = this.#articles.size > 0;
    if (former?.member !== member) this.#toEnd();
  }

  /** A new post, or new content for one that stands; whether it is a new one that calls the reader. */
  show(post) {
    const follows = this.#follows || this.#concerns(post);
    const heightBefore = this.#articles.get(post.id)?.offsetHeight;
    const isNew = this.#put(post);
    this.#empty.hidden = true;
    if (!isNew) {
      if (follows) this.#keepInView(this.#articles.get(post.id), heightBefore);
      return false;
    }
    if (follows) this.#bringIntoView(this.#articles.get(post.id));
    else this.#newest.hidden = false;
    return isCalled(post, this.#channel);
  }

  /** New content for a post that only this page still knows. */
  rewrite(content) {
    const article = this.#articles.get(content.id);
    if (article) redrawPost(article, content, this.#channel);
  }

  #put(post) {
    const standing = this.#articles.get(post.id);
    if (standing) {
      redrawPost(standing, post, this.#channel);
      this.#foldOlderCards(post.night);
      return false;
    }
    const article = drawPost(post, this.#channel, this.#isFollowUp(post));
    this.#articles.set(post.id, article);
    this.#root.append(article);
    this.#foldOlderCards(post.night);
    this.#dropOldest();
    return true;
  }

  #isFollowUp(post) {
    const above = this.#root.lastElementChild;
    if (post.author === this.#channel.bot || above?.dataset.author !== post.author) return false;
    return new Date(post.at) - new Date(above.dataset.at) < SAME_BREATH_MS;
  }

  // Of a night's cards the newest one counts; what stands above it keeps its first words as a memory.
  #foldOlderCards(night) {
    const cards = night ? [...this.#root.querySelectorAll(`[data-night="${CSS.escape(night)}"]`)] : [];
    const newest = cards.findLastIndex((card) => !card.classList.contains("is-private"));
    cards.forEach((card, place) => card.classList.toggle("is-older", place < newest));
  }

  #dropOldest() {
    while (this.#articles.size > POSTS_KEPT) {
      const [id, article] = this.#articles.entries().next().value;
      article.remove();
      this.#articles.delete(id);
    }
  }

  #concerns(post) {
    const { member } = this.#channel;
    return post.author === member || post.answers?.member === member;
  }

  #goOnAfterRestart() {
    if (!this.#articles.size) return;
    retireFiles(this.#root);
    this.#root.append(element("p", { class: "divider" }, element("span", {}, "Reelmates was restarted. Here we go on.")));
  }

  #clear() {
    this.#root.replaceChildren();
    this.#articles.clear();
    this.#newest.hidden = true;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#root;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#follows) this.#newest.hidden = true;
  }

  #toEnd() {
    this.#root.scrollTop = this.#root.scrollHeight;
    this.#newest.hidden = true;
  }

  // The newest post may have grown out of the window.
  #keepInView(article, heightBefore) {
    const hasGrown = article.offsetHeight > heightBefore && heightBefore < this.#root.clientHeight;
    if (hasGrown && article === this.#root.lastElementChild) this.#bringIntoView(article);
  }

  // A post taller than the window is read from its top.
  #bringIntoView(article) {
    if (article.offsetHeight < this.#root.clientHeight) this.#toEnd();
    else this.#root.scrollTop = article.offsetTop - this.#root.offsetTop;
  }
}
