// What the board shows, and how it is brought up to date: the server draws what changed.

import { scenario } from "../site/api.js";

export const board = document.querySelector("[data-board]");
export const mayEdit = board.hasAttribute("data-editing-allowed");
export const word = (name) => board.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? name;

export const days = () => [...board.querySelectorAll("[data-day]")];
export const strips = () => [...document.querySelectorAll("[data-board] [data-strip], [data-boneyard][open] [data-strip]")];
export const stripOf = (key) => document.querySelector(`[data-strip="${CSS.escape(key)}"]`);
export const dayOf = (uid) => board.querySelector(`[data-day="${CSS.escape(uid)}"]`);
export const stripsIn = (place) => [...place.querySelectorAll("[data-strip]")];

export function nameOf(day) {
  return day?.querySelector("h2")?.textContent ?? word("boneyard");
}

const live = document.querySelector("[data-live]");
export function say(sentence) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = sentence; });
}

const watchers = new Set();
export const onPatched = (fn) => watchers.add(fn);

let asked = 0;

// Fetch the days that are otherwise than shown here, and put them in their places.
export async function refetch() {
  const ours = ++asked;
  const url = new URL(board.dataset.fragment, location.origin);
  url.searchParams.set("have", days().map((day) => day.dataset.digest).join(","));
  if (scenario()) url.searchParams.set("scenario", scenario());
  const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok || response.redirected || ours !== asked) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sent = page.querySelector("[data-order]");
  if (sent !== null && ours === asked) put(sent);
}

function put(sent) {
  const focused = document.activeElement?.dataset?.strip;
  const place = focused ? strips().indexOf(document.activeElement) : -1;
  const selected = new Set([...document.querySelectorAll("[data-strip][aria-selected=true]")].map((one) => one.dataset.strip));
  for (const part of ["head", "side", "boneyard"]) {
    const fresh = sent.querySelector(`[data-part="${part}"]`);
    const old = document.querySelector(`main [data-part="${part}"], aside[data-part="${part}"]`);
    if (fresh !== null && old !== null) old.replaceChildren(...fresh.childNodes);
  }
  const fresh = new Map([...sent.querySelectorAll("[data-part=days] [data-day]")].map((day) => [day.dataset.day, day]));
  const now = new Map(days().map((day) => [day.dataset.day, day]));
  let last = null;
  for (const uid of sent.dataset.order.split(" ").filter(Boolean)) {
    const old = now.get(uid);
    const day = fresh.get(uid) ?? old;
    now.delete(uid);
    if (day === undefined) continue;
    if (old !== undefined && old !== day) old.replaceWith(day);
    if (fresh.has(uid)) flash(day);
    if (last === null ? board.firstElementChild !== day : last.nextElementSibling !== day) {
      if (last === null) board.prepend(day);
      else last.after(day);
    }
    last = day;
  }
  for (const gone of now.values()) gone.remove();
  for (const key of selected) stripOf(key)?.setAttribute("aria-selected", "true");
  if (focused) {
    const strip = stripOf(focused) ?? relative(focused) ?? strips()[Math.min(place, strips().length - 1)];
    if (strip) {
      strip.tabIndex = 0;
      strip.focus({ preventScroll: true });
      strip.scrollIntoView({ block: "nearest" });
    }
  }
  for (const fn of watchers) fn();
}

// A strip that was cut or joined: another of its scene.
function relative(key) {
  const scene = key.split("/")[0];
  return strips().find((strip) => strip.dataset.strip.split("/")[0] === scene);
}

function flash(day) {
  day.classList.add("fresh");
  setTimeout(() => day.classList.remove("fresh"), 1200);
}
