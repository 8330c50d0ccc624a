// Contacts from a file: read by the office, looked at here, saved when wanted.

import { call } from "../site/api.js";

const MOST_SHOWN = 500;
const words = document.getElementById("words").content.firstElementChild.dataset;
const box = document.getElementById("import");
const state = { file: null, mapping: {}, skip: new Set(), asNew: new Set() };

const make = (tag, text = "", name = "") => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
};

function body(save) {
  const form = new FormData();
  form.append("file", state.file);
  form.append("save", String(save));
  form.append("mapping", JSON.stringify(state.mapping));
  form.append("skip", JSON.stringify([...state.skip]));
  form.append("as_new", JSON.stringify([...state.asNew]));
  return form;
}

async function read() {
  const plan = await call("POST", "people/import", body(false));
  if (plan !== null) show(plan);
}

function show(plan) {
  showColumns(plan);
  showProblems(plan);
  showRows(plan);
}

function showColumns({ columns, encoding, delimiter }) {
  const sheet = document.getElementById("columns");
  sheet.hidden = columns.length === 0;
  const marks = { "\t": "Tab", ",": ",", ";": ";", "|": "|" };
  sheet.querySelector("[data-read]").textContent = [encoding, marks[delimiter]].filter(Boolean).join(" · ");
  sheet.querySelector(".body").replaceChildren(...columns.map((column) => {
    const field = make("div", "", "field");
    const label = make("label", column.heading || `#${column.index + 1}`);
    const choice = document.createElement("select");
    choice.append(document.getElementById("fields").content.cloneNode(true));
    choice.value = column.field;
    choice.id = `column-${column.index}`;
    label.htmlFor = choice.id;
    choice.addEventListener("change", () => {
      state.mapping[column.index] = choice.value;
      read();
    });
    field.append(label, choice, make("small", column.example));
    return field;
  }));
}

function showProblems({ problems }) {
  const sheet = document.getElementById("wrong");
  sheet.hidden = problems.length === 0;
  sheet.querySelector("ul").replaceChildren(...problems.slice(0, MOST_SHOWN).map((one) => {
    const line = make("li");
    line.append(make("span", one.message, one.severity === "error" ? "bad" : ""));
    return line;
  }));
}

function showRows({ rows, counts }) {
  const sheet = document.getElementById("found");
  sheet.hidden = rows.length === 0;
  const [fresh, updated, known] = words.counts.split("|");
  const more = rows.length > MOST_SHOWN ? ` (${words.first})` : "";
  sheet.querySelector("[data-counts]").textContent =
    `${counts.new} ${fresh} · ${counts.update} ${updated} · ${counts.same} ${known}${more}`;
  sheet.querySelector("tbody").replaceChildren(...rows.slice(0, MOST_SHOWN).map(line));
}

function line(row) {
  const made = document.createElement("tr");
  made.append(
    wanted(row, made), make("td", String(row.row), "n"), becomes(row), make("th", row.name),
    make("td", [row.what, row.department].filter(Boolean).join(" · ")), make("td", row.email),
    make("td", row.phones.join(", ")), changes(row),
  );
  made.classList.toggle("left", state.skip.has(row.row));
  return made;
}

function wanted(row, made) {
  const cell = make("td");
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.checked = !state.skip.has(row.row);
  tick.setAttribute("aria-label", `${words.row} ${row.row}`);
  tick.addEventListener("change", () => {
    if (tick.checked) state.skip.delete(row.row);
    else state.skip.add(row.row);
    made.classList.toggle("left", !tick.checked);
  });
  cell.append(tick);
  return cell;
}

function becomes(row) {
  const cell = make("td");
  const kind = { new: "good", update: "accent", same: "" }[row.action];
  cell.append(make("span", words[row.action], `chip ${kind}`));
  if (row.action === "new" || row.company) return cell;
  cell.append(row.existing === row.name ? " " : ` ${row.existing} `, asNew(row));
  return cell;
}

// Two people of one name: the row may become somebody of its own.
function asNew(row) {
  const label = make("label", "", "nowrap");
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.checked = state.asNew.has(row.row);
  tick.addEventListener("change", () => {
    if (tick.checked) state.asNew.add(row.row);
    else state.asNew.delete(row.row);
  });
  label.append(tick, ` ${words.asNew}`);
  return label;
}

function changes(row) {
  const cell = make("td");
  for (const one of row.changes) {
    const said = make("div");
    if (one.before) said.append(make("span", one.before, "was"), " ");
    said.append(one.after);
    cell.append(said);
  }
  return cell;
}

document.getElementById("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file === undefined) return;
  Object.assign(state, { file, mapping: {}, skip: new Set(), asNew: new Set() });
  box.querySelector("[data-name]").textContent = file.name;
  read();
});

document.getElementById("save").addEventListener("click", async (event) => {
  event.target.disabled = true;
  const answer = await call("POST", "people/import", body(true));
  event.target.disabled = false;
  if (answer !== null) location.assign(box.dataset.people);
});
