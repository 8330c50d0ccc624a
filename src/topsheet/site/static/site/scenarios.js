// The scenario's menu: fork, rename, drop, take up again. Every write goes through the API.

import { call, refresh, toast } from "./api.js";

const dialog = document.getElementById("scenario-dialog");
const form = dialog?.querySelector("form.body");
const input = document.getElementById("scenario-title");
const note = document.getElementById("scenario-note");
const error = document.getElementById("scenario-error");
let asked = null; // { verb: "fork" | "rename", uid, title, note, version }

function open(wanted) {
  asked = wanted;
  const heading = document.getElementById("scenario-dialog-title");
  heading.textContent = heading.dataset[wanted.verb].replace("{title}", wanted.title);
  const button = form.querySelector(".btn");
  button.textContent = button.dataset[wanted.verb];
  document.getElementById("scenario-help").hidden = wanted.verb !== "fork";
  document.getElementById("scenario-note-field").hidden = wanted.verb === "fork";
  input.value = wanted.verb === "rename" ? wanted.title : "";
  note.value = wanted.note ?? "";
  error.textContent = "";
  input.removeAttribute("aria-invalid");
  closeMenus();
  dialog.showModal();
  input.focus();
  input.select();
}

function closeMenus() {
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
}

function refused(problem) {
  error.textContent = problem.detail ?? "";
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

async function send() {
  const title = input.value.trim();
  const options = { quiet: true, onProblem: refused };
  if (asked.verb === "rename") {
    const body = { version: asked.version };
    if (title !== asked.title) body.title = title;
    if (note.value.trim() !== asked.note) body.note = note.value.trim();
    if (Object.keys(body).length === 1) {
      dialog.close();
      return;
    }
    const answer = await call("POST", `scenarios/${asked.uid}/rename`, body, options);
    if (answer === null) return;
    dialog.close();
    toast(answer.change);
    await refresh({ reason: "scenario" });
    return;
  }
  const answer = await call("POST", "scenarios", { title, from_scenario: asked.uid }, options);
  if (answer !== null) location.assign(`${location.pathname}?scenario=${encodeURIComponent(answer.rows[0].uid)}`);
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector(".btn");
  if (button.disabled) return;
  button.disabled = true;
  send().finally(() => { button.disabled = false; });
});

async function act(button) {
  const { scenarioDo: verb, uid, then } = button.dataset;
  button.disabled = true;
  const answer = await call("POST", `scenarios/${uid}/${verb}`, {});
  button.disabled = false;
  if (answer === null) return;
  closeMenus();
  toast(answer.change);
  if (then && document.body.dataset.scenario === uid) location.assign(then);
  else await refresh({ reason: "scenario" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fork], button[data-rename], [data-scenario-do]");
  if (button === null || button.closest("#scenario-dialog") !== null) return;
  const { fork, rename, title, note: said = "", version } = button.dataset;
  if (button.dataset.scenarioDo) act(button);
  else if (fork !== undefined) open({ verb: "fork", uid: fork, title });
  else open({ verb: "rename", uid: rename, title, note: said, version: Number(version) });
});

// The two sides of a comparison are chosen from lists; without this a button does it.
document.addEventListener("change", (event) => {
  if (event.target.closest("form[data-at-once]") !== null) event.target.form.requestSubmit();
});
