// Two people changed the same thing: both values side by side, and the second one decides.

const dialog = document.getElementById("conflict");

function shown(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value === "object") {
    return Object.entries(value).map(([name, one]) => `${name}: ${shown(one)}`).join(", ");
  }
  return String(value);
}

const asFields = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : { "": value };

function rowsOf(problem) {
  const theirs = asFields(problem.theirs);
  const yours = asFields(problem.yours);
  const names = Object.keys(yours).length > 0 ? Object.keys(yours) : Object.keys(theirs);
  return names.map((name) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = problem.labels?.[name] ?? name.replaceAll("_", " ");
    row.append(head);
    for (const value of [theirs[name], yours[name]]) {
      const cell = document.createElement("td");
      cell.textContent = shown(value);
      row.append(cell);
    }
    return row;
  });
}

function when(at) {
  const date = new Date(at ?? NaN);
  if (Number.isNaN(date.valueOf())) return "";
  return date.toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
}

let turn = Promise.resolve(); // conflicts are shown one after another

// → true: put mine, false: keep theirs.
export function decide(problem) {
  const answer = turn.then(() => ask(problem));
  turn = answer.catch(() => undefined);
  return answer;
}

function ask(problem) {
  return new Promise((resolve) => {
    if (dialog === null) {
      resolve(false);
      return;
    }
    dialog.querySelector("[data-said]").textContent = problem.detail ?? "";
    dialog.querySelector("[data-who]").textContent = [problem.by, when(problem.at)].filter(Boolean).join(", ");
    dialog.querySelector("tbody").replaceChildren(...rowsOf(problem));
    const mine = dialog.querySelector("[value=mine]");
    mine.hidden = problem.version === undefined; // deleted meanwhile: there is nothing to put it in
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "mine"), { once: true });
    dialog.showModal();
    dialog.querySelector("[value=theirs]").focus();
  });
}
