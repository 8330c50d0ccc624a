// The rows of the sheet as far as they were fetched, block by block, and which are folded away.

import { call } from "../site/api.js";

export class Store {
  constructor(onRows) {
    this.onRows = onRows; // called when rows that were asked for arrive
    this.find = "";
    this.folded = new Set(readFolded());
    this.clear();
  }

  clear() {
    this.rows = new Map(); // number in the sheet → row
    this.byId = new Map(); // id → number
    this.asked = new Set(); // blocks under way
    this.count = 0;
    this.sections = [];
    this.visible = [];
    this.generation = (this.generation ?? 0) + 1;
  }

  async load() {
    const head = await call("GET", `budget/grid${this.query("?")}`);
    if (head === null) return null;
    this.clear();
    Object.assign(this, { count: head.count, block: head.block, sections: head.sections, currency: head.currency });
    for (const section of head.sections) this.put(section.at, section);
    head.rows.forEach((row, n) => this.put(n, row));
    this.layOut();
    return head;
  }

  query(mark) {
    return this.find ? `${mark}find=${encodeURIComponent(this.find)}` : "";
  }

  put(number, row) {
    this.rows.set(number, row);
    this.byId.set(row.id, number);
  }

  // Which rows are to be seen: all but those in folded categories. A search unfolds.
  layOut() {
    const seen = [];
    let hidden = false;
    const starts = new Map(this.sections.map((section) => [section.at, section]));
    for (let number = 0; number < this.count; number += 1) {
      const section = starts.get(number);
      if (section !== undefined) hidden = section.kind === "category" && this.isFolded(section.id);
      if (section !== undefined || !hidden) seen.push(number);
    }
    this.visible = seen;
    this.places = new Map(seen.map((number, place) => [number, place]));
  }

  isFolded(id) {
    return !this.find && this.folded.has(id);
  }

  fold(id, closed) {
    if (closed) this.folded.add(id);
    else this.folded.delete(id);
    keepFolded(this.folded);
    this.layOut();
  }

  foldAll(closed) {
    this.folded = new Set(closed ? this.sections.filter((s) => s.kind === "category").map((s) => s.id) : []);
    keepFolded(this.folded);
    this.layOut();
  }

  // place: position among the visible rows
  at(place) {
    return this.rows.get(this.visible[place]);
  }

  placeOf(id) {
    return this.places.get(this.byId.get(id)) ?? -1;
  }

  // The category a visible row stands in.
  sectionOf(place) {
    const number = this.visible[place] ?? 0;
    let found = null;
    for (const section of this.sections) {
      if (section.at > number) break;
      found = section.kind === "category" ? section : null;
    }
    return found;
  }

  // Fetch what is missing of visible rows from … to; resolves when they are there.
  async ensure(from, to) {
    const blocks = new Set();
    for (let place = Math.max(0, from); place <= Math.min(to, this.visible.length - 1); place += 1) {
      const number = this.visible[place];
      if (!this.rows.has(number)) blocks.add(Math.floor(number / this.block));
    }
    await Promise.all([...blocks].map((block) => this.fetch(block)));
  }

  async fetch(block) {
    if (this.asked.has(block)) return;
    this.asked.add(block);
    const { generation } = this;
    const start = block * this.block;
    const answer = await call("GET", `budget/grid/rows?start=${start}&count=${this.block}${this.query("&")}`);
    if (generation !== this.generation) return;
    this.asked.delete(block);
    if (answer === null) return;
    answer.rows.forEach((row, n) => this.put(start + n, row));
    this.onRows();
  }

  // Rows that read otherwise now → [{ before, after }]
  patch(rows) {
    const moved = [];
    for (const after of rows) {
      const number = this.byId.get(after.id);
      if (number === undefined) continue;
      const before = this.rows.get(number);
      this.rows.set(number, { ...after, at: before?.at });
      moved.push({ before, after });
      const section = this.sections.find((one) => one.id === after.id);
      if (section !== undefined) Object.assign(section, after);
    }
    return moved;
  }
}

const KEY = () => `topsheet-folded-${document.body.dataset.production}`;

function readFolded() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY()) ?? "[]");
  } catch {
    return [];
  }
}

function keepFolded(folded) {
  sessionStorage.setItem(KEY(), JSON.stringify([...folded]));
}
