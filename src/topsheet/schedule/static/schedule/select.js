// The cursor on one strip, and the strips that are chosen.

import { onPatched, strips } from "./patch.js";

const listeners = new Set();
export const onChosen = (fn) => listeners.add(fn);
const tell = () => { for (const fn of listeners) fn(chosen()); };
onPatched(tell);

export const chosen = () => strips().filter((strip) => strip.getAttribute("aria-selected") === "true");

export function cursor() {
  const focused = document.activeElement?.closest?.("[data-strip]");
  return focused ?? strips().find((strip) => strip.tabIndex === 0) ?? null;
}

// The strips a verb is for: the chosen ones, or the one under the cursor.
export function held() {
  const some = chosen();
  if (some.length > 0) return some;
  const here = document.activeElement?.closest?.("[data-strip]");
  return here ? [here] : [];
}

export function focusOn(strip, { scroll = true } = {}) {
  for (const one of document.querySelectorAll("[data-strip][tabindex='0']")) one.tabIndex = -1;
  strip.tabIndex = 0;
  strip.focus({ preventScroll: !scroll });
  if (scroll) strip.scrollIntoView({ block: "nearest" });
  return true;
}

export function walk(step) {
  const all = strips();
  if (all.length === 0) return false;
  const here = all.indexOf(document.activeElement);
  const next = here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step));
  return focusOn(all[next]);
}

export function toggle(strip) {
  const on = strip.getAttribute("aria-selected") === "true";
  strip.setAttribute("aria-selected", String(!on));
  tell();
  return true;
}

// Choose from the cursor on: one step, or up to a strip.
export function extend(step, to = null) {
  const all = strips();
  const here = cursor();
  const from = all.indexOf(to === null ? here : chosen()[0] ?? here);
  const end = to === null ? Math.min(all.length - 1, Math.max(0, from + step)) : all.indexOf(to);
  for (const strip of all.slice(Math.min(from, end), Math.max(from, end) + 1)) {
    strip.setAttribute("aria-selected", "true");
  }
  if (to === null) focusOn(all[end]);
  tell();
  return true;
}

export function clear() {
  for (const strip of document.querySelectorAll("[data-strip][aria-selected=true]")) {
    strip.setAttribute("aria-selected", "false");
  }
  tell();
  return true;
}
