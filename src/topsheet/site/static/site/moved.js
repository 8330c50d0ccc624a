// After a write: the figures it moved, in a line that opens into the list.

import { production, scenario, sequence } from "./api.js";
import { toast } from "./toasts.js";

const SETTLE = 150; // several writes at once are told together

let first = 0; // the change set before the first write that is not told yet
let timer = 0;
let asked = 0;

async function ask(since) {
  const ours = ++asked;
  const url = new URL(`/p/${production()}/moved/`, location.origin);
  url.searchParams.set("since", String(since));
  if (scenario()) url.searchParams.set("scenario", scenario());
  const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok || response.redirected) return null;
  const moved = await response.json();
  if (ours === asked) mark(moved.marks);
  document.dispatchEvent(new CustomEvent("topsheet:moved", { detail: moved }));
  return moved;
}

// The small marks of the rail (days, total) follow every write.
function mark(marks) {
  for (const link of document.querySelectorAll("nav.rail a")) {
    const now = marks[link.getAttribute("href")];
    const place = link.querySelector(".mark");
    if (now !== undefined && place !== null && place.textContent !== now) place.textContent = now;
  }
}

async function tell() {
  const since = first;
  first = 0;
  const moved = await ask(since).catch(() => null);
  if (moved === null || (!moved.headline && moved.moves.length === 0)) return;
  toast(moved.headline || list().dataset.some, { key: "moved", link: [list().dataset.list, moved.list] });
}

const list = () => document.getElementById("toasts");

document.addEventListener("topsheet:written", ({ detail }) => {
  first = first === 0 ? detail.sequence - 1 : Math.min(first, detail.sequence - 1);
  clearTimeout(timer);
  timer = setTimeout(tell, SETTLE);
});

// Others' changes move figures too; the standing is noted so that the next step starts from it.
document.addEventListener("topsheet:changed", ({ detail }) => {
  if (detail.sequence) ask(detail.sequence).catch(() => null);
});

// What stands before the first write of this page has to be known.
const idle = globalThis.requestIdleCallback ?? ((fn) => setTimeout(fn, 300));
idle(() => ask(sequence()).catch(() => null));
