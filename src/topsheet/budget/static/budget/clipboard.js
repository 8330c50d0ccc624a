// Cells from and to a spreadsheet: tab-separated text, quoted where it must be.

import { call, toast } from "../site/api.js";
import { textOf, typedOf } from "./cells.js";

const plain = (text) => text.replace(/[\u00a0\u202f]/g, "").replace(/^\((.*)\)$/, "-$1");
const quoted = (text) => (/[\t"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// The selected cells as text, or null when some were not fetched yet.
export function copied(store, columns, range, formulas) {
  const lines = [];
  for (let place = range.from; place <= range.to; place += 1) {
    const row = store.at(place);
    if (row === undefined) return null;
    const cells = columns.slice(range.first, range.last + 1).map(({ name, number }) => {
      const text = formulas && row.kind === "line" && ["amount", "times"].includes(name) ? typedOf(row, name) : textOf(row, name);
      return quoted(number ? plain(text) : text);
    });
    lines.push(cells.join("\t"));
  }
  return lines.join("\r\n");
}

export async function copyAll(store, columns, range, formulas) {
  await store.ensure(range.from, range.to);
  const text = copied(store, columns, range, formulas);
  if (text === null) return;
  await navigator.clipboard?.writeText(text);
}

// → the answer of the paste, or null
export async function paste(text, row, column, insert, options = {}) {
  const where = row.kind === "line" ? { line: row.uid } : { account: row.code ?? "" };
  if (row.kind !== "line" && !row.code) return null;
  return call("POST", "budget/paste", { text, column, insert, ...where }, options);
}

// Rows of a paste that were not kept, each with why, in a dialog.
export function tell(answer, words) {
  const { problems } = answer;
  if (!answer.left_out) {
    toast(answer.change, { kind: "good" });
    return;
  }
  const dialog = document.getElementById("paste-problems");
  dialog.querySelector(".said").textContent = answer.change;
  const rows = problems.map((problem) => {
    const made = document.createElement("tr");
    for (const text of [problem.row, problem.column, problem.text, problem.reason]) {
      const cell = document.createElement("td");
      cell.textContent = text;
      made.append(cell);
    }
    return made;
  });
  dialog.querySelector("tbody").replaceChildren(...rows);
  dialog.querySelector(".more").hidden = answer.left_out <= problems.length;
  dialog.querySelector(".more").textContent = words.more.replace("0", String(answer.left_out - problems.length));
  dialog.showModal();
}
