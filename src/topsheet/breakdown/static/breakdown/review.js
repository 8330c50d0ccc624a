// The keyboard pass: one key per right suggestion. What is decided shows at once and is sent in
// order; the server's answer corrects, and what it refuses is fetched again.

import { call, refresh, refreshOn, toast } from "../site/api.js";
import { askCategory, askFields, askWhich, field } from "./ask.js";
import { el, fill, readJson, typing } from "./dom.js";
import { Store } from "./review_store.js";
import * as view from "./review_view.js";

const root = document.getElementById("review");
const words = readJson("review-words");
const mayEdit = root.dataset.mayEdit === "true";
const store = new Store();
const filter = { category: "", confidence: 0, of: "", undecided: false };
let kept = []; // what the filter leaves, in order
let here = null;
let scene = 0;
let sending = Promise.resolve();
let going = 0; // when `g` was pressed: the next key belongs to the frame

// ---- where we are

function passes(item) {
  if (filter.category && store.category(item) !== filter.category) return false;
  if (item.confidence < filter.confidence) return false;
  if (filter.undecided && store.decided(item) && item !== here) return false;
  return !filter.of || item.of === filter.of;
}

function sift() {
  kept = store.items.filter(passes);
}

async function show(item, at = item?.scene ?? scene) {
  here = item;
  const moved = at !== scene || store.textNow(at) === null;
  scene = at;
  redraw();
  if (!moved && root.querySelector("mark, [data-part=text] p") !== null) {
    view.point(here);
    return;
  }
  const text = await store.text(at);
  if (text === null || scene !== at) return;
  view.drawText(store, at, text, here);
  redraw();
  store.text(Math.min(at + 1, store.scenes.length - 1));
  const url = new URL(location.href);
  url.searchParams.set("scene", store.scenes[at].uid);
  history.replaceState(null, "", url);
}

function redraw() {
  if (store.scenes.length === 0) return;
  view.drawProgress(store, kept, words);
  view.drawHead(store, scene, words);
  view.drawList(store, scene, here, new Set(kept), words);
  view.drawCard(store, here, words);
}

function step(by) {
  if (kept.length === 0) return;
  const at = here === null ? (by > 0 ? kept.length - 1 : kept.length) : kept.indexOf(here);
  show(kept[Math.max(0, Math.min(kept.length - 1, at + by))]);
}

// The next that nobody decided, from here on and round the end; null when all is done.
function nextOpen(from = here) {
  const start = from === null ? 0 : kept.indexOf(from) + 1;
  const order = [...kept.slice(start), ...kept.slice(0, start)];
  return order.find((item) => !store.decided(item)) ?? null;
}

function stepScene(by) {
  let at = scene + by;
  while (at >= 0 && at < store.scenes.length && store.scenes[at].omitted) at += by;
  if (at < 0 || at >= store.scenes.length) return;
  const mine = kept.filter((item) => item.scene === at);
  show(mine.find((item) => !store.decided(item)) ?? mine[0] ?? null, at);
}

// ---- what is done

function send(method, path, body) {
  const sent = sending.then(() => call(method, path, typeof body === "function" ? body() : body));
  sending = sent.then(() => undefined, () => undefined);
  return sent;
}

// Decisions made while another is on its way go together, those of one kind in one act.
const waiting = [];

function sendDecision(item, state) {
  const last = waiting[waiting.length - 1];
  if (last?.state === state) return last.items.push(item);
  const lot = { state, items: [item] };
  waiting.push(lot);
  const sent = sending.then(() => {
    waiting.splice(waiting.indexOf(lot), 1);
    return call("POST", "breakdown/decide", decision(lot), { mine });
  });
  sending = sent.then(() => undefined, () => undefined);
  return sent.then(after);
}

function decision({ state, items }) {
  const uids = [...new Set(items.map((item) => item.uid))];
  if (items.length === 1) return { state, uids, version: items[0].version };
  return { state, uids, versions: Object.fromEntries(items.map((item) => [item.uid, item.version])) };
}

const mine = (sent, problem) => ({ state: sent.state, uids: sent.uids, ...(sent.version && { version: problem.version }) });

addEventListener("beforeunload", (event) => {
  if (waiting.length > 0) event.preventDefault();
});

