// A strip in the air: it follows the pointer, every day shows what landing there would cost.

import { board, days, stripsIn, word } from "./patch.js";
import { chosen, clear } from "./select.js";
import { landingOf, moveTo, place, titleOf } from "./verbs.js";

const FAR = 5; // pixels before a press becomes a pull
const EDGE = 90; // pixels from the edge of the window at which the board scrolls
const SPEED = 18; // pixels a frame, at the very edge

let air = null;

export function pickUp(event, strip) {
  const many = chosen();
  const list = many.includes(strip) ? many : [strip];
  const start = { x: event.clientX, y: event.clientY };
  const move = (moved) => {
    if (air === null) {
      if (Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < FAR) return;
      lift(list, strip);
    }
    moved.preventDefault();
    carry(moved);
  };
  const end = (ended) => {
    for (const [name, fn] of Object.entries(heard)) window.removeEventListener(name, fn);
    window.removeEventListener("keydown", key, true);
    if (air === null) return;
    strip.dataset.carried = "";
    setTimeout(() => delete strip.dataset.carried, 0);
    land(ended.type === "pointerup");
  };
  const key = (pressed) => {
    if (pressed.key !== "Escape") return;
    pressed.preventDefault();
    end({ type: "pointercancel" });
  };
  const heard = { pointermove: move, pointerup: end, pointercancel: end };
  for (const [name, fn] of Object.entries(heard)) window.addEventListener(name, fn);
  window.addEventListener("keydown", key, true);
}

function lift(list, strip) {
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  ghost.setAttribute("aria-hidden", "true");
  const copy = strip.cloneNode(true);
  copy.removeAttribute("id");
  copy.removeAttribute("data-strip");
  const label = document.createElement("b");
  label.className = "price";
  label.textContent = word("weighing");
  ghost.append(copy, label);
  if (list.length > 1) ghost.dataset.more = `+${list.length - 1}`;
  document.body.append(ghost);
  const line = document.createElement("li");
  line.className = "drop-line";
  line.setAttribute("role", "presentation");
  air = { list, ghost, label, line, landings: new Map(), best: null, target: null };
  document.body.classList.add("carrying");
  getSelection()?.removeAllRanges();
  for (const one of list) one.classList.add("lifted");
  const carried = air;
  landingOf(list.map((one) => one.dataset.strip)).then((found) => {
    if (found === null || air !== carried) return;
    carried.landings = new Map(found.landings.map((one) => [one.day, one]));
    carried.best = found.best;
    show();
  });
}

const outputOf = (uid) => {
  if (uid === "new") return board.querySelector("[data-new-day] [data-landing]");
  if (uid === "boneyard") return document.querySelector("[data-boneyard] [data-landing]");
  return board.querySelector(`[data-day="${CSS.escape(uid)}"] [data-landing]`);
};

export function kindOf(one) {
  if (one.refused || !one.lawful) return "bad";
  if (one.change === null || one.change === 0) return "";
  return one.change < 0 ? "saves" : "costs";
}

function show() {
  board.querySelector("[data-new-day]").hidden = false;
  for (const [uid, one] of air.landings) {
    const output = outputOf(uid);
    if (output === null) continue;
    output.hidden = false;
    output.className = `landing ${kindOf(one)}`;
    output.textContent = uid === air.best ? `★ ${one.label}` : one.label;
    const why = one.refused || one.appear[0]?.message || "";
    if (!one.lawful && why) output.textContent = one.refused ? why : `${one.label} · ${why}`;
  }
  if (air.target) price();
}

function carry(event) {
  const byTouch = event.pointerType === "touch"; // not under the finger
  const x = byTouch ? Math.max(0, Math.min(innerWidth - air.ghost.offsetWidth, event.clientX - 40)) : event.clientX + 12;
  const y = byTouch ? event.clientY - air.ghost.offsetHeight - 24 : event.clientY + 10;
  air.ghost.style.transform = `translate(${x}px, ${y}px)`;
  const first = air.at === undefined;
  air.at = { x: event.clientX, y: event.clientY };
  look();
  if (first) drift();
}

function look() {
  const under = document.elementFromPoint(air.at.x, air.at.y);
  air.target = under && targetAt(under, air.at.y);
  price();
}

// Near the upper or lower edge the board goes on by itself, the nearer the faster.
function drift() {
  if (air === null) return;
  const above = EDGE - air.at.y;
  const below = air.at.y - (innerHeight - EDGE);
  const near = Math.min(1, Math.max(above, below, 0) / EDGE);
  const step = Math.ceil(near * SPEED) * (above > below ? -1 : 1);
  if (step !== 0) {
    const was = scrollY;
    scrollBy({ top: step, behavior: "instant" });
    if (scrollY !== was) look();
  }
  requestAnimationFrame(drift);
}

function targetAt(under, y) {
  if (under.closest("[data-boneyard]")) return { uid: "boneyard", position: 0 };
  if (under.closest("[data-new-day]")) return { uid: "new", position: 0 };
  const day = under.closest("[data-day]");
  if (day === null) return null;
  const left = stripsIn(day).filter((strip) => !air.list.includes(strip));
  if (under.closest(".daybreak") && left.length > 0) {
    const found = air.landings.get(day.dataset.day);
    return { uid: day.dataset.day, day, position: found && !found.refused ? found.position : left.length };
  }
  const above = left.filter((strip) => {
    const box = strip.getBoundingClientRect();
    return box.top + box.height / 2 < y;
  });
  return { uid: day.dataset.day, day, position: above.length };
}

function price() {
  const { target, label, line } = air;
  line.remove();
  label.className = "price";
  if (target === null) {
    label.textContent = titleOf(air.list);
    return;
  }
  const found = air.landings.get(target.uid);
  if (found === undefined) {
    label.textContent = word("weighing");
  } else {
    label.classList.add(kindOf(found) || "none");
    label.textContent = found.positions[target.position] ?? found.label;
    if (!found.lawful) label.textContent += ` · ${found.refused || found.appear.find((one) => one.unlawful)?.message || ""}`;
  }
  if (!target.day || found?.refused) return;
  const left = stripsIn(target.day).filter((strip) => !air.list.includes(strip));
  if (left[target.position]) left[target.position].before(line);
  else target.day.querySelector(".strips").append(line);
}

function land(dropped) {
  const { list, ghost, line, target, landings } = air;
  const found = target && landings.get(target.uid);
  air = null;
  ghost.remove();
  line.remove();
  document.body.classList.remove("carrying");
  for (const one of list) one.classList.remove("lifted");
  for (const output of document.querySelectorAll("[data-landing]")) {
    output.hidden = true;
    output.textContent = "";
  }
  board.querySelector("[data-new-day]").hidden = true;
  if (!dropped || !target || found?.refused) return;
  if (target.day) place(list, target.day, target.position);
  const said = found ? `${titleOf(list)}: ${found.positions[target.position] ?? found.label}` : "";
  moveTo(list, target.uid, target.day ? { position: target.position } : {}, said).then((answer) => answer !== null && clear());
}

export { days };
