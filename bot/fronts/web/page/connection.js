// The live connection: joins with the key, comes back by itself, gives up only when the key is refused.

// The server closes with this code; asking again would not help.
const WRONG_KEY = 4401;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 4000;

export class Connection {
  #key;
  #member;
  #onWord;
  #onState;
  #socket = null;
  #wait = FIRST_WAIT_MS;
  #timer = null;

  /** `onWord` hears what the server says; `onState` hears "connecting", "open", "lost" or "refused". */
  constructor({ key, member, onWord, onState }) {
    this.#key = key;
    this.#member = member;
    this.#onWord = onWord;
    this.#onState = onState;
    window.addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  open() {
    this.#timer = null;
    this.#socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/talk`);
    this.#socket.addEventListener("open", () => this.join(this.#member));
    this.#socket.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
    this.#socket.addEventListener("close", (event) => this.#closed(event.code));
  }

  /** Speaks as this member from now on. */
  join(member) {
    this.#member = member;
    this.send({ type: "join", key: this.#key, member });
  }

  /** False when the line is down and nothing was sent. */
  send(word) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(word));
    return true;
  }

  #hear(word) {
    if (word.type === "welcome") {
      this.#wait = FIRST_WAIT_MS;
      this.#onState("open");
    }
    this.#onWord(word);
  }

  #closed(code) {
    if (code === WRONG_KEY) {
      this.#onState("refused");
      return;
    }
    this.#onState("lost");
    this.#timer = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #hurry() {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.open();
  }
}
