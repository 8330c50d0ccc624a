// The list of elements: decide, rename, merge, link and split, one or many. The server draws the
// rows; after a write they are fetched and put in place, and what was chosen stays chosen.

import { call, refresh } from "../site/api.js";
import { askCategory, askFields, askWhich, field } from "./ask.js";
import { el, fill, readJson, typing } from "./dom.js";

const words = readJson("element-words");
const categories = readJson("element-categories");
const things = categories.filter((one) => one.value !== "cast");
const bulk = document.getElementById("bulk");
const picked = new Set();

const rowOf = (uid) => document.querySelector(`.elements tr[data-uid="${CSS.escape(uid)}"]`);
const path = (uid, more = "") => `breakdown/elements/${encodeURIComponent(uid)}${more}`;
const style = (category) => categories.find((one) => one.value === category)?.style ?? "";

async function done(answer) {
  if (answer === null) return;
  document.activeElement?.blur?.();
  await refresh({ reason: "breakdown", sequence: answer.sequence });
}

function mark() {
  for (const box of document.querySelectorAll(".elements input[name=pick]")) box.checked = picked.has(box.value);
  for (const uid of [...picked]) if (rowOf(uid) === null) picked.delete(uid);
  bulk.hidden = picked.size === 0;
  bulk.querySelector("[data-part=chosen]").textContent = fill(words.chosen, { n: picked.size });
  const row = picked.size === 1 ? rowOf([...picked][0]) : null;
  for (const button of bulk.querySelectorAll("[data-one]")) {
    button.hidden = row === null || ("byHand" in button.dataset && !("byHand" in row.dataset));
  }
}

// What can be chosen as the other one: every element of the page.
function others(but) {
  return [...document.querySelectorAll(".elements tr[data-uid]")].filter((row) => !but.has(row.dataset.uid)).map((row) => ({
    key: row.dataset.uid, name: row.dataset.name, note: row.dataset.category, search: row.dataset.name.toLowerCase(),
    style: style(row.dataset.category),
  }));
}

const actions = {
  async accepted(elements) { return call("POST", "breakdown/decide", { state: "accepted", elements }); },
  async rejected(elements) { return call("POST", "breakdown/decide", { state: "rejected", elements }); },
  async suggested(elements) { return call("POST", "breakdown/decide", { state: "suggested", elements }); },

  async category(uids) {
    const row = rowOf(uids[0]);
    const title = uids.length === 1 ? fill(words.categoryOf, { name: row.dataset.name }) : fill(words.categoryOfMany, { n: uids.length });
    const category = await askCategory(title, things, uids.length === 1 ? row.dataset.category : null);
    return category === null ? null : call("POST", "breakdown/category", { elements: uids, category });
  },

  async merge(uids) {
    const name = rowOf(uids[0]).dataset.name;
    const title = uids.length === 1 ? fill(words.mergeOf, { name }) : fill(words.mergeOfMany, { n: uids.length });
    const into = await askWhich(title, words.search, others(new Set(uids)));
    return into === null ? null : call("POST", "breakdown/merge", { elements: uids, into });
  },

  async rename([uid]) {
    const { name, version } = rowOf(uid).dataset;
    const input = el("input", { name: "name", required: true, maxlength: 200, autofocus: true });
    input.value = name;
    const said = await askFields(fill(words.renameOf, { name }), words.save, [field(words.name, input)]);
    return said === null ? null : call("PATCH", path(uid), { name: said.name, version: Number(version) });
  },

  async note([uid]) {
    const { name, note, version } = rowOf(uid).dataset;
    const input = el("input", { name: "note", maxlength: 400, autofocus: true });
    input.value = note;
    const said = await askFields(fill(words.noteOn, { name }), words.save, [field(words.note, input)]);
    return said === null ? null : call("PATCH", path(uid), { note: said.note, version: Number(version) });
  },

  async link([uid]) {
    const { name } = rowOf(uid).dataset;
    const roles = JSON.parse(document.getElementById("element-roles").textContent);
    const needs = el("select", { name: "needs", autofocus: true }, el("option", { value: "" }, "–"),
      ...others(new Set([uid])).map((one) => el("option", { value: one.key }, one.name)));
    const role = el("select", { name: "always_with" }, el("option", { value: "" }, "–"),
      ...roles.map((one) => el("option", { value: one.uid }, one.name)));
    const said = await askFields(fill(words.linkOf, { name }), words.link, [field(words.needs, needs), field(words.alwaysWith, role)]);
    return said === null ? null : call("POST", path(uid, "/links"), said);
  },

  async split([uid]) {
    const row = rowOf(uid);
    const scenes = el("input", { name: "scenes", required: true, autofocus: true, placeholder: "3, 8, 12A" });
    const name = el("input", { name: "name", required: true, maxlength: 200 });
    const said = await askFields(fill(words.splitOf, { name: row.dataset.name }), words.split, [field(words.scenes, scenes), field(words.is, name)]);
    if (said === null) return null;
    return call("POST", path(uid, "/split"), { name: said.name, scenes: said.scenes.split(/[\s,;]+/).filter(Boolean) });
  },

  async delete([uid]) { return call("DELETE", path(uid)); },
  async none() { picked.clear(); mark(); return null; },
};

async function run(name, uids) {
  if (uids.length === 0) return;
  await done(await actions[name](uids));
  mark();
}

async function add() {
  const name = el("input", { name: "name", required: true, maxlength: 200, autofocus: true });
  const category = el("select", { name: "category" }, ...things.map((one) => el("option", { value: one.value }, one.label)));
  const note = el("input", { name: "note", maxlength: 400 });
  const said = await askFields(words.addElement, words.add, [field(words.name, name), field(words.category, category), field(words.note, note)]);
  if (said !== null) done(await call("POST", "breakdown/elements", said));
}

document.addEventListener("change", (event) => {
  if (!event.target.matches(".elements input[name=pick]")) return;
  if (event.target.checked) picked.add(event.target.value);
  else picked.delete(event.target.value);
  mark();
});

document.addEventListener("click", (event) => {
  const one = (selector) => event.target.closest(selector);
  if (one("[data-new]")) return add();
  if (one("[data-bulk]")) return run(one("[data-bulk]").dataset.bulk, [...picked, ...(one("[data-bulk=none]") ? [""] : [])]);
  if (one("[data-decide]")) return run(one("[data-decide]").dataset.decide, [one("tr").dataset.uid]);
  if (one("[data-unlink]")) return call("DELETE", `breakdown/links/${one("[data-unlink]").dataset.unlink}`).then(done);
  if (one("[data-forget]")) return call("DELETE", `breakdown/aliases/${one("[data-forget]").dataset.forget}`).then(done);
  return undefined;
});

const KEYS = { a: "accepted", x: "rejected", r: "suggested", c: "category", m: "merge", F2: "rename", n: "note", l: "link", p: "split" };
const SINGLE = new Set(["rename", "note", "link", "split"]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog.modal[open]") !== null) return;
  if (typing(event.target) !== null && !event.target.matches("input[type=checkbox]")) return;
  const name = KEYS[event.key];
  const row = event.target.closest(".elements tr[data-uid]");
  const uids = picked.size > 0 ? [...picked] : row === null ? [] : [row.dataset.uid];
  if (name === undefined || uids.length === 0 || (SINGLE.has(name) && uids.length > 1)) return;
  event.preventDefault();
  run(name, uids);
});

document.addEventListener("topsheet:redrawn", mark);
mark();
