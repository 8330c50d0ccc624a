// Notes and files on the thing that is selected: a sheet at the side, opened by its button or
// by the key `;`. Files are dropped on it. How many there are stands as a mark on the thing.

import { call, production } from "./api.js";

const sheet = document.getElementById("notes");
const form = sheet?.querySelector("form");
const list = sheet?.querySelector("[data-list]");
const words = sheet?.dataset ?? {};
let about = null; // { kind, uid }
let opener = null;
let editing = null; // the note whose words are in the field
const drafts = new Map(); // what was typed and not saved, by thing

const key = () => `${about.kind}/${about.uid}`;
const query = () => new URLSearchParams(about).toString();

export async function open(kind, uid, from = null) {
  keepDraft();
  about = { kind, uid };
  editing = null;
  opener = from ?? document.activeElement;
  const told = await call("GET", `notes?${query()}`);
  if (told === null) return;
  show(told);
  form.elements.text.value = drafts.get(key()) ?? "";
  if (!sheet.open) sheet.show();
  (told.may_add ? form.elements.text : sheet.querySelector(".close")).focus();
}

function keepDraft() {
  if (about !== null && editing === null) drafts.set(key(), form.elements.text.value);
}

function close() {
  if (!sheet.open) return;
  keepDraft();
  if (sheet.contains(document.activeElement)) document.activeElement.blur();
  sheet.close();
  opener?.focus?.();
}

function show(told) {
  sheet.querySelector("[data-title]").textContent = told.title;
  form.hidden = !told.may_add;
  const left = Math.floor(told.left / 1024 / 1024);
  sheet.querySelector("[data-left]").textContent = words.left.replace("%", left.toLocaleString());
  const rows = [...told.notes.map(noteRow), ...told.attachments.map(fileRow)];
  rows.sort((one, other) => one.dataset.at.localeCompare(other.dataset.at));
  list.replaceChildren(...rows);
  sheet.querySelector("[data-none]").hidden = rows.length > 0;
  mark({ [about.kind]: { [about.uid]: rows.length } });
}

function rowOf(one) {
  const item = document.createElement("li");
  item.dataset.at = one.at;
  const by = document.createElement("small");
  const when = new Date(one.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
  by.textContent = `${one.by} · ${when}`;
  return [item, by];
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function noteRow(note) {
  const [item, by] = rowOf(note);
  const text = document.createElement("p");
  text.textContent = note.text;
  const acts = document.createElement("span");
  acts.className = "acts";
  if (note.own) acts.append(button(words.edit, () => edit(note)));
  if (note.may_delete) acts.append(button(words.remove, () => remove("notes", note.uid)));
  item.append(text, by, acts);
  return item;
}

function fileRow(file) {
  const [item, by] = rowOf(file);
  const link = document.createElement("a");
  link.href = file.url;
  link.download = file.name;
  link.className = "file";
  if (file.thumbnail) {
    const picture = document.createElement("img");
    picture.src = file.thumbnail;
    picture.alt = "";
    picture.loading = "lazy";
    link.append(picture);
  }
  const name = document.createElement("span");
  name.textContent = file.name;
  link.append(name);
  by.textContent = `${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB · ${by.textContent}`;
  const acts = document.createElement("span");
  acts.className = "acts";
  if (file.may_delete) acts.append(button(words.remove, () => remove("attachments", file.uid)));
  item.append(link, by, acts);
  return item;
}

function edit(note) {
  keepDraft();
  editing = note;
  form.elements.text.value = note.text;
  form.elements.text.focus();
}

async function remove(what, uid) {
  const told = await call("DELETE", `${what}/${uid}`);
  if (told !== null) show(told);
}

async function save() {
  const text = form.elements.text.value;
  if (text.trim() === "") return;
  const told = editing === null
    ? await call("POST", "notes", { ...about, text })
    : await call("PATCH", `notes/${editing.uid}`, { text, version: editing.version });
  if (told === null) return; // it was told why; the words stay where they are
  editing = null;
  drafts.delete(key());
  form.elements.text.value = "";
  show(told);
}

async function attach(files) {
  for (const file of files) {
    const body = new FormData();
    body.set("kind", about.kind);
    body.set("uid", about.uid);
    body.set("file", file);
    sheet.setAttribute("aria-busy", "true");
    const told = await call("POST", "attachments", body);
    sheet.removeAttribute("aria-busy");
    if (told !== null) show(told);
  }
}

// Marks: how many notes lie on what the page shows.
function mark(counts) {
  for (const [kind, things] of Object.entries(counts)) {
    for (const [uid, n] of Object.entries(things)) {
      for (const thing of document.querySelectorAll(`[data-on="${CSS.escape(`${kind}/${uid}`)}"]`)) {
        if (n > 0) thing.dataset.noted = String(n);
        else delete thing.dataset.noted;
      }
    }
  }
}

async function count() {
  const kinds = [...new Set([...document.querySelectorAll("[data-on]")].map((one) => one.dataset.on.split("/")[0]))];
  if (kinds.length === 0) return;
  const counts = await call("GET", `notes/counts?kinds=${kinds.map(encodeURIComponent).join(",")}`, undefined, { quiet: true });
  if (counts !== null) mark(counts);
}

// data-on="scene/s0012": the uid may itself hold a slash.
function thing(on) {
  const at = on.indexOf("/");
  return { kind: on.slice(0, at), uid: on.slice(at + 1) };
}

function selected() {
  const here = document.activeElement?.closest("[data-on]")
    ?? document.querySelector("[data-on][aria-selected='true'], [data-on].selected, [data-on].here, #main [data-notes]");
  return thing(here?.dataset.on ?? `production/${production()}`);
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") ?? null;

if (sheet !== null && production()) {
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-notes]");
    if (from === null) return;
    event.preventDefault();
    const { kind, uid } = thing(from.dataset.on);
    open(kind, uid, from);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet.open && document.querySelector("dialog.modal[open]") === null) close();
    if (event.key !== ";" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) !== null) return;
    if (document.querySelector("dialog.modal[open]") !== null) return;
    event.preventDefault();
    const { kind, uid } = selected();
    open(kind, uid);
  });
  sheet.querySelector(".close").addEventListener("click", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  });
  form.elements.file.addEventListener("change", async (event) => {
    await attach([...event.target.files]);
    event.target.value = "";
  });
  sheet.addEventListener("dragover", (event) => {
    if (form.hidden || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    sheet.classList.add("over");
  });
  sheet.addEventListener("dragleave", () => sheet.classList.remove("over"));
  sheet.addEventListener("drop", (event) => {
    sheet.classList.remove("over");
    if (form.hidden || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  });
  document.addEventListener("topsheet:redrawn", count);
  document.addEventListener("topsheet:changed", async () => {
    count();
    if (!sheet.open) return;
    const told = await call("GET", `notes?${query()}`, undefined, { quiet: true });
    if (told !== null) show(told);
  });
  count();
}