async function after(answer, { text = false } = {}) {
  if (answer === null) return reload();
  const renamed = store.take(answer.rows);
  const strange = answer.rows.some((row) => !store.byUid.has(row.uid) && row.kind !== "element");
  if (text || strange || renamed) return reload();
  view.redrawMarks(store);
  redraw();
  return undefined;
}

async function reload() {
  const uid = here?.uid;
  const at = store.scenes[scene]?.uid;
  if (!(await store.load())) return;
  sift();
  const place = Math.max(0, store.scenes.findIndex((one) => one.uid === at));
  const same = store.byUid.get(uid) ?? null;
  scene = -1;
  await show(same ?? (store.byScene.get(place) ?? [])[0] ?? null, same?.scene ?? place);
}

function decide(item, state, advance = true) {
  if (!mayEdit || item === null) return;
  const was = { state: item.state, lost: item.lost };
  Object.assign(item, { state, lost: false });
  view.redrawMarks(store);
  const next = advance ? nextOpen(item) : null;
  if (advance && next === null) finished();
  show(next ?? item);
  if (was.state === state && !was.lost) return;
  sendDecision(item, state);
}

function finished() {
  toast(kept.length === store.items.length ? words.allDone : words.keptDone, { kind: "good", key: "done" });
}

function acceptScene() {
  const open = (store.byScene.get(scene) ?? []).filter(
    (item) => !store.decided(item) && item.confidence >= threshold(),
  );
  if (open.length === 0) return toast(words.nothingLeft, { key: "done" });
  for (const item of open) Object.assign(item, { state: "accepted", lost: false });
  view.redrawMarks(store);
  const body = { state: "accepted", uids: open.map((item) => item.uid) };
  send("POST", "breakdown/decide", body).then(after);
  const next = nextOpen(open[open.length - 1]);
  if (next === null) finished();
  return show(next ?? here);
}

const threshold = () => Number(root.querySelector("[name=threshold]").value) || 0;

async function changeCategory() {
  if (here?.kind !== "mention") return;
  const element = store.elements[here.of];
  const choices = store.categories.filter((one) => one.value !== "cast");
  const category = await askCategory(fill(words.categoryOf, { name: element.name }), choices, element.category);
  if (category === null || category === element.category) return;
  after(await send("PATCH", `breakdown/elements/${encodeURIComponent(here.of)}`, { category, version: element.version }));
}

async function merge() {
  if (here === null || here.kind === "scene-flag") return;
  const role = here.kind === "appearance";
  const choices = Object.entries(role ? store.roles : store.elements)
    .filter(([key]) => key !== here.of)
    .map(([key, one]) => ({
      key, name: one.name, note: role ? one.number : one.category, search: one.name.toLowerCase(),
      style: store.styles.get(role ? "cast" : one.category)?.style ?? "",
    }));
  const name = store.name(here);
  const into = await askWhich(fill(words.mergeOf, { name }), words.search, choices);
  if (into === null) return;
  const [path, body] = role
    ? [`breakdown/roles/${encodeURIComponent(here.of)}/merge`, { into }]
    : ["breakdown/merge", { elements: [here.of], into }];
  after(await send("POST", path, body), { text: true });
}

async function note() {
  if (here?.kind !== "mention") return;
  const element = store.elements[here.of];
  const input = el("textarea", { name: "note", maxlength: 400, rows: 3, autofocus: true });
  input.value = element.note;
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    input.form.requestSubmit(input.form.querySelector("button[value=yes]"));
  });
  const said = await askFields(fill(words.noteOn, { name: element.name }), words.save, [field(words.note, input)]);
  if (said === null) return;
  after(await send("PATCH", `breakdown/elements/${encodeURIComponent(here.of)}`, { note: said.note, version: element.version }));
}

async function quantity() {
  if (here?.kind !== "mention") return;
  const now = store.textNow(here.scene)?.items[here.uid]?.quantity ?? "";
  const input = el("input", { name: "quantity", type: "number", min: 1, max: 100000, value: now, autofocus: true, inputmode: "numeric" });
  const said = await askFields(fill(words.quantityOf, { name: store.name(here) }), words.save, [field(words.quantity, input)]);
  if (said === null) return;
  const item = here;
  const body = () => ({ quantity: said.quantity === "" ? null : Number(said.quantity), version: item.version });
  after(await send("PATCH", `breakdown/mentions/${item.uid}`, body), { text: true });
}

