// Forms of a fringe, a charge, a rate of exchange or an account: opened with what the row holds;
// only what was changed is sent.

import { call } from "../site/api.js";

const FIELDS = new Set(["fringe-form", "charge-form"]); // these send { fields, version }
const EITHER = ["percent", "flat"]; // an empty one is not meant

let opened = null; // { dialog, path, version, values, isNew }

export function openForm(id, { path, version = null, values = {}, title = "" }) {
  const dialog = document.getElementById(id);
  const form = dialog?.querySelector("form.body");
  if (!form) return;
  const isNew = Object.keys(values).length === 0;
  opened = { dialog, path, version, values, isNew };
  form.reset();
  form.querySelector(".error").hidden = true;
  form.querySelector("[data-delete]").hidden = isNew;
  for (const element of form.elements) if (element.name) fill(element, values);
  if (form.elements.currency) form.elements.currency.readOnly = !isNew;
  const heading = dialog.querySelector("h2");
  heading.textContent = title || values.name || values.currency || heading.dataset.new;
  dialog.showModal();
  form.querySelector("input")?.select();
}

function fill(element, values) {
  const value = values[element.name] ?? "";
  if (element.type === "checkbox") element.checked = value.split(", ").includes(element.value);
  else if (element.name in values) element.value = value;
}

function typed(form) {
  const found = {};
  for (const element of form.elements) {
    if (!element.name) continue;
    if (element.type !== "checkbox") found[element.name] = element.value.trim();
    else {
      found[element.name] ??= "";
      if (element.checked) found[element.name] = [found[element.name], element.value].filter(Boolean).join(", ");
    }
  }
  return found;
}

function changed(form) {
  const { values, isNew } = opened;
  const found = Object.entries(typed(form)).filter(([name, text]) => text !== (values[name] ?? "") && !(text === "" && (isNew || EITHER.includes(name))));
  const kept = Object.fromEntries(found);
  if (kept.cut_off === "") { delete kept.period; delete kept.scope; } // they go with it
  for (const name of ["period", "scope"]) if (kept[name] === "") delete kept[name];
  if (kept.percent && kept.flat) delete kept[values.percent ? "percent" : "flat"];
  return kept;
}

async function send(form, act) {
  const shown = form.querySelector(".error");
  let said = "";
  const answer = await act({ quiet: true, onProblem: (problem) => { said = problem.detail; } });
  shown.hidden = !said;
  shown.textContent = said;
  if (answer === null) return;
  opened.dialog.close();
  document.dispatchEvent(new CustomEvent("budget:anew"));
}

function save(form) {
  const { dialog, path, version, values, isNew } = opened;
  const fields = changed(form);
  if (!isNew && Object.keys(fields).length === 0) return dialog.close();
  if (FIELDS.has(dialog.id)) return send(form, (options) => call(isNew ? "POST" : "PATCH", path, { fields, version }, options));
  if (dialog.id === "rate-form") return send(form, (options) => call("POST", path, typed(form), options));
  const { code, name } = typed(form);
  if (code === values.code) return send(form, (options) => call("PATCH", path, { name, version }, options));
  return send(form, (options) => call("POST", `${path}/renumber`, { code, name, version }, options));
}

function remove(form) {
  const { dialog, path, values } = opened;
  if (dialog.id === "rate-form") return send(form, (options) => call("POST", path, { currency: values.currency, rate: "" }, options));
  return send(form, (options) => call("DELETE", path, undefined, options));
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-form]");
  if (opener !== null) {
    const { path, version } = opener.dataset;
    openForm(opener.dataset.form, { path, version: Number(version) || null, values: JSON.parse(opener.dataset.values) });
  } else if (opened !== null && event.target.closest("[data-delete]")) remove(event.target.closest("form"));
});
document.addEventListener("submit", (event) => {
  if (opened === null || !opened.dialog.contains(event.target) || event.target.method === "dialog") return;
  event.preventDefault();
  save(event.target);
});
