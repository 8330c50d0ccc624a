// The budget sheet: keyboard, pointer, and every edit through the API. See store.js for its
// rows, window.js for what is drawn, editor.js for the floating editor.

import { call, refreshOn, toast } from "../site/api.js";
import { derivedOf, isAmount, mayType, textOf, typedOf } from "./cells.js";
import { copied, copyAll, paste, tell } from "./clipboard.js";
import { Editor, loadNames } from "./editor.js";
import { openForm } from "./forms.js";
import { FormulaBar } from "./formula_bar.js";
import { openLine } from "./line_sheet.js";
import { Selection } from "./selection.js";
import { Store } from "./store.js";
import { laidOn, Window } from "./window.js";

const view = document.getElementById("sheet");
const words = view?.dataset ?? {};
const mayEdit = view?.hasAttribute("data-edit");
const phone = matchMedia("(max-width: 800px)");
const columns = [...(view?.querySelectorAll(".head-row [data-column]") ?? [])].map((head) => ({
  name: head.dataset.column, title: head.dataset.title ?? head.textContent.trim(), number: head.classList.contains("n"),
}));

const store = new Store(() => sheet.draw());
const sheet = view && new Window(view, store, columns, words);
const selection = new Selection(columns.length);
const editor = view && new Editor(view.querySelector(".editor"), commit, () => view.focus({ preventScroll: true }));
const bar = view && new FormulaBar(document.getElementById("formula-bar"), view, words, { edit, restore });
const status = document.getElementById("sheet-status");

const last = () => store.visible.length - 1;
const row = () => store.at(selection.place);
const column = () => columns[selection.column].name;

// --- standing somewhere -----------------------------------------------------------

function go(place, at, options = {}) {
  selection.move(place, at, { ...options, last: last() });
  sheet.scrollTo(selection.place, selection.column);
  mark();
  if (options.extend) {
    const { from, to } = selection.range;
    store.ensure(from, to);
  }
}

function mark() {
  for (const [place, element] of sheet.drawn) {
    const cells = element.querySelectorAll("[data-column]");
    element.classList.toggle("selected", selection.rows && place >= selection.range.from && place <= selection.range.to);
    cells.forEach((cell, n) => {
      const here = place === selection.place && n === selection.column;
      cell.classList.toggle("here", here);
      cell.classList.toggle("in", !selection.isOne && selection.holds(place, n));
      if (here) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    });
  }
  view.setAttribute("aria-activedescendant", `cell-${selection.place}-${selection.column}`);
  const laid = laidOn(row());
  if (laid) view.dataset.on = laid; // what `;` lays notes on
  else delete view.dataset.on;
  bar.show(row(), columns[selection.column]);
}

function inMoney(direction) {
  // Ctrl+arrow: to the next heading, as a spreadsheet goes to the edge of a block
  let place = selection.place + direction;
  while (place > 0 && place < last() && store.at(place)?.kind === "line") place += direction;
  return place;
}

const MOVES = {
  ArrowUp: () => [selection.place - 1, selection.column],
  ArrowDown: () => [selection.place + 1, selection.column],
  ArrowLeft: () => [selection.place, selection.column - 1],
  ArrowRight: () => [selection.place, selection.column + 1],
  Home: () => [selection.place, 0],
  End: () => [selection.place, columns.length - 1],
  PageUp: () => [selection.place - page(), selection.column],
  PageDown: () => [selection.place + page(), selection.column],
};
const FAR = {
  ArrowUp: () => [inMoney(-1), selection.column],
  ArrowDown: () => [inMoney(1), selection.column],
  ArrowLeft: () => [selection.place, 0],
  ArrowRight: () => [selection.place, columns.length - 1],
  Home: () => [0, 0],
  End: () => [last(), columns.length - 1],
};
const page = () => Math.max(1, Math.floor(view.clientHeight / sheet.height) - 3);

// --- editing ----------------------------------------------------------------------

function edit(text = null, problem = "") {
  const here = row();
  if (!mayEdit || !mayType(here, column())) return;
  sheet.scrollTo(selection.place, selection.column);
  const cell = document.getElementById(`cell-${selection.place}-${selection.column}`);
  if (cell === null) return;
  editor.row = here;
  const label = `${textOf(here, "name")}, ${columns[selection.column].title}`;
  const shown = here.kind === "line" ? typedOf(here, column()) : here.name;
  const options = { label, original: shown, replace: text !== null && problem === "", problem };
  editor.open(cell, view, column(), text ?? shown, options);
}