function presence(present) {
  if (here?.kind !== "appearance") return;
  const item = here;
  const body = { scene: store.scenes[item.scene].uid, role: item.of, present };
  item.state = "accepted";
  show(nextOpen(item) ?? item);
  send("PUT", "breakdown/presence", body).then((answer) => after(answer, { text: answer !== null && !answer.rows.length }));
}

// One letter raises a flag of the scene, or lowers one that is up.
async function flag() {
  const uid = store.scenes[scene].uid;
  const up = new Set((store.byScene.get(scene) ?? [])
    .filter((item) => item.kind === "scene-flag" && store.counts(item)).map((item) => item.of));
  const choices = Object.entries(store.flags).map(([value, label]) => ({
    value, label, letter: FLAG_LETTERS[value], style: `cat-flag flag-${value}`,
  }));
  const chosen = await askCategory(fill(words.flagsOf, { number: store.scenes[scene].number }), choices, up);
  if (chosen === null) return;
  const body = { scene: uid, flag: chosen, raised: !up.has(chosen) };
  after(await send("PUT", "breakdown/flags", body), { text: true });
}

const FLAG_LETTERS = {
  night: "n", water: "w", minor: "m", rain: "r", smoke: "s", nudity: "u", driving: "d", phone: "p",
};

function selected() {
  const selection = getSelection();
  const text = String(selection).trim();
  const start = selection.anchorNode?.parentElement?.closest("[data-line]");
  if (!text || start === null || start === undefined || !root.contains(start)) return null;
  return { text: whole(text, start.textContent).replace(/\s+/g, " ").slice(0, 400), line: Number(start.dataset.line) };
}

// Half a word that was selected is meant whole.
function whole(text, paragraph) {
  let from = paragraph.indexOf(text);
  if (from < 0) return text;
  let to = from + text.length;
  const inWord = (at) => /[\p{L}\p{N}’']/u.test(paragraph[at] ?? "");
  while (from > 0 && inWord(from) && inWord(from - 1)) from -= 1;
  while (to < paragraph.length && inWord(to - 1) && inWord(to)) to += 1;
  return paragraph.slice(from, to);
}

// Two keys for selected words: + and the letter of the category.
async function add() {
  const marked = selected();
  if (marked === null) return addByForm(null);
  const title = fill(words.addWords, { words: marked.text.slice(0, 60), number: store.scenes[scene].number });
  const category = await askCategory(title, store.categories, null, ["=", words.otherwise, "="]);
  if (category === "=") return addByForm(marked);
  return category === null ? undefined : put({ words: marked.text, category, line: marked.line });
}

async function addByForm(marked) {
  const wordsIn = el("input", { name: "words", required: true, maxlength: 400, autofocus: marked === null });
  wordsIn.value = marked?.text ?? "";
  const category = el("select", { name: "category" },
    ...store.categories.map((one) => el("option", { value: one.value }, one.label)));
  category.value = filter.category && store.styles.has(filter.category) ? filter.category : lastCategory;
  const name = el("input", {
    name: "name", maxlength: 200, placeholder: words.asSelected, list: "ask-names", autocomplete: "off", autofocus: marked !== null,
  });
  const number = el("input", { name: "quantity", type: "number", min: 1, max: 100000, inputmode: "numeric" });
  const known = el("datalist", { id: "ask-names" }, ...names().map((one) => el("option", { value: one })));
  const said = await askFields(fill(words.addTo, { number: store.scenes[scene].number }), words.add, [
    field(words.words, wordsIn), field(words.called, name), field(words.category, category), field(words.quantity, number), known,
  ]);
  if (said === null || !said.words) return;
  put({
    words: said.words, category: said.category, line: marked?.line ?? 0, name: said.name,
    quantity: said.quantity === "" ? null : Number(said.quantity),
  });
}

async function put(body) {
  lastCategory = body.category;
  const answer = await send("POST", "breakdown/words", { scene: store.scenes[scene].uid, ...body });
  const made = answer?.rows.find((row) => row.kind === "mention" || row.kind === "appearance");
  await after(answer, { text: true });
  if (made) show(store.byUid.get(made.uid) ?? here);
}

const names = () => [...new Set([...Object.values(store.elements), ...Object.values(store.roles)].map((one) => one.name))];
let lastCategory = "props";

async function undo() {
  const answer = await send("POST", "undo", {});
  if (answer === null) return;
  toast(answer.change, { key: "undo" });
  refresh({ reason: "undo", sequence: answer.sequence });
}

// ---- keys and clicks

const actions = {
  accept: () => decide(here, "accepted"),
  reject: () => decide(here, "rejected"),
  reset: () => decide(here, "suggested", false),
  next: () => step(1),
  previous: () => step(-1),
  skip: () => show(nextOpen() ?? here),
  "next-scene": () => stepScene(1),
  "previous-scene": () => stepScene(-1),
  scene: acceptScene,
  category: changeCategory,
  works: () => presence("works"),
  voice: () => presence("voice"),
  merge, note, quantity, add, flag, undo,
};

const KEYS = {
  j: "next", ArrowDown: "next", ArrowRight: "next", k: "previous", ArrowUp: "previous", ArrowLeft: "previous",
  Enter: "accept", a: "accept", x: "reject", r: "reset", c: "category", m: "merge", n: "note", q: "quantity",
  "+": "add", f: "flag", u: "undo", s: "skip", A: "scene", w: "works", v: "voice", "]": "next-scene", "[": "previous-scene",
};
const LOOKING = new Set(["next", "previous", "skip", "next-scene", "previous-scene"]);

function act(name) {
  if (store.scenes.length === 0 || (!mayEdit && !LOOKING.has(name))) return;
  actions[name]();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) !== null) return;
  if (document.querySelector("dialog.modal[open]") !== null) return;
  if (event.key === "g") { going = event.timeStamp; return; }
  if (going > 0 && event.timeStamp - going < 1000) { going = 0; return; }
  const name = KEYS[event.key];
  if (name === undefined) return;
  if (event.key === "Enter" && event.target.closest("button:not(.suggestion), a, summary") !== null) return;
  event.preventDefault();
  act(name);
});

