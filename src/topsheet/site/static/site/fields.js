// Editing in place on pages that the server drew, through the API.
//
//   <td data-cell="people/persons/ab12" data-version="3" data-field="email" data-value="a@b.c"
//       tabindex="0" id="email-ab12">a@b.c</td>
//     click, Enter or F2 opens it, Enter and Tab write it, Esc leaves it as it was.
//     data-kind: text (default), lines, date or choice; data-choices: id of a <template> with options.
//     data-list: id of a <datalist>; data-verb: PATCH by default; data-also: more of the body, as JSON.
//   <form data-call="POST people/persons"> sends its named fields; data-then: "stay", "reload" (default)
//     or an address, in which {uid} and {key} are those of the answer's first row.
//   <button data-call="DELETE people/persons/ab12" data-ask="Delete Ada?">

import { call } from "./api.js";
import { redraw } from "./live.js";

const CELL = "[data-cell]";

// --- cells ---------------------------------------------------------------------------

function open(cell) {
  if (cell.querySelector("[data-editing]") !== null) return;
  const field = fieldFor(cell);
  const shown = [...cell.childNodes];
  cell.replaceChildren(field);
  cell.classList.add("editing");
  field.focus();
  field.select?.();
  let over = false;

  const close = () => {
    over = true;
    cell.replaceChildren(...shown);
    cell.classList.remove("editing");
  };
  const commit = async (next) => {
    if (over) return;
    const value = field.value;
    if (value === (cell.dataset.value ?? "")) {
      close();
      next?.focus();
      return;
    }
    over = true;
    field.readOnly = true;
    const sent = { ...JSON.parse(cell.dataset.also ?? "{}"), [cell.dataset.field]: value };
    if (cell.dataset.version) sent.version = Number(cell.dataset.version);
    const answer = await call(cell.dataset.verb ?? "PATCH", cell.dataset.cell, sent);
    if (answer === null) {
      over = false;
      field.readOnly = false;
      field.setAttribute("aria-invalid", "true");
      field.focus();
      return;
    }
    close();
    (next ?? cell).focus();
    await redraw();
  };

  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      close();
      cell.focus();
    } else if (event.key === "Enter" && (field.tagName !== "TEXTAREA" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      commit(null);
    } else if (event.key === "Tab") {
      event.preventDefault();
      commit(beside(cell, event.shiftKey ? -1 : 1));
    }
  });
  field.addEventListener("change", () => field.tagName === "SELECT" && commit(null));
  field.addEventListener("blur", () => setTimeout(() => commit(null), 0));
}

function fieldFor(cell) {
  const kind = cell.dataset.kind ?? "text";
  const tag = { lines: "textarea", choice: "select" }[kind] ?? "input";
  const field = document.createElement(tag);
  field.dataset.editing = "";
  field.setAttribute("aria-label", cell.dataset.label ?? cell.dataset.field);
  if (tag === "input") field.type = kind === "date" ? "date" : "text";
  if (tag === "input" && cell.dataset.list) field.setAttribute("list", cell.dataset.list);
  if (tag === "select") field.append(document.getElementById(cell.dataset.choices).content.cloneNode(true));
  field.value = cell.dataset.value ?? "";
  return field;
}

function beside(cell, step) {
  const cells = [...document.querySelectorAll(CELL)].filter((one) => one.offsetParent !== null);
  return cells[cells.indexOf(cell) + step] ?? cell;
}

document.addEventListener("click", (event) => {
  const cell = event.target.closest(CELL);
  if (cell !== null && event.target.closest("a, button, input, select, textarea") === null) open(cell);
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.matches?.(CELL) ? event.target : null;
  if (cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    open(cell);
  }
});

// --- forms and buttons ---------------------------------------------------------------

export async function send(element, said) {
  const [verb, path] = element.dataset.call.split(" ");
  const answer = await call(verb, path, said);
  if (answer === null) {
    if (verb === "DELETE") await redraw(); // it may have been refused because it was changed
    return null;
  }
  element.closest("dialog")?.close();
  const then = element.dataset.then ?? "reload";
  if (then === "reload") await redraw();
  else if (then !== "stay") location.assign(filled(then, answer.rows?.[0] ?? {}));
  return answer;
}

function filled(address, row) {
  return address.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(row[name] ?? ""));
}

export function saidIn(form) {
  const said = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || (field.type === "checkbox" && field.value === "on")) {
      if (field.type === "checkbox" && field.name) said[field.name] = field.checked;
    } else if (field.value !== "" || field.dataset.empty !== undefined) {
      said[field.name] = field.type === "number" ? Number(field.value) : field.value;
    }
  }
  if (form.dataset.version) said.version = Number(form.dataset.version);
  return said;
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-call]");
  if (form === null) return;
  event.preventDefault();
  const answer = await send(form, saidIn(form));
  if (answer !== null) form.reset();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-call]");
  if (button === null) return;
  event.preventDefault();
  if (!button.dataset.ask || confirm(button.dataset.ask)) send(button, undefined);
});

// <button data-opens="id"> shows a dialog; its first field is where one types.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (button === null) return;
  event.preventDefault();
  const dialog = document.getElementById(button.dataset.opens);
  dialog.showModal();
  dialog.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
