// Films from elsewhere: a file that is chosen, or dropped on the page, goes to the bot, and its way there is shown.

import { icon } from "./dom.js";

const NOT_SENT = "That file could not be sent. Please try again in a moment.";
const ONE_AT_A_TIME = "The bot reads one file at a time: please bring them one after the other.";

export class Upload {
  #button;
  #words;
  #bar;
  #count;
  #headers;
  #onRefused;
  #request = null;

  /** `headers()` says who sends; `onRefused(words)` hears why a file was not taken. */
  constructor({ button, input, panel, target, headers, onRefused }) {
    this.#button = button;
    this.#words = panel.querySelector(".upload-words");
    this.#bar = panel.querySelector(".upload-bar");
    this.#count = panel.querySelector(".upload-count");
    this.#headers = headers;
    this.#onRefused = onRefused;
    button.append(icon("clip"));
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#bring([...input.files]);
      input.value = "";
    });
    this.#takeDrops(target);
  }

  /** The bot looks for the films: how far it has come. */
  looks({ words, done, total }) {
    if (!this.#request) return;
    this.#count.textContent = words;
    this.#fill(done / total);
  }

  #bring(files) {
    if (!files.length) return;
    if (this.#request || files.length > 1) this.#onRefused(ONE_AT_A_TIME);
    else this.#send(files[0]);
  }

  // What fetch cannot tell, the older request can: how much of the file has left.
  #send(file) {
    const request = new XMLHttpRequest();
    request.open("POST", "/imports");
    for (const [name, value] of Object.entries(this.#headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("X-Reelmates-File", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => this.#fill(loaded / total));
    request.upload.addEventListener("load", () => this.#begin(`Reading ${file.name}`));
    request.addEventListener("loadend", () => this.#end(request));
    this.#request = request;
    this.#button.setAttribute("aria-disabled", "true");
    this.#begin(`Sending ${file.name}`);
    request.send(file);
  }

  #begin(words) {
    this.#words.textContent = words;
    this.#count.textContent = "";
    this.#bar.hidden = false;
    this.#fill(0);
  }

  #fill(share) {
    this.#bar.value = share;
  }

  // A file that was read is answered in the channel.
  #end({ status, responseText }) {
    this.#request = null;
    this.#button.removeAttribute("aria-disabled");
    this.#words.textContent = "";
    this.#count.textContent = "";
    this.#bar.hidden = true;
    if (status !== 204) this.#onRefused((status === 413 && responseText) || NOT_SENT);
  }

  #takeDrops(target) {
    const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      target.hidden = false;
    });
    document.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) target.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      target.hidden = true;
      this.#bring([...event.dataTransfer.files]);
    });
  }
}
