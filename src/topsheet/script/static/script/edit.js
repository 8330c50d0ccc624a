// Correcting scenes in place: Enter or a click opens a field, Tab keeps it and opens the next,
// Enter keeps it, Esc leaves it as it was.

import { call } from "../site/api.js";
import { redraw } from "../site/live.js";

const CHOICES = { intext: ["INT", "EXT", "INT/EXT"], light: ["day", "dusk", "night", "dawn"] };
let editor = null; // the open field: { button, input, leaving }

const sceneOf = (node) => node.closest(".scene");
const pathOf = (scene) => `script/scenes/${encodeURIComponent(scene.id)}`;

function control(name, value) {
  if (CHOICES[name] === undefined) {
    const input = document.createElement(name === "synopsis" ? "textarea" : "input");
    input.value = value;
    if (name === "synopsis") input.rows = 2;
    return input;
  }
  const select = document.createElement("select");
  for (const one of CHOICES[name]) select.add(new Option(one, one, false, one === value));
  return select;
}

function open(button) {
  if (editor !== null) close();
  const input = control(button.dataset.field, button.dataset.value);
  input.className = `fact-editor ${button.dataset.field}`;
  input.setAttribute("aria-label", button.title);
  input.autocomplete = "off";
  button.hidden = true;
  button.after(input);
  document.body.dataset.editing = "";
  editor = { button, input, leaving: false };
  input.focus();
  input.select?.();
}

function close() {
  const { button, input } = editor;
  editor = null;
  delete document.body.dataset.editing;
  button.hidden = false;
  input.remove();
  return button;
}

// Keeps what was typed; the field shows it at once and falls back when it is refused.
async function keep(then = (button) => button.focus()) {
  if (editor === null || editor.leaving) return;
  editor.leaving = true;
  const { button, input } = editor;
  const value = input.value.trim();
  close();
  const before = button.dataset.value;
  if (value === before) return then(button);
  show(button, value);
  then(button);
  const scene = sceneOf(button);
  const answer = await call("PATCH", pathOf(scene), {
    fields: { [button.dataset.field]: value }, version: Number(scene.dataset.version),
  });
  if (answer === null) {
    show(button, before);
    if (editor === null) {
      open(button);
      editor.input.value = value;
    }
    return;
  }
  settle(answer);
}

function show(button, value) {
  button.dataset.value = value;
  button.textContent = value || button.dataset.empty;
  button.classList.toggle("empty", value === "");
}

// The rows as they are now; what the server draws (lights, strips, lengths) follows when idle.
function settle({ rows }) {
  for (const row of rows) {
    const scene = document.getElementById(row.uid);
    if (scene === null) continue;
    scene.dataset.version = row.version;
    for (const button of scene.querySelectorAll("[data-field]")) {
      if (button !== editor?.button) show(button, row[button.dataset.field]);
    }
  }
  redraw();
}

const fields = (scene) => [...scene.querySelectorAll("button.fact[data-field]")];

function step(button, by) {
  const among = fields(sceneOf(button));
  const next = among[among.indexOf(button) + by];
  if (next === undefined) button.focus();
  else open(next);
}

async function act(path, sent) {
  const answer = await call("POST", path, sent);
  if (answer !== null) settle(answer);
}

document.addEventListener("click", (event) => {
  const fact = event.target.closest("button.fact[data-field]");
  if (fact !== null) return open(fact);
  const read = event.target.closest("button[data-restore]");
  if (read !== null) {
    const scene = sceneOf(read);
    read.previousElementSibling.focus();
    return act(`${pathOf(scene)}/restore`, { field: read.dataset.restore, version: Number(scene.dataset.version) });
  }
  const omit = event.target.closest("[data-omit]");
  if (omit !== null) return omitted(sceneOf(omit));
  const lock = event.target.closest("[data-lock]");
  if (lock !== null) return act("script/lock", { locked: lock.dataset.lock === "lock" });
  return undefined;
});

const omitted = (scene) => act(`${pathOf(scene)}/${scene.querySelector("[data-omit]").dataset.omit}`, {
  version: Number(scene.dataset.version),
});

document.addEventListener("keydown", (event) => {
  if (editor !== null && event.target === editor.input) return typing(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.target.closest("input, select, textarea, button, a, dialog[open]") !== null) return undefined;
  const scene = document.querySelector(".scene.here");
  if (scene === null) return undefined;
  if (event.key === "e") {
    event.preventDefault();
    open(fields(scene)[1]);
  } else if (event.key === "x") {
    omitted(scene);
  }
  return undefined;
});

function typing(event) {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    keep();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    editor.leaving = true;
    close().focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    keep((button) => step(button, event.shiftKey ? -1 : 1));
  }
}

document.addEventListener("focusout", (event) => {
  if (editor !== null && event.target === editor.input) keep(() => {});
});
