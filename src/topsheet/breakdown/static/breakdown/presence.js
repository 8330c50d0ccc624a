// Scenes by roles, forty scenes at a time. One cell takes the keyboard; its letter changes it.

import { call, refreshOn } from "../site/api.js";
import { askWhich } from "./ask.js";
import { el, fill, readJson } from "./dom.js";

const SCENES = 40;
const LETTER = { works: "W", voice: "V", named: "n", absent: "" };
const NEXT = { absent: "works", named: "works", works: "voice", voice: "absent" };
const KEYS = { w: "works", v: "voice", x: "absent", Delete: "absent", Backspace: "absent" };
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const root = document.getElementById("presence");
const words = readJson("presence-words");
const mayEdit = root.dataset.mayEdit === "true";
const said = { works: words.works, voice: words.voiceOnly, named: words.named, absent: words.absent };
let grid = { roles: [], scenes: [] };
let first = 0;
let focus = [0, 0];
let sending = Promise.resolve();

const part = (name) => root.querySelector(`[data-part="${name}"]`);
const scenes = () => grid.scenes.slice(first, first + SCENES);

function roles() {
  if (root.querySelector("[name=all]").checked) return grid.roles;
  const here = new Set(scenes().flatMap((scene) => Object.keys(scene.roles)));
  const seen = grid.roles.filter((role) => here.has(role.uid));
  return seen.length > 0 ? seen : grid.roles.slice(0, 20);
}

function draw() {
  const shown = roles();
  const head = el("tr", {}, el("th", { scope: "col" }, el("span", { class: "visually-hidden" }, words.scene)), ...shown.map((role) => el(
    "th", { scope: "col", class: "role" }, el("b", {}, role.number), el("span", {}, role.name))));
  const rows = scenes().map((scene, row) => el("tr", {}, el(
    "th", { scope: "row", title: scene.heading },
    el("div", {}, el("b", {}, scene.number), el("span", { class: "clip" }, scene.heading)),
  ), ...shown.map((role, column) => el("td", {}, cell(scene, role, row, column)))));
  const table = el("table", { class: "presence" }, el("thead", {}, head), el("tbody", {}, ...rows));
  part("grid").replaceChildren(el("div", { class: "scroll" }, table));
  const last = Math.min(first + SCENES, grid.scenes.length);
  part("page").textContent = fill(words.page, { first: Math.min(first + 1, last), last, all: grid.scenes.length });
  root.querySelector("[data-turn='-1']").disabled = first === 0;
  root.querySelector("[data-turn='1']").disabled = last >= grid.scenes.length;
}

function cell(scene, role, row, column) {
  const seen = scene.roles[role.uid];
  const how = seen?.how ?? "absent";
  const here = row === focus[0] && column === focus[1];
  return el("button", {
    type: "button", class: `how ${how} ${seen?.state ?? ""}`, tabindex: here ? "0" : "-1",
    data: { scene: scene.uid, role: role.uid, row, column, how },
    "aria-label": fill(words.cell, { role: role.name, scene: scene.number, how: said[how] }),
  }, LETTER[how]);
}

function change(button, present) {
  const { scene: uid, role, how } = button.dataset;
  if (!mayEdit || present === how) return;
  const scene = grid.scenes.find((one) => one.uid === uid);
  if (present === "absent") delete scene.roles[role];
  else scene.roles[role] = { ...scene.roles[role], how: present, state: "accepted" };
  replace(button);
  sending = sending.then(() => call("PUT", "breakdown/presence", { scene: uid, role, present }))
    .then((answer) => (answer === null ? load() : undefined));
}

function replace(button) {
  const { scene: uid, role: key, row, column } = button.dataset;
  const scene = grid.scenes.find((one) => one.uid === uid);
  const fresh = cell(scene, grid.roles.find((one) => one.uid === key), Number(row), Number(column));
  button.replaceWith(fresh);
  take(fresh);
}

function take(button) {
  root.querySelector(".how[tabindex='0']")?.setAttribute("tabindex", "-1");
  button.tabIndex = 0;
  button.focus();
  focus = [Number(button.dataset.row), Number(button.dataset.column)];
}

async function merge(button) {
  const { role: key } = button.dataset;
  const role = grid.roles.find((one) => one.uid === key);
  const choices = grid.roles.filter((one) => one.uid !== key).map((one) => ({
    key: one.uid, name: one.name, note: one.number, search: one.name.toLowerCase(), style: "cat-cast",
  }));
  const into = await askWhich(fill(words.mergeOf, { name: role.name }), words.search, choices);
  if (into === null) return;
  if ((await call("POST", `breakdown/roles/${encodeURIComponent(key)}/merge`, { into })) !== null) load();
}

root.addEventListener("click", (event) => {
  const turn = event.target.closest("[data-turn]");
  if (turn !== null) {
    first = Math.max(0, Math.min(grid.scenes.length - 1, first + SCENES * Number(turn.dataset.turn)));
    focus = [0, 0];
    draw();
    return;
  }
  const button = event.target.closest(".how");
  if (button === null) return;
  take(button);
  change(button, NEXT[button.dataset.how]);
});

root.addEventListener("keydown", (event) => {
  const button = event.target.closest(".how");
  if (button === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[event.key];
  if (step !== undefined) {
    const next = root.querySelector(
      `.how[data-row="${focus[0] + step[0]}"][data-column="${focus[1] + step[1]}"]`);
    event.preventDefault();
    if (next !== null) take(next);
  } else if (KEYS[event.key] !== undefined) {
    event.preventDefault();
    change(button, KEYS[event.key]);
  } else if (event.key === "m" && mayEdit) {
    event.preventDefault();
    merge(button);
  }
});

root.querySelector("[name=all]").addEventListener("change", draw);

async function load() {
  const found = await call("GET", "breakdown/presence");
  if (found === null) return;
  grid = found;
  const inside = part("grid").contains(document.activeElement);
  draw();
  if (inside) root.querySelector(".how[tabindex='0']")?.focus();
}

refreshOn(load);
load();