root.addEventListener("click", (event) => {
  const action = event.target.closest("[data-act]");
  if (action !== null) return act(action.dataset.act);
  const refused = event.target.closest("[data-refuse]");
  if (refused !== null) return refuse(refused.dataset.refuse);
  const uid = event.target.closest(".suggestion")?.dataset.uid ?? markUnder(event);
  if (uid) show(store.byUid.get(uid));
  return undefined;
});

// Several may stand on the same words: another click goes on to the next of them.
function markUnder(event) {
  const uids = event.target.closest("mark")?.dataset.uids.split(" ") ?? [];
  return uids[(uids.indexOf(here?.uid) + 1) % uids.length] ?? null;
}

async function refuse(element) {
  const body = { element, scene: store.scenes[scene].uid };
  after(await send("POST", "breakdown/refuse", body), { text: true });
}

document.addEventListener("selectionchange", () => {
  root.querySelector("[data-act=add]")?.classList.toggle("go", selected() !== null);
});

root.querySelector("form.filters").addEventListener("input", (event) => {
  const form = event.currentTarget;
  filter.category = form.elements.category.value;
  filter.confidence = Number(form.elements.confidence.value) || 0;
  filter.undecided = form.elements.undecided.checked;
  const of = form.elements.of.value.trim().toLowerCase();
  const known = [...Object.entries(store.elements), ...Object.entries(store.roles)];
  filter.of = of === "" ? "" : known.find(([, one]) => one.name.toLowerCase() === of)?.[0] ?? filter.of;
  sift();
  if (here === null || !kept.includes(here)) show(nextOpen(null) ?? kept[0] ?? null);
  else redraw();
});
root.querySelector("form.filters").addEventListener("submit", (event) => event.preventDefault());

async function start() {
  root.querySelector(".filters-box").open = matchMedia("(min-width: 801px)").matches;
  if (!(await store.load())) return;
  const form = root.querySelector("form.filters");
  form.elements.category.append(...store.categories.map((one) => el("option", { value: one.value }, one.label)));
  document.getElementById("filter-names").append(...names().map((one) => el("option", { value: one })));
  const asked = new URLSearchParams(location.search);
  filter.of = asked.get("of") ?? "";
  if (filter.of) form.elements.of.value = (store.elements[filter.of] ?? store.roles[filter.of])?.name ?? "";
  sift();
  scene = -1;
  const at = store.scenes.findIndex((one) => one.uid === asked.get("scene"));
  const mine = kept.filter((item) => at < 0 || item.scene === at);
  const first = mine.find((item) => !store.decided(item)) ?? mine[0] ?? null;
  await show(first, first?.scene ?? Math.max(0, at));
  root.dataset.ready = "true";
}

refreshOn(reload);
start();
