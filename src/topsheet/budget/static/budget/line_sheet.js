// On a phone a line is edited as a sheet of fields, one under the other.

import { derivedOf, isAmount, mayType, textOf, typedOf } from "./cells.js";

// commit(row, column, text) → { problem, row }; null: only to look at
export function openLine(row, columns, commit, words) {
  const dialog = document.getElementById("line-sheet");
  dialog.querySelector("h2").textContent = row.name || words.unnamed;
  const fields = dialog.querySelector(".fields");
  let current = row;
  fields.replaceChildren(...columns.map((column) => field(column)));
  dialog.showModal();

  function field(column) {
    const made = document.createElement("div");
    made.className = "field";
    const label = document.createElement("label");
    label.htmlFor = `line-${column.name}`;
    label.textContent = column.title;
    made.append(label);
    if (commit === null || isAmount(column.name) || !mayType(current, column.name)) {
      const shown = document.createElement("output");
      shown.id = `line-${column.name}`;
      shown.textContent = textOf(current, column.name) || "–";
      made.append(shown);
      return made;
    }
    const input = document.createElement("input");
    input.id = `line-${column.name}`;
    input.value = typedOf(current, column.name);
    input.autocomplete = "off";
    const help = document.createElement("p");
    help.className = "help";
    if (derivedOf(current, column.name)) help.textContent = `${words.plan} ${derivedOf(current, column.name)}`;
    input.addEventListener("change", async () => {
      const done = await commit(current, column.name, input.value);
      help.className = done.problem ? "error" : "help";
      help.textContent = done.problem;
      input.toggleAttribute("aria-invalid", Boolean(done.problem));
      if (done.problem) input.setAttribute("aria-invalid", "true");
      if (done.row) current = done.row;
      for (const amount of ["base", "fringe", "total"]) {
        const shown = fields.querySelector(`#line-${amount}`);
        if (shown !== null) shown.textContent = textOf(current, amount) || "–";
      }
    });
    made.append(input, help);
    return made;
  }
}