// Called by the editor. → "" when it was kept, else what is wrong.
async function commit(text, key, name, changed) {
  const here = editor.row;
  if (changed) {
    let said = "";
    const options = { quiet: true, onProblem: (problem) => { said = problem.detail ?? words.failed; } };
    const answer = here.kind === "line"
      ? await call("POST", "budget/cell", { line: here.uid, column: name, text, version: here.version }, options)
      : await call("PATCH", `budget/accounts/${encodeURIComponent(here.code)}`, { name: text, version: here.version }, options);
    if (answer === null) {
      if (said) return said;
    } else {
      await apply(answer);
    }
  }
  editor.close();
  const steps = { Enter: "ArrowDown", "Shift+Enter": "ArrowUp", Tab: "ArrowRight", "Shift+Tab": "ArrowLeft" };
  const step = MOVES[steps[key] ?? key];
  if (step !== undefined) go(...step());
  else mark();
  return "";
}

async function apply(answer, { stay = false } = {}) {
  if (answer === null) return;
  showTotal(answer.total);
  if (answer.anew) {
    const id = row()?.id;
    await reload(stay ? id : null, answer.at);
    return;
  }
  const moved = store.patch(answer.rows);
  sheet.flash(moved);
  mark();
  const here = moved.find(({ after }) => after.id === row()?.id);
  if (here !== undefined && status !== null) status.textContent = `${words.saved} ${here.after.total ?? ""}`;
}

async function reload(id = row()?.id, at = null) {
  const head = await store.load();
  if (head === null) return;
  showTotal(head.total);
  const title = document.getElementById("sheet-title");
  title.textContent = title.textContent.replace(/\d[\d.,\s]*/, `${head.lines.toLocaleString(document.documentElement.lang)} `);
  const place = at === null || at === undefined ? store.placeOf(id) : (store.places.get(at) ?? -1);
  if (place >= 0) selection.move(place, selection.column, { last: last() });
  else selection.move(selection.place, selection.column, { last: last() });
  await store.ensure(selection.place - 60, selection.place + 60);
  view.setAttribute("aria-rowcount", String(store.visible.length + 1));
  document.getElementById("sheet-empty").hidden = store.count > 0;
  sheet.redraw();
  if (place >= 0 && at !== null) sheet.scrollTo(selection.place, selection.column);
  mark();
}

function showTotal(total) {
  for (const shown of document.querySelectorAll("[data-row=total]")) shown.textContent = total ?? "•••";
}

function restore() {
  const here = row();
  if (here?.kind === "line" && derivedOf(here, column())) {
    call("POST", "budget/cells/restore", { cells: [{ line: here.uid, column: column() }] }).then(apply);
  }
}

async function selected() {
  const { from, to } = selection.range;
  await store.ensure(from, to);
  const found = [];
  for (let place = from; place <= to; place += 1) if (store.at(place)?.kind === "line") found.push(store.at(place));
  return found;
}

const typedColumns = () => columns.slice(selection.range.first, selection.range.last + 1).map((c) => c.name).filter((c) => !isAmount(c));

async function clear() {
  const cells = [];
  for (const line of await selected()) {
    for (const name of typedColumns()) cells.push({ line: line.uid, column: name, text: "", version: line.version });
  }
  if (cells.length > 0) apply(await call("POST", "budget/cells", { cells }));
}

async function fillDown() {
  const [first, ...rest] = await selected();
  if (first === undefined) return;
  let targets = rest;
  let source = first;
  if (targets.length === 0) { // one cell: it takes what stands above
    source = store.at(selection.place - 1);
    targets = [first];
  }
  if (source?.kind !== "line") return;
  const cells = targets.flatMap((line) => typedColumns().filter((name) => source[name] !== null).map((name) => ({ line: line.uid, column: name, text: typedOf(source, name), version: line.version })));
  if (cells.length > 0) apply(await call("POST", "budget/cells", { cells }));
}

async function insert(above) {
  const here = row();
  if (here === undefined) return;
  const where = here.kind === "line" ? { beside: here.uid, above } : { account: here.code ?? "" };
  if (here.kind !== "line" && !here.code) {
    toast(words.where);
    return;
  }
  const answer = await call("POST", "budget/lines/insert", where);
  if (answer === null) return;
  await apply(answer);
  go(selection.place, 0);
  if (phone.matches) openLine(row(), columns, inForm, words);
  else edit();
}

// The account that is selected, or the one the line stands in: its number and its name.
async function account() {
  const here = row();
  const code = here?.code ?? here?.account;
  if (!code) return;
  const at = store.byId.get(`account:${code}`) ?? store.byId.get(`category:${code}`);
  const found = here.code ? here : store.rows.get(at);
  if (found === undefined) return;
  openForm("account-form", { path: `budget/accounts/${encodeURIComponent(code)}`, version: found.version, values: { code, name: found.name }, title: `${code} ${found.name}` });
}

