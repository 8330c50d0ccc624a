// On a phone a line is edited as a sheet of fields, one under the other.

import { derivedOf, isAmount, mayType, textOf, typedOf } from "./cells.js";

// verbs: { write(row, column, text), restore(row, column) } → { problem, row }; null: only to look at
export function openLine(row, columns, verbs, words) {
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
    if (verbs === null || isAmount(column.name) || !mayType(current, column.name)) made.append(shown(column));
    else made.append(...entry(column));
    return made;
  }

  function shown(column) {
    const output = document.createElement("output");
    output.id = `line-${column.name}`;
    output.textContent = textOf(current, column.name) || "–";
    return output;
  }

  function entry(column) {
    const input = document.createElement("input");
    input.id = `line-${column.name}`;
    input.autocomplete = "off";
    const help = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn quiet small";
    button.textContent = words.restore;
    const show = (problem = "") => {
      const plan = derivedOf(current, column.name);
      if (!problem) input.value = typedOf(current, column.name);
      input.toggleAttribute("aria-invalid", false);
      if (problem) input.setAttribute("aria-invalid", "true");
      help.className = problem ? "error" : "help";
      help.textContent = problem || (plan && `${words.plan} ${plan}`);
      button.hidden = !plan;
    };
    const after = (done) => {
      if (done.row) current = done.row;
      show(done.problem);
      tell();
    };
    input.addEventListener("change", async () => after(await verbs.write(current, column.name, input.value)));
    button.addEventListener("click", async () => after(await verbs.restore(current, column.name)));
    show();
    return [input, help, button];
  }

  function tell() {
    for (const amount of ["base", "fringe", "total"]) {
      const output = fields.querySelector(`#line-${amount}`);
      if (output !== null) output.textContent = textOf(current, amount) || "–";
    }
  }
}
