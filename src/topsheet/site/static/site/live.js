// What keeps a page alive: undo by key, others' changes as they come, the figures that moved.

import { call, hasRefreshers, production, refresh } from "./api.js";
import "./moved.js";
import "./pulse.js";
import { toast } from "./toasts.js";

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") ?? null;

async function step(verb) {
  const answer = await call("POST", verb, {});
  if (answer === null) return;
  toast(answer.change, { key: "undo" });
  refresh({ reason: verb, sequence: answer.sequence });
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !production()) return;
  if (typing(event.target) !== null || document.querySelector("dialog.modal[open]") !== null) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  step(key === "y" || event.shiftKey ? "redo" : "undo");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-undo], [data-redo]");
  if (button === null) return;
  event.preventDefault();
  step("undo" in button.dataset ? "undo" : "redo");
});

// A page that the server drew, and that no module redraws, is fetched again; open parts stay open.
const isBusy = () =>
  typing(document.activeElement ?? document.body) !== null
  || document.querySelector("dialog.modal[open], [data-editing]") !== null;

let stale = false;

export async function redraw() {
  if (hasRefreshers()) return;
  stale = isBusy();
  if (stale) return;
  const response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const text = await response.text();
  if (isBusy()) {
    stale = true;
    return;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of ["#main", "nav.rail", ".bar > .where"]) swap(part, fresh);
  document.dispatchEvent(new CustomEvent("topsheet:redrawn"));
}

function swap(part, fresh) {
  const old = document.querySelector(part);
  const next = fresh.querySelector(part);
  if (old === null || next === null || old.innerHTML === next.innerHTML) return;
  const open = new Set([...old.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceChildren(...next.childNodes);
  for (const summary of old.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  window.htmx?.process(old);
  if (focused) document.getElementById(focused)?.focus();
}

document.addEventListener("topsheet:changed", () => redraw());
document.addEventListener("focusout", () => {
  if (stale) setTimeout(() => stale && redraw(), 50);
});
document.addEventListener("close", () => stale && redraw(), true);