async function removeAccount(here) {
  const answer = await call("DELETE", `budget/accounts/${encodeURIComponent(here.code)}`);
  if (answer === null) return;
  await apply(answer, { stay: true });
  toast(answer.change);
}

async function remove() {
  if (selection.isOne && row()?.code) return removeAccount(row());
  const lines = (await selected()).map((line) => line.uid);
  if (lines.length > 0) {
    const answer = await call("POST", "budget/lines/delete", { lines });
    if (answer !== null) {
      await apply(answer, { stay: true });
      toast(answer.change);
    }
  }
}

async function duplicate() {
  const lines = (await selected()).map((line) => line.uid);
  if (lines.length > 0) apply(await call("POST", "budget/lines/duplicate", { lines }));
}

async function shift(direction) {
  const lines = await selected();
  if (lines.length === 0) return;
  const { from, to } = selection.range;
  const place = direction < 0 ? from - 1 : to + 1;
  await store.ensure(place - 1, place + 1);
  const beside = store.at(place);
  const uids = lines.map((line) => line.uid);
  const above = direction < 0;
  let where = null;
  if (beside?.kind === "line") where = { beside: beside.uid, above };
  else if (beside?.kind === "account" || beside?.kind === "category") where = { account: accountBeyond(place, direction) };
  if (!where || where.account === "") return;
  const span = to - from;
  const answer = await call("POST", "budget/lines/move", { lines: uids, ...where });
  if (answer === null) return;
  await apply(answer);
  const start = selection.place;
  go(start, selection.column, { rows: selection.rows });
  if (span > 0) go(start + span, selection.column, { extend: true });
}

// Moved over a heading: downwards into that account, upwards into the one before it.
function accountBeyond(place, direction) {
  if (direction > 0) return store.at(place).code;
  for (let at = place - 1; at >= 0; at -= 1) {
    const found = store.at(at);
    if (found?.kind === "line") return found.account;
    if (found?.code) return found.code;
  }
  return "";
}

function fold(id, closed) {
  store.fold(id, closed);
  sheet.redraw();
  go(Math.max(0, store.placeOf(id)), 0);
  view.setAttribute("aria-rowcount", String(store.visible.length + 1));
}

// What the form of a line does; → what is wrong with it, and the line as it is now.
async function send(here, path, sent) {
  let said = "";
  const answer = await call("POST", path, sent, { quiet: true, onProblem: (problem) => { said = problem.detail ?? words.failed; } });
  if (answer !== null) await apply(answer);
  return { problem: said, row: store.rows.get(store.byId.get(here.id)) };
}

const inForm = {
  write: (here, column, text) => send(here, "budget/cell", { line: here.uid, column, text, version: here.version }),
  restore: (here, column) => send(here, "budget/cells/restore", { cells: [{ line: here.uid, column }] }),
};

// --- keys and pointer -------------------------------------------------------------

const CONTROL = {
  d: fillDown, i: () => insert(false), I: () => insert(true), "-": remove, Delete: remove, Backspace: remove,
  j: duplicate,
};

