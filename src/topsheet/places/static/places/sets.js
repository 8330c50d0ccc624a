// Sets and their places: select with mouse or keys, put them at a place or a new one in one act.

import { call } from "../site/api.js";
import { redraw } from "../site/live.js";
import "./places.js";

const bar = document.getElementById("bind");
const where = document.getElementById("where");
const selected = new Set(); // names of sets; they outlive a redraw
let anchor = -1; // the row a range starts at

const rows = () => [...document.querySelectorAll("#sets tbody tr[data-set]")];
const tickOf = (row) => row.querySelector("input[type=checkbox]");
const rowOf = (target) => target.closest?.("#sets tbody tr[data-set]") ?? null;

function show() {
  const all = rows();
  for (const row of all) {
    const on = selected.has(row.dataset.set);
    row.classList.toggle("on", on);
    tickOf(row).checked = on;
  }
  const head = document.getElementById("all");
  if (head !== null) {
    const some = all.filter((row) => selected.has(row.dataset.set)).length;
    head.checked = some > 0 && some === all.length;
    head.indeterminate = some > 0 && some < all.length;
  }
  bar.hidden = selected.size === 0;
  const count = bar.querySelector("[data-selected]");
  count.textContent = `${selected.size} ${count.dataset.selected}`;
}

function set(row, on) {
  if (on) selected.add(row.dataset.set);
  else selected.delete(row.dataset.set);
}

function range(from, to, on) {
  const all = rows();
  for (let n = Math.min(from, to); n <= Math.max(from, to); n += 1) set(all[n], on);
}

function choose(row, event) {
  const at = rows().indexOf(row);
  if (event.shiftKey && anchor >= 0) range(anchor, at, true);
  else {
    set(row, !selected.has(row.dataset.set));
    anchor = at;
  }
  show();
}

function none() {
  selected.clear();
  anchor = -1;
  show();
}

function move(row, step, extend) {
  const all = rows();
  const at = row === null ? (step > 0 ? -1 : all.length) : all.indexOf(row);
  const next = all[at + step];
  if (next === undefined) return;
  if (extend) {
    if (anchor < 0) anchor = Math.max(at, 0);
    range(anchor, at + step, true);
    show();
  }
  tickOf(next).focus();
}

const onKey = {
  ArrowDown: (row, event) => move(row, 1, event.shiftKey),
  ArrowUp: (row, event) => move(row, -1, event.shiftKey),
  b: () => selected.size > 0 && where.focus(),
  Escape: () => none(),
};

document.addEventListener("keydown", (event) => {
  if (bar === null || document.querySelector("dialog.modal[open]") !== null) return;
  const tick = event.target.matches?.("input[type=checkbox]") ?? false;
  if (event.target.matches?.("input, select, textarea") && !tick) {
    if (event.key === "Escape" && event.target === where) none();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "a") {
    event.preventDefault();
    for (const row of rows()) set(row, true);
    show();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key in onKey) {
    event.preventDefault();
    onKey[event.key](rowOf(event.target), event);
  }
});

document.addEventListener("click", (event) => {
  if (bar === null) return;
  if (event.target.id === "all") {
    for (const row of rows()) set(row, event.target.checked);
    show();
    return;
  }
  const row = rowOf(event.target);
  if (row !== null && event.target.closest("a") === null) choose(row, event);
  else if (event.target.closest("[data-none]") !== null) none();
});

bar?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = where.value.trim();
  const known = [...document.querySelectorAll("#places option")].find((one) => one.value === name);
  const target = known === undefined ? { new: { name } } : { place: known.dataset.key };
  const answer = await call("POST", "sets/bind", { sets: [...selected], ...target });
  if (answer === null) return;
  if (known === undefined) addPlace(answer.rows[0]);
  where.value = "";
  where.blur();
  none();
  await redraw();
});

function addPlace({ key, name }) {
  const option = document.createElement("option");
  option.value = name;
  option.dataset.key = key;
  document.getElementById("places").append(option);
}

document.addEventListener("topsheet:redrawn", () => bar !== null && show());
