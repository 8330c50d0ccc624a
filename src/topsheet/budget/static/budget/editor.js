// The one editor that floats over a cell: typing, suggestions, and what is wrong with the text.

import { call } from "../site/api.js";
import { words } from "./cells.js";

const LISTS = {
  unit: "units", currency: "currencies", stage: "stages", component: "components",
  department: "departments", group: "groups", account: "accounts", fringes: "fringes",
};

let names = null;
export async function loadNames(anew = false) {
  if (names === null || anew) names = (await call("GET", "budget/names", undefined, { quiet: true })) ?? names;
  return names;
}
export const knownNames = () => names;

export class Editor {
  // box: the element; onCommit(text, key) → true when it was taken; onClose()
  constructor(box, onCommit, onClose) {
    Object.assign(this, { box, onCommit, onClose });
    this.input = box.querySelector("input");
    this.list = box.querySelector(".suggest");
    this.problem = box.querySelector(".problem");
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.suggest());
    this.input.addEventListener("blur", () => this.left());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item !== null) this.take(item);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  open(cell, view, column, text, { label, original = text, replace = false, problem = "" }) {
    this.column = column;
    this.replacing = replace; // typed over: arrows leave the cell, as in a spreadsheet
    this.original = original;
    this.box.hidden = false;
    const at = cell.getBoundingClientRect();
    const from = view.getBoundingClientRect();
    this.box.style.left = `${at.left - from.left + view.scrollLeft}px`;
    this.box.style.top = `${at.top - from.top + view.scrollTop}px`;
    this.box.style.minWidth = `${at.width}px`;
    this.input.style.height = `${at.height}px`;
    this.input.classList.toggle("n", cell.classList.contains("n"));
    this.input.setAttribute("aria-label", label);
    this.input.value = text;
    this.say(problem);
    this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
    loadNames().then(() => this.suggest(replace));
  }

  say(problem) {
    this.problem.hidden = problem === "";
    this.problem.textContent = problem;
    if (problem) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  close() {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.list.hidden = true;
    this.onClose();
  }

  // Clicking elsewhere keeps what was typed, as in a spreadsheet.
  left() {
    if (this.isOpen && !this.sending && document.hasFocus()) this.commit("");
  }

  async commit(key) {
    if (this.sending) return;
    const text = this.input.value;
    this.sending = true;
    this.box.classList.add("busy");
    const problem = await this.onCommit(text, key, this.column, text !== this.original);
    this.box.classList.remove("busy");
    this.sending = false;
    if (problem === "") return;
    this.say(problem);
    this.input.focus();
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (this.choosing(event)) return;
    const moves = ["ArrowUp", "ArrowDown", ...(this.replacing ? ["ArrowLeft", "ArrowRight"] : [])];
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" || event.key === "Tab" || (moves.includes(event.key) && !event.shiftKey && !event.altKey)) {
      event.preventDefault();
      this.commit(event.shiftKey ? `Shift+${event.key}` : event.key);
    } else if (event.key === "F2") {
      event.preventDefault();
      this.replacing = !this.replacing;
    }
  }

  // --- suggestions ---------------------------------------------------------------

  choosing(event) {
    if (this.list.hidden) return false;
    const items = [...this.list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") {
      this.list.hidden = true;
      event.preventDefault();
      return true;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      this.choose(items[Math.max(0, Math.min(items.length - 1, next))]);
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && at >= 0) {
      this.take(items[at]);
      if (this.isFormula()) {
        event.preventDefault();
        return true;
      }
    }
    return false;
  }

  choose(item) {
    for (const other of this.list.children) other.setAttribute("aria-selected", String(other === item));
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
  }

  isFormula() {
    return this.column === "amount" || this.column === "times" || this.column === "formula";
  }

  wordAtCaret() {
    const before = this.input.value.slice(0, this.input.selectionStart ?? 0);
    if (this.isFormula()) return words(before).at(-1)?.match(/^[^\W\d][\w.]*$/u) ? words(before).at(-1) : "";
    if (this.column === "fringes") return before.split(",").at(-1).trim();
    return before;
  }

  suggest(quietly = false) {
    const found = this.matches();
    this.list.replaceChildren(...found.map((item, n) => option(item, n)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    if (quietly && !this.isFormula()) this.list.hidden = true;
    // what is offered for a word that was begun is one key away
    if (!this.list.hidden && this.isFormula() && this.wordAtCaret().length > 1) this.choose(this.list.firstElementChild);
  }

  matches() {
    if (names === null) return [];
    const word = this.wordAtCaret().toLocaleLowerCase();
    const items = this.isFormula() ? [...names.globals, ...names.facts] : (names[LISTS[this.column]] ?? []);
    const all = items.map((item) => (typeof item === "string" ? { name: item, label: "" } : item));
    if (this.isFormula() && word === "") return [];
    const fits = all.filter((item) => `${item.name} ${item.label}`.toLocaleLowerCase().includes(word));
    fits.sort((a, b) => Number(b.name.toLocaleLowerCase().startsWith(word)) - Number(a.name.toLocaleLowerCase().startsWith(word)));
    if (fits.length === 1 && fits[0].name.toLocaleLowerCase() === word) return [];
    return fits.slice(0, 8);
  }

  take(item) {
    const { name } = item.dataset;
    const word = this.wordAtCaret();
    const at = this.input.selectionStart ?? this.input.value.length;
    const whole = !this.isFormula() && this.column !== "fringes";
    const before = whole ? "" : this.input.value.slice(0, at - word.length);
    const after = whole ? "" : this.input.value.slice(at);
    this.input.value = `${before}${name}${after}`;
    const caret = before.length + name.length;
    this.input.setSelectionRange(caret, caret);
    this.list.hidden = true;
    this.input.focus();
  }
}

function option(item, n) {
  const made = document.createElement("li");
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.id = `suggestion-${n}`;
  made.dataset.name = item.name;
  const name = document.createElement("span");
  name.textContent = item.name;
  const label = document.createElement("small");
  label.textContent = item.value === undefined ? item.label : `${item.label} · ${item.value} ${item.unit}`.trim();
  made.append(name, label);
  return made;
}
