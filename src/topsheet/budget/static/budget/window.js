// Draws the part of the sheet that is in view: a few dozen rows, whatever its length.

import { addressOf, derivedOf, isAmount, textOf } from "./cells.js";

const SPARE = 12; // rows drawn above and below the view
const AHEAD = 120; // rows fetched before they are needed

export class Window {
  constructor(view, store, columns, words) {
    Object.assign(this, { view, store, columns, words });
    this.body = view.querySelector(".rows");
    this.pin = view.querySelector(".pin");
    this.drawn = new Map(); // place → element
    this.flashes = new Map(); // "id column" → until
    view.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(view);
  }

  get height() {
    return parseInt(getComputedStyle(this.view).getPropertyValue("--row"), 10) || 28;
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  redraw() {
    for (const element of this.drawn.values()) element.remove();
    this.drawn.clear();
    this.draw();
  }

  draw() {
    const { height, view, store } = this;
    const top = Math.floor(view.scrollTop / height);
    const shown = Math.ceil(view.clientHeight / height);
    const from = Math.max(0, top - SPARE);
    const to = Math.min(store.visible.length - 1, top + shown + SPARE);
    this.body.style.height = `${store.visible.length * height}px`;
    for (const [place, element] of this.drawn) {
      if (place < from || place > to) {
        element.remove();
        this.drawn.delete(place);
      }
    }
    let anew = false;
    for (let place = from; place <= to; place += 1) anew = this.drawRow(place, height) || anew;
    if (anew) this.told();
    this.drawPin(top);
    this.mark();
    store.ensure(top - AHEAD, top + shown + AHEAD);
  }

  drawRow(place, height) {
    const row = this.store.at(place);
    const known = this.drawn.get(place);
    if (known !== undefined && known.row === row) return false;
    const made = this.rowElement(row, place);
    made.style.transform = `translateY(${place * height}px)`;
    made.row = row;
    if (known === undefined) this.body.append(made);
    else known.replaceWith(made);
    this.drawn.set(place, made);
    return true;
  }

  // Rows that came into view are marked with their notes once scrolling has come to rest.
  told() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => document.dispatchEvent(new CustomEvent("topsheet:redrawn")), 400);
  }

  rowElement(row, place) {
    const made = document.createElement("div");
    made.className = `r ${row?.kind ?? "waiting"}`;
    made.setAttribute("role", "row");
    made.setAttribute("aria-rowindex", String(place + 2));
    made.dataset.place = String(place);
    if (row === undefined) return made;
    const laid = laidOn(row);
    if (laid) made.dataset.on = laid;
    if (row.off) made.classList.add("off");
    const head = cell(row.code ? "rowheader" : "gridcell", "key", row.code ?? "");
    made.append(head);
    this.columns.forEach((column, n) => made.append(this.cellElement(row, column, n, place)));
    if (laid) made.querySelector(".c-name").dataset.on = laid;
    return made;
  }

  cellElement(row, column, n, place) {
    const made = cell("gridcell", `c-${column.name}${column.number ? " n" : ""}`, "");
    made.id = `cell-${place}-${n}`;
    made.dataset.column = column.name;
    made.setAttribute("aria-colindex", String(n + 2));
    const text = textOf(row, column.name);
    const address = addressOf(row, column.name);
    if (column.name === "name" && row.kind === "category") made.append(this.foldButton(row));
    if (address && text) made.append(this.why(address, row.posted && column.name === "fringe" ? this.words.posted.replace("0000", row.posted) : text));
    else made.append(text);
    if (isAmount(column.name) && row.withheld) made.append(withheld(this.words.confidential));
    this.decorate(made, row, column.name, text);
    if (this.flashes.get(`${row.id} ${column.name}`) > Date.now()) made.classList.add("flash");
    return made;
  }

  decorate(made, row, column, text) {
    if (row.kind === "line") {
      const value = typeof row[column] === "object" ? row[column] : null;
      if (value?.link) made.classList.add("follows");
      if (value?.formula) made.title = value.formula;
      if (derivedOf(row, column)) {
        made.classList.add("over");
        made.title = `${this.words.plan} ${derivedOf(row, column)}`;
      }
      if (column === "price" && row.illustrative) made.classList.add("illustrative");
      if (column === "name" && !text) made.append(muted(this.words.unnamed));
    }
    if (column === "name" && row.assumed) made.append(chip(this.words.assumed, row.note));
  }

  foldButton(row) {
    const made = document.createElement("button");
    made.type = "button";
    made.tabIndex = -1;
    made.className = "fold";
    made.dataset.fold = row.id;
    made.setAttribute("aria-expanded", String(!this.store.isFolded(row.id)));
    made.setAttribute("aria-label", this.words.folding);
    return made;
  }

  why(address, text) {
    const made = document.createElement("a");
    made.className = "fig";
    made.tabIndex = -1;
    made.href = whyUrl(this.view, address);
    made.dataset.why = "";
    made.textContent = text;
    return made;
  }

  // The category whose rows are in view stays on top with its total.
  drawPin(top) {
    const section = this.store.sectionOf(top);
    const place = section === null ? -1 : this.store.placeOf(section.id);
    const wanted = section !== null && place < top ? section : null;
    this.pin.hidden = wanted === null;
    if (wanted === null) return;
    this.pin.querySelector(".key").textContent = wanted.code;
    this.pin.querySelector(".c-name").textContent = wanted.name;
    this.pin.querySelector(".c-total").textContent = wanted.total ?? "";
  }

  flash(moved) {
    const until = Date.now() + 1500;
    for (const { before, after } of moved) {
      for (const { name } of this.columns) {
        if (before !== undefined && textOf(before, name) !== textOf(after, name)) this.flashes.set(`${after.id} ${name}`, until);
      }
    }
    this.draw();
    setTimeout(() => {
      for (const [key, end] of this.flashes) if (end <= Date.now()) this.flashes.delete(key);
      for (const made of this.body.querySelectorAll(".flash")) made.classList.remove("flash");
    }, 1600);
  }

  scrollTo(place, n) {
    const { height, view } = this;
    const head = view.querySelector(".head-row").offsetHeight + height; // the pinned category too
    const top = place * height;
    if (top < view.scrollTop + height) view.scrollTop = Math.max(0, top - height);
    else if (top + height > view.scrollTop + view.clientHeight - head) view.scrollTop = top + height + head - view.clientHeight;
    this.draw();
    const element = document.getElementById(`cell-${place}-${n}`);
    if (element === null) return;
    const fixed = n === 0 ? 0 : view.querySelector(".head-row .c-name").getBoundingClientRect().right - view.getBoundingClientRect().left;
    const left = element.offsetLeft;
    if (n > 0 && left < view.scrollLeft + fixed) view.scrollLeft = left - fixed;
    else if (left + element.offsetWidth > view.scrollLeft + view.clientWidth) view.scrollLeft = left + element.offsetWidth - view.clientWidth + 8;
  }

  mark() {
    this.onMark?.();
  }
}

// What notes on a row lie on, as data-on says it.
export function laidOn(row) {
  if (row?.kind === "line") return `budget-line/${row.uid}`;
  if (row?.code) return `account/${row.code}`;
  return row?.kind === "contractual" ? `contractual/${row.key}` : "";
}

export function whyUrl(view, address) {
  const base = view.dataset.why;
  return `${base}${base.includes("?") ? "&" : "?"}address=${encodeURIComponent(address).replaceAll("%2F", "/")}`;
}

function cell(role, names, text) {
  const made = document.createElement("div");
  made.setAttribute("role", role);
  made.className = `c ${names}`;
  made.textContent = text;
  return made;
}

function withheld(word) {
  const made = document.createElement("span");
  made.className = "withheld";
  made.textContent = "•••";
  made.title = word;
  made.setAttribute("aria-label", word);
  return made;
}

function muted(word) {
  const made = document.createElement("span");
  made.className = "muted";
  made.textContent = word;
  return made;
}

function chip(word, note) {
  const made = document.createElement("span");
  made.className = "chip warn";
  made.textContent = word;
  made.title = note ?? "";
  return made;
}
