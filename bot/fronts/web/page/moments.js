// Moments in posts, each by the reader's own clock: what they read as, and how far off they are while that is soon.

import { element } from "./dom.js";

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NAMED_WITH_YEAR_MS = 180 * DAY_MS;

// The page speaks English; twelve or twenty-four hours are the reader's choice.
const { hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions();
const clock = format({ hour: hourCycle === "h12" ? "numeric" : "2-digit", minute: "2-digit", hourCycle });
const day = format({ weekday: "long", day: "numeric", month: "long" });
const dayWithYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = format({ weekday: "short", day: "numeric", month: "short" });
const leafParts = ["weekday", "day", "month"].map((part) => format({ [part]: part === "day" ? "numeric" : "short" }));
const distance = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

setInterval(retell, MINUTE_MS);
document.addEventListener("visibilitychange", retell);

/** A moment within a sentence; the title tells it by the clocks of the space. */
export function drawMoment({ moment, words }) {
  const at = new Date(moment);
  return drawTime("moment", at, words, `${dayOf(at)}, ${clock.format(at)}`, drawDistance(at));
}

/** A moment that everybody has to keep in mind: a leaf of the calendar and the clock, to be seen from afar. */
export function drawAppointment({ moment, words }) {
  const at = new Date(moment);
  return drawTime(
    "appointment",
    at,
    words,
    element(
      "span",
      { class: "leaf", "aria-hidden": "true" },
      leafParts.map((part) => element("span", {}, part.format(at))),
    ),
    element("span", { class: "appointment-clock" }, clock.format(at)),
    " ",
    element("span", { class: "appointment-day" }, dayOf(at), drawDistance(at)),
  );
}

/** A moment where there is little room. */
export function drawShortly(at) {
  return drawTime("moment", at, null, `${shortDay.format(at)}, ${clock.format(at)}`, drawDistance(at));
}

/** The time of day. */
export function timeOf(at) {
  return clock.format(at);
}

function drawTime(name, at, title, ...children) {
  return element("time", { class: name, datetime: at.toISOString(), title }, ...children);
}

function drawDistance(at) {
  return element("span", { class: "distance", "data-to": at.toISOString() }, distanceTo(at));
}

function dayOf(at) {
  return (Math.abs(at - Date.now()) > NAMED_WITH_YEAR_MS ? dayWithYear : day).format(at);
}

// Of what is past or more than a month ahead the date says enough.
function distanceTo(at) {
  const left = at - Date.now();
  if (left < MINUTE_MS || left > 31 * DAY_MS) return "";
  if (left < 1.5 * HOUR_MS) return ` (${distance.format(Math.round(left / MINUTE_MS), "minute")})`;
  if (left < 12 * HOUR_MS) return ` (${distance.format(Math.round(left / HOUR_MS), "hour")})`;
  return ` (${distance.format(Math.round((midnight(at) - midnight(Date.now())) / DAY_MS), "day")})`;
}

function midnight(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

function retell() {
  for (const told of document.querySelectorAll(".distance")) {
    const words = distanceTo(new Date(told.dataset.to));
    if (told.textContent !== words) told.textContent = words;
  }
}

function format(options) {
  return new Intl.DateTimeFormat("en-GB", options);
}
