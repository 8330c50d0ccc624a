// How a cell reads: its text, the formula behind it, what may be typed in it.

const FORMULAS = new Set(["amount", "times"]);
const AMOUNTS = new Set(["base", "fringe", "total"]);

export const isAmount = (column) => AMOUNTS.has(column);

export function textOf(row, column) {
  if (row === undefined) return "";
  if (row.kind !== "line") {
    if (column === "name") return row.name;
    return column === "total" ? (row.total ?? "") : "";
  }
  const cell = row[column];
  if (cell === null || cell === undefined) return "";
  if (Array.isArray(cell)) return cell.join(", ");
  if (typeof cell === "object") return column === "times" && cell.value === "1" && !cell.formula ? "" : cell.value;
  if (column === "fringe" && cell === "0" && row.fringes.length === 0) return "";
  if (column === "currency" || column === "people" || column === "component") return quiet(row, column);
  return String(cell);
}

// What goes without saying is not said: one person, no pay.
function quiet(row, column) {
  if (column === "people") return row.people === 1 ? "" : String(row.people);
  if (column === "component") return row.component === "not pay" ? "" : row.component;
  return row.currency;
}

// What stands in the editor when it opens.
export function typedOf(row, column) {
  if (FORMULAS.has(column)) return row[column].formula ?? row[column].value;
  if (column === "component") return row.component;
  if (column === "people") return String(row.people);
  return textOf(row, column);
}

export function mayType(row, column) {
  if (row === undefined) return false;
  if (row.kind === "line") return !isAmount(column) && !(row.withheld && column === "price");
  return (row.kind === "account" || row.kind === "category") && column === "name";
}

export function derivedOf(row, column) {
  const cell = row?.kind === "line" ? row[column] : null;
  return cell !== null && typeof cell === "object" ? (cell?.derived ?? "") : "";
}

export function addressOf(row, column) {
  if (!row?.address) return "";
  if (row.kind !== "line") return column === "total" ? row.address : "";
  if (row.off || row.withheld) return "";
  return { base: `${row.address}#pay`, fringe: `${row.address}#fringe`, total: row.address }[column] ?? "";
}

// Names in a formula, as the formula writes them: globals, facts, and what lies between.
export function words(formula) {
  return formula.match(/\[[^\[\]]+\]|[^\W\d][\w.]*|[\d.]+|[^\s\w[\]]|\s+/gu) ?? [];
}