function onKey(event) {
  if (editor.isOpen || event.isComposing || event.target !== view) return;
  const control = event.ctrlKey || event.metaKey;
  const far = control && FAR[event.key];
  const move = far || (!control && !event.altKey && MOVES[event.key]);
  if (event.altKey && event.key === "Enter") { if (mayEdit) account(); }
  else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    if (mayEdit) shift(event.key === "ArrowUp" ? -1 : 1);
  } else if (move) go(...move(), { extend: event.shiftKey });
  else if (control && CONTROL[event.key]) { if (mayEdit) CONTROL[event.key](); }
  else if (control && event.key === "a") { selection.move(0, 0, { last: last() }); go(last(), columns.length - 1, { extend: true }); }
  else if (control || event.altKey) return;
  else if (event.key === "Tab") {
    const next = selection.column + (event.shiftKey ? -1 : 1);
    if (next < 0 || next >= columns.length) return; // out of the sheet
    go(selection.place, next);
  } else if (event.key === "Enter" || event.key === "F2") enter(event.key);
  else if (event.key === " ") event.shiftKey ? go(selection.place, selection.column, { rows: true }) : toggle();
  else if (event.key === "Delete" || event.key === "Backspace") { if (mayEdit) clear(); }
  else if (event.key === "Escape") { selection.move(selection.place, selection.column, { last: last() }); mark(); return; }
  else if (event.key === ";") return; // notes on the row
  else if (event.key.length === 1) edit(event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function enter(key) {
  const here = row();
  if (key === "Enter" && here?.kind === "category") toggle();
  else if (isAmount(column()) || here?.kind !== "line") {
    const link = document.querySelector(`#cell-${selection.place}-${selection.column} a[data-why]`);
    if (link !== null && key === "Enter") link.click();
    else edit();
  } else if (phone.matches) openLine(here, columns, mayEdit ? inForm : null, words);
  else edit();
}

function toggle() {
  const here = row();
  if (here?.kind === "category") fold(here.id, !store.isFolded(here.id));
}

let dragging = false;
function onPointer(event) {
  const button = event.target.closest("[data-fold]");
  const line = event.target.closest(".r");
  if (button !== null || line === null || editor.box.contains(event.target)) return;
  const place = Number(line.dataset.place);
  const cell = event.target.closest("[data-column]");
  const at = cell === null ? selection.column : columns.findIndex((c) => c.name === cell.dataset.column);
  go(place, at, { extend: event.shiftKey, rows: cell === null });
  dragging = event.pointerType === "mouse" && event.button === 0;
}

function onDrag(event) {
  if (!dragging || event.buttons !== 1) { dragging = false; return; }
  const line = event.target.closest(".r");
  const cell = event.target.closest("[data-column]");
  if (line === null) return;
  const place = Number(line.dataset.place);
  const at = cell === null ? selection.column : columns.findIndex((c) => c.name === cell.dataset.column);
  if (place !== selection.place || at !== selection.column) {
    selection.move(place, at, { extend: true, last: last() });
    mark();
  }
}

function onClick(event) {
  const button = event.target.closest("[data-fold]");
  if (button !== null) fold(button.dataset.fold, !store.isFolded(button.dataset.fold));
  else if (phone.matches && event.target.closest("a") === null) {
    const line = event.target.closest(".r");
    if (line === null) return;
    const here = store.at(Number(line.dataset.place));
    if (here?.kind === "line") openLine(here, columns, mayEdit ? inForm : null, words);
    else if (here?.kind === "category") toggle();
  }
}

async function onPaste(event) {
  if (editor.isOpen || !mayEdit) return;
  const text = event.clipboardData.getData("text/plain");
  const here = store.at(selection.range.from);
  if (!text || here === undefined) return;
  event.preventDefault();
  const at = columns[selection.range.first].name;
  if (selection.isOne && !/[\t\n]/.test(text.trim()) && here.kind === "line") {
    apply(await call("POST", "budget/cell", { line: here.uid, column: at, text: text.trim(), version: here.version }));
    return;
  }
  view.setAttribute("aria-busy", "true");
  const answer = await paste(text, here, at, selection.rows);
  view.removeAttribute("aria-busy");
  if (answer === null) return;
  await apply(answer);
  tell(answer, words);
}

function onCopy(event, cut = false) {
  if (editor.isOpen) return;
  const { range } = selection;
  event.preventDefault();
  const text = copied(store, columns, range, false);
  if (text === null) copyAll(store, columns, range, false);
  else event.clipboardData.setData("text/plain", text);
  if (cut && mayEdit) clear();
}

// --- start ------------------------------------------------------------------------

const ACTIONS = {
  below: () => insert(false), above: () => insert(true), remove, duplicate, fill: fillDown, restore, account,
  up: () => shift(-1), down: () => shift(1),
  fold: () => { store.foldAll(true); sheet.redraw(); go(0, 0); },
  unfold: () => { store.foldAll(false); sheet.redraw(); go(0, 0); },
  formulas: () => copyAll(store, columns, selection.range, true),
};

async function start() {
  sheet.onMark = mark;
  view.addEventListener("keydown", onKey);
  view.addEventListener("pointerdown", onPointer);
  view.addEventListener("pointerover", onDrag);
  view.addEventListener("click", onClick);
  view.addEventListener("dblclick", (event) => { if (event.target.closest(".c[data-column]") && !event.target.closest("a, button")) edit(); });
  view.addEventListener("paste", onPaste);
  view.addEventListener("copy", onCopy);
  view.addEventListener("cut", (event) => onCopy(event, true));
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    if (act === null) return;
    act.closest("details")?.removeAttribute("open");
    view.focus({ preventScroll: true });
    ACTIONS[act.dataset.act]?.();
  });
  const find = document.getElementById("sheet-find");
  let timer;
  find?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { store.find = find.value.trim(); view.scrollTop = 0; reload(null); }, 180);
  });
  find?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); view.focus(); }
  });
  if (phone.matches && sessionStorage.getItem("topsheet-sheet-seen") === null) {
    await store.load();
    store.foldAll(true);
    sessionStorage.setItem("topsheet-sheet-seen", "1");
  }
  await reload(null);
  refreshOn(() => { loadNames(true); return reload(); });
  document.addEventListener("budget:anew", () => { loadNames(true); reload(); });
}

if (view !== null) start();
