// The head of the production: only what was changed is sent, with the version it was read at.

import { call, toast } from "./api.js";

// What a form says, or what it said when it was drawn.
function said(form, drawn = false) {
  const values = { agreements: [] };
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") {
      if (drawn ? field.defaultChecked : field.checked) values.agreements.push(field.value);
    } else if (field instanceof HTMLSelectElement) {
      const first = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
      values[field.name] = drawn ? first.value : field.value;
    } else values[field.name] = drawn ? field.defaultValue : field.value;
  }
  return { ...values, days_per_week: Number(values.days_per_week) };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// From now on what stands in the form is what was drawn.
function settle(form) {
  for (const field of form.elements) {
    if (field.type === "checkbox") field.defaultChecked = field.checked;
    else if (field instanceof HTMLSelectElement) for (const one of field.options) one.defaultSelected = one.selected;
    else if (field.name) field.defaultValue = field.value;
  }
}

async function save(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const before = said(form, true);
  const changed = Object.fromEntries(Object.entries(said(form)).filter(([name, value]) => !same(value, before[name])));
  if (Object.keys(changed).length === 0) return;
  const version = Number(form.dataset.version);
  const answer = await call("PATCH", "head", { ...changed, version }, {
    onProblem: ({ field }) => form.elements[field]?.setAttribute?.("aria-invalid", "true"),
  });
  if (answer === null) return;
  settle(form);
  form.dataset.version = String(answer.rows[0].version);
  for (const place of document.querySelectorAll(".bar > .where, #main .head .eyebrow")) place.textContent = answer.rows[0].title;
  if (answer.change) toast(answer.change, { kind: "good", key: "settings" });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-settings]")) return;
  event.preventDefault();
  save(event.target);
});
