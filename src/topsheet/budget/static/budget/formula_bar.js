// The bar over the sheet: what stands in the cell, with its globals and facts as links, and
// what the plan says where somebody typed over it.

import { derivedOf, textOf, words as wordsOf } from "./cells.js";
import { knownNames, loadNames } from "./editor.js";
import { whyUrl } from "./window.js";

export class FormulaBar {
  constructor(bar, view, words, { edit, restore }) {
    Object.assign(this, { bar, view, words });
    this.where = bar.querySelector(".where");
    this.text = bar.querySelector(".text");
    this.plan = bar.querySelector(".plan");
    bar.querySelector(".restore").addEventListener("click", restore);
    this.text.addEventListener("dblclick", () => edit());
  }

  show(row, column) {
    this.where.textContent = row === undefined ? "" : `${row.name || this.words.unnamed} · ${column.title}`;
    this.text.replaceChildren(...this.parts(row, column));
    const derived = derivedOf(row, column.name);
    this.plan.hidden = derived === "";
    this.plan.querySelector(".said").textContent = derived;
    if (knownNames() === null && row?.[column.name]?.formula) loadNames().then(() => this.show(row, column));
  }

  parts(row, column) {
    const cell = row?.kind === "line" ? row[column.name] : null;
    if (!cell?.formula) return [document.createTextNode(textOf(row, column.name))];
    const parts = wordsOf(cell.formula).map((word) => this.part(word));
    const value = document.createElement("span");
    value.className = "value";
    value.textContent = ` = ${cell.value}`;
    return [...parts, value];
  }

  part(word) {
    const names = knownNames();
    const found = names && [...names.globals, ...names.facts].find((one) => one.name === word);
    if (!found) return document.createTextNode(word);
    const link = document.createElement("a");
    link.className = "fig";
    link.href = whyUrl(this.view, found.address);
    link.dataset.why = "";
    link.textContent = word;
    link.title = `${found.label}: ${found.value} ${found.unit}`;
    return link;
  }
}
