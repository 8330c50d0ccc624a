// Globals, fringes and charges below the sheet: a click or Enter on a value edits it in place.

import { call, refreshOn } from "../site/api.js";

const panels = document.getElementById("panels");

async function refetch() {
  if (panels === null) return;
  const answer = await fetch(panels.dataset.panels, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok) return;
  const opened = [...panels.querySelectorAll("details")].map((one) => one.open);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const facts = page.getElementById("budget-facts");
  if (facts !== null) document.getElementById("budget-facts")?.replaceWith(document.adoptNode(facts));
  panels.replaceChildren(...page.body.childNodes);
  panels.querySelectorAll("details").forEach((one, n) => { one.open = opened[n] ?? false; });
}

function begin(value) {
  const input = document.createElement("input");
  input.value = value.dataset.value ?? value.textContent.trim();
  input.setAttribute("aria-label", value.dataset.label ?? "");
  input.className = "panel-input";
  const problem = document.createElement("p");
  problem.className = "error";
  problem.setAttribute("role", "alert");
  value.hidden = true;
  value.after(input, problem);
  input.focus();
  input.select();
  let done = false;
  const close = () => {
    done = true;
    input.remove();
    problem.remove();
    value.hidden = false;
  };
  const commit = async () => {
    if (done || input.value === (value.dataset.value ?? "")) return close();
    let said = "";
    const version = Number(value.dataset.version) || null;
    const sent = { fields: { [value.dataset.field]: input.value }, version };
    const answer = await call("PATCH", value.dataset.path, sent, { quiet: true, onProblem: (p) => { said = p.detail; } });
    if (answer === null && said) {
      problem.textContent = said;
      input.setAttribute("aria-invalid", "true");
      return undefined;
    }
    close();
    return moved(value.dataset.path, value.dataset.field);
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); commit(); }
    if (event.key === "Escape") { event.stopPropagation(); close(); value.focus(); }
  });
  input.addEventListener("blur", () => { if (!done && !problem.textContent) commit(); });
}

async function moved(path = "", field = "") {
  await refetch();
  document.dispatchEvent(new CustomEvent("budget:anew"));
  const again = [...panels.querySelectorAll(".panel-edit")].find((one) => one.dataset.path === path && one.dataset.field === field);
  again?.focus();
}

async function send(form) {
  const sent = Object.fromEntries(new FormData(form));
  const body = form.dataset.fields === undefined ? sent : { fields: sent };
  const shown = form.querySelector(".error");
  const answer = await call(form.dataset.write, form.dataset.path, body, { quiet: shown !== null, onProblem: (problem) => {
    if (shown === null) return;
    shown.hidden = false;
    shown.textContent = problem.detail;
  } });
  if (answer === null) return;
  form.reset();
  if (shown !== null) shown.hidden = true;
  form.closest("dialog")?.close();
  moved();
}

document.addEventListener("click", async (event) => {
  const value = event.target.closest(".panel-edit");
  const act = event.target.closest("[data-call]");
  const opener = event.target.closest("[data-open]");
  if (value !== null && panels?.contains(value)) begin(value);
  else if (opener !== null) {
    opener.closest("details")?.removeAttribute("open");
    document.getElementById(opener.dataset.open)?.showModal();
  } else if (act !== null && panels?.contains(act)) {
    const body = act.dataset.body ? JSON.parse(act.dataset.body) : undefined;
    if ((await call(act.dataset.call, act.dataset.path, body)) !== null) moved();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.classList?.contains("panel-edit")) {
    event.preventDefault();
    begin(event.target);
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.write === undefined) return;
  event.preventDefault();
  send(event.target);
});
document.addEventListener("topsheet:written", () => setTimeout(refetch, 50));
refreshOn(refetch);
