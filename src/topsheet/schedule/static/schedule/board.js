// The board people work in: cursor and selection, drag and drop, verbs by key and by button.

import { refreshOn } from "../site/api.js";
import { pickUp } from "./air.js";
import { askFor } from "./asks.js";
import { watchImprove } from "./improve.js";
import { board, mayEdit, refetch, say, strips } from "./patch.js";
import { chosen, clear, cursor, extend, focusOn, onChosen, toggle, walk } from "./select.js";
import * as verbs from "./verbs.js";

const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]") !== null;

const ACTS = {
  move: () => askFor("move"),
  best: () => verbs.toBest(),
  lock: () => verbs.lock(),
  bone: () => verbs.toBoneyard(),
  minutes: () => askFor("minutes"),
  parts: () => askFor("parts"),
  break: () => verbs.breakHere(),
  banner: () => askFor("banner"),
  none: () => clear(),
  breaks: () => askFor("breaks"),
  improve: () => askFor("improve"),
  tidy: () => verbs.tidy(),
  insert: () => verbs.insert(cursor()?.closest("[data-day]")?.dataset.day ?? ""),
  day: (button) => askFor("day", button.closest("[data-day]")),
  "edit-banner": (button) => askFor("banner", button.closest("[data-banner]")),
};

const KEYS = {
  m: "move", l: "lock", b: "bone", e: "minutes", p: "parts", d: "break", n: "banner", i: "insert",
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const act = button && ACTS[button.dataset.act];
  if (act) act(button);
});

function onArrow(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.altKey && mayEdit) {
    if (step !== undefined) return verbs.nudge(step);
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      return verbs.toNeighbour(event.key === "ArrowRight" ? 1 : -1);
    }
    return false;
  }
  if (step === undefined || event.altKey) return false;
  return event.shiftKey && mayEdit ? extend(step) : walk(step);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const onStrip = event.target.closest?.("[data-strip]") ?? null;
  const line = event.target.closest?.("[data-banner]") ?? null;
  if (line !== null && mayEdit && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    askFor("banner", line);
    return;
  }
  const key = event.key.toLowerCase();
  let done = false;
  if (!event.altKey && (key === "j" || key === "k")) done = walk(key === "j" ? 1 : -1);
  else if (event.key.startsWith("Arrow") && onStrip !== null) done = onArrow(event);
  else if (onStrip !== null && event.key === " " && mayEdit) done = toggle(onStrip);
  else if (onStrip !== null && event.key === "Enter" && mayEdit) {
    const day = onStrip.closest("[data-day]");
    done = day !== null && (askFor("day", day) ?? true);
  } else if (event.key === "Escape" && chosen().length > 0) done = clear();
  else if (!event.altKey && mayEdit && key === "d" && event.shiftKey) done = verbs.join() ?? true;
  else if (!event.altKey && mayEdit && key in KEYS && (onStrip !== null || key === "i")) {
    ACTS[KEYS[key]](onStrip);
    done = true;
  }
  if (done !== false) event.preventDefault();
});

// Mouse: click chooses, Shift to a range, Ctrl one more; press and pull carries. Touch: the grip.
document.addEventListener("pointerdown", (event) => {
  const strip = event.target.closest?.("[data-strip]");
  if (!strip || event.button !== 0) return;
  const byTouch = event.pointerType !== "mouse";
  if (mayEdit && (!byTouch || event.target.closest(".grip, .no"))) pickUp(event, strip);
});

document.addEventListener("click", (event) => {
  const strip = event.target.closest?.("[data-strip]");
  if (!strip || strip.dataset.carried !== undefined) return;
  focusOn(strip, { scroll: false });
  if (!mayEdit) return;
  if (event.shiftKey) extend(0, strip);
  else if (event.ctrlKey || event.metaKey || event.pointerType === "touch") toggle(strip);
  else {
    const alone = chosen().length === 1 && chosen()[0] === strip;
    clear();
    if (!alone) toggle(strip);
  }
});

const bar = document.querySelector("[data-held]");
onChosen((list) => {
  if (bar === null) return;
  bar.hidden = list.length === 0;
  const count = bar.querySelector("[data-count]");
  count.textContent = list.length === 1
    ? `${board.dataset.wordScene} ${list[0].dataset.scene}`
    : `${list.length} ${board.dataset.wordStrips}`;
  if (list.length > 1) say(`${list.length} ${board.dataset.wordStrips} ${board.dataset.wordSelected}`);
});

if (strips().length > 0) strips()[0].tabIndex = 0;
for (const link of document.querySelectorAll("[data-anchor]")) {
  if (location.hash === `#${link.dataset.anchor}`) link.scrollIntoView({ block: "center" });
}
// "Improve the board" found by Ctrl K leads here by its anchor.
function onHash() {
  if (location.hash !== "#improve" || !mayEdit) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  askFor("improve");
}
window.addEventListener("hashchange", onHash);
onHash();
refreshOn(() => refetch());
if (mayEdit) watchImprove();
